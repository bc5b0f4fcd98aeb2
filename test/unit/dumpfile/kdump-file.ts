import { deflateSync } from 'node:zlib';
import type { PagePacking } from '../../../debug-adapter/dumpfile/pages/decompress';

export interface KdumpOptions {
  readonly version?: number;
  readonly machine?: string;
  readonly release?: string;
  readonly packing?: PagePacking;
  /** Page frame number → its bytes. */
  readonly pages?: ReadonlyMap<number, Buffer>;
  /** Page frames that were memory but are not in the file. */
  readonly excluded?: readonly number[];
  readonly maxPfn?: number;
  readonly dumpLevel?: number;
  readonly physBase?: bigint;
  readonly vmcoreinfo?: string;
  readonly notes?: Buffer;
  readonly split?: { readonly start: number; readonly end: number };
  /** Page frames whose descriptors were never written (`DUMP_DH_COMPRESSED_INCOMPLETE`). */
  readonly lost?: readonly number[];
  /** One bitmap instead of two: all pages were dumped. */
  readonly oneBitmap?: boolean;
}

const BLOCK = 4096;
const FLAGS: Readonly<Record<PagePacking, number>> = {
  plain: 0,
  zlib: 1,
  lzo: 2,
  snappy: 4,
  zstd: 0x20,
};

/** A kdump-compressed file of a 64-bit little-endian kernel (makedumpfile `diskdump_mod.h`). */
export function kdumpFile(options: KdumpOptions): Buffer {
  const { version = 6, packing = 'plain', pages = new Map<number, Buffer>(), lost = [] } = options;
  const { vmcoreinfo = '', notes = Buffer.alloc(0), split, oneBitmap = false } = options;
  const { maxPfn = Math.max(0, ...pages.keys(), ...(options.excluded ?? [])) + 1 } = options;
  const bitmapSize = Math.ceil(maxPfn / 8 / BLOCK) * BLOCK;
  const bitmapBlocks = ((oneBitmap ? 1 : 2) * bitmapSize) / BLOCK;
  const subBlocks = 1 + Math.ceil((vmcoreinfo.length + notes.length) / BLOCK);

  const header = Buffer.alloc(BLOCK);
  header.write('KDUMP   ', 0, 'latin1');
  header.writeUInt32LE(version, 8);
  header.write(options.release ?? '', 12 + 2 * 65, 'latin1');
  header.write(options.machine ?? 'x86_64', 12 + 4 * 65, 'latin1');
  header.writeUInt32LE(FLAGS[packing] | (lost.length > 0 ? 8 : 0), 424);
  header.writeUInt32LE(BLOCK, 428);
  header.writeUInt32LE(subBlocks, 432);
  header.writeUInt32LE(bitmapBlocks, 436);
  header.writeUInt32LE(maxPfn >>> 0, 440);
  header.writeUInt32LE(2, 460);

  const sub = Buffer.alloc(subBlocks * BLOCK);
  sub.writeBigUInt64LE(BigInt.asUintN(64, options.physBase ?? 0n), 0);
  sub.writeUInt32LE(options.dumpLevel ?? 31, 8);
  const start = BigInt(split?.start ?? 0);
  const end = BigInt(split?.end ?? 0);
  if (version >= 2) {
    sub.writeUInt32LE(split ? 1 : 0, 12);
    sub.writeBigUInt64LE(BigInt.asUintN(32, start), 16);
    sub.writeBigUInt64LE(BigInt.asUintN(32, end), 24);
  }
  const range = (at: number, from: number, content: { readonly length: number }) => {
    sub.writeBigUInt64LE(BigInt(from + BLOCK), at);
    sub.writeBigUInt64LE(BigInt(content.length), at + 8);
  };
  if (version >= 3 && vmcoreinfo !== '') range(32, 104, vmcoreinfo);
  if (version >= 4 && notes.length > 0) range(48, 104 + vmcoreinfo.length, notes);
  if (version >= 6) {
    sub.writeBigUInt64LE(start, 80);
    sub.writeBigUInt64LE(end, 88);
    sub.writeBigUInt64LE(BigInt(maxPfn), 96);
  }
  sub.write(vmcoreinfo, 104, 'latin1');
  notes.copy(sub, 104 + vmcoreinfo.length);

  const present = bitmap(bitmapSize, [...pages.keys(), ...(options.excluded ?? [])]);
  const dumped = bitmap(bitmapSize, [...pages.keys()]);
  const inFile = [...pages]
    .filter(([pfn]) => !split || (pfn >= split.start && pfn < split.end))
    .sort(([one], [other]) => one - other);
  const descriptors = Buffer.alloc(inFile.length * 24);
  const data: Buffer[] = [];
  let at = BLOCK + sub.length + bitmapBlocks * BLOCK + descriptors.length;
  for (const [index, [pfn, page]] of inFile.entries()) {
    if (lost.includes(pfn)) continue;
    const packed = pack(page, packing);
    const isPacked = packed.length < page.length;
    const bytes = isPacked ? packed : page;
    descriptors.writeBigUInt64LE(BigInt(at), index * 24);
    descriptors.writeUInt32LE(bytes.length, index * 24 + 8);
    descriptors.writeUInt32LE(isPacked ? FLAGS[packing] : 0, index * 24 + 12);
    data.push(bytes);
    at += bytes.length;
  }
  const bitmaps = oneBitmap ? [dumped] : [present, dumped];
  return Buffer.concat([header, sub, ...bitmaps, descriptors, ...data]);
}

function bitmap(size: number, pfns: readonly number[]): Buffer {
  const bytes = Buffer.alloc(size);
  for (const pfn of pfns) bytes[pfn >> 3] = (bytes[pfn >> 3] ?? 0) | (1 << (pfn & 7));
  return bytes;
}

/**
 * Packs a page as its first bytes and a run of its last byte: the simplest that each format can say.
 * Real packers are in fixtures/packed-pages.json.
 */
export function pack(page: Buffer, packing: PagePacking): Buffer {
  const last = page.at(-1) ?? 0;
  let head = page.length;
  while (head > 1 && page[head - 1] === last) head--;
  const literals = page.subarray(0, head + 1);
  const run = page.length - literals.length;
  if (packing === 'plain' || (packing !== 'zlib' && run < 64)) return page;
  switch (packing) {
    case 'zlib':
      return deflateSync(page);
    case 'lzo':
      return packLzo(literals, run);
    case 'snappy':
      return packSnappy(literals, run, page.length);
    case 'zstd':
      return packZstd(literals, run, last, page.length);
  }
}

/** A long row of literals, a long copy from distance 1, the end. */
function packLzo(literals: Buffer, run: number): Buffer {
  const count = literals.length;
  const head = count - 3 > 15 ? [0, ...extended(count - 3 - 15)] : [count + 17];
  const copy = [32, ...extended(run - 2 - 31), 0, 0];
  return Buffer.concat([Buffer.from(head), literals, Buffer.from([...copy, 17, 0, 0])]);
}

function extended(value: number): number[] {
  const zeros = Math.floor((value - 1) / 255);
  return [...Array.from({ length: zeros }, () => 0), value - zeros * 255];
}

function packSnappy(literals: Buffer, run: number, length: number): Buffer {
  const parts: number[] = [(length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14];
  parts.push(61 << 2, (literals.length - 1) & 0xff, (literals.length - 1) >> 8, ...literals);
  for (let left = run; left > 0; left -= 64) {
    parts.push(((Math.min(left, 64) - 1) << 2) | 2, 1, 0);
  }
  return Buffer.from(parts);
}

/** RFC 8878: a raw block and one that repeats a byte. */
function packZstd(literals: Buffer, run: number, last: number, length: number): Buffer {
  const block = (size: number, type: number, isLast: number) => {
    const header = isLast | (type << 1) | (size << 3);
    return Buffer.from([header & 0xff, (header >> 8) & 0xff, header >> 16]);
  };
  const header = Buffer.alloc(7);
  header.writeUInt32LE(0xfd2fb528, 0);
  header[4] = 0x60; // the size of the content in two bytes, one segment
  header.writeUInt16LE(length - 256, 5);
  const tail = Buffer.concat([block(run, 1, 1), Buffer.from([last])]);
  return Buffer.concat([header, block(literals.length, 0, 0), literals, tail]);
}
