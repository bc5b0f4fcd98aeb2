import { binaryFields } from './binary-fields';
import type { PageCompression } from './dump-identity';
import type { FileRange } from './file-range';
import { utsnameField } from './utsname';
import { RELEASE_PATTERN } from './vmcoreinfo';

/** `disk_dump_header` of makedumpfile (`diskdump_mod.h`), as far as it is needed. */
export interface KdumpHeader {
  readonly headerVersion: number;
  readonly littleEndian: boolean;
  /** Size of a `long` of the kernel that was dumped. */
  readonly bits: 32 | 64;
  /** `utsname`; QEMU fills in the machine alone. Empty texts are absent. */
  readonly release?: string;
  readonly version?: string;
  readonly machine?: string;
  readonly compression: PageCompression;
  /** `DUMP_DH_COMPRESSED_INCOMPLETE`: makedumpfile ran out of space. */
  readonly incomplete: boolean;
  /** Bytes. */
  readonly blockSize: number;
  /** Blocks. */
  readonly subHeaderBlocks: number;
  /** Blocks, of both bitmaps together. */
  readonly bitmapBlocks: number;
  /** One more than the highest page frame number, modulo 2³²; header version 6 has all of it. */
  readonly maxPfn: number;
  /** How many CPUs were on. */
  readonly cpus: number;
}

/** `kdump_sub_header` of makedumpfile (`diskdump_mod.h`). What the header's version lacks is absent. */
export interface KdumpSubHeader {
  /** How far the kernel's image was moved from where it was linked, bytes (x86-64). */
  readonly physBase: bigint;
  readonly dumpLevel?: number;
  /** The page frames that this part of a split dump has: from `start` up to, without, `end`. */
  readonly split?: { readonly start: bigint; readonly end: bigint };
  readonly vmcoreinfo?: FileRange;
  /** ELF notes: registers of each CPU, vmcoreinfo once more. */
  readonly notes?: FileRange;
  /** One more than the highest page frame number. */
  readonly maxPfn?: bigint;
}

/** What `parseKdumpHeader` wants to see of the file's beginning, and of its second block. */
export const KDUMP_HEADER_BYTES = 464;
export const KDUMP_SUB_HEADER_BYTES = 104;

const SIGNATURE = 'KDUMP   ';
const UTSNAME = 12;
const STATUS_64 = 424;
const STATUS_32 = 412;
const STATUS_INCOMPLETE = 0x8;
const COMPRESSIONS: readonly (readonly [number, PageCompression])[] = [
  [0x1, 'zlib'],
  [0x2, 'lzo'],
  [0x4, 'snappy'],
  [0x20, 'zstd'],
];
const MACHINES_OF_32_BITS = /^(i686|arm|ppc|mips|s390)$/;

export function isKdump(start: Buffer): boolean {
  return start.toString('latin1', 0, SIGNATURE.length) === SIGNATURE;
}

/** Reads the header from at least `KDUMP_HEADER_BYTES`; undefined when its numbers make no sense. */
export function parseKdumpHeader(bytes: Buffer): KdumpHeader | undefined {
  if (!isKdump(bytes) || bytes.length < KDUMP_HEADER_BYTES) return undefined;
  const littleEndian = bytes.readUInt32LE(8) <= 0xffff;
  const fields = binaryFields(bytes, littleEndian);
  const release = utsnameField(bytes, UTSNAME, 2);
  const version = utsnameField(bytes, UTSNAME, 3);
  const machine = machineName(utsnameField(bytes, UTSNAME, 4));
  const layouts = MACHINES_OF_32_BITS.test(machine ?? '') ? [STATUS_32] : [STATUS_64, STATUS_32];
  for (const layout of layouts) {
    const blockSize = fields.u32(layout + 4);
    if (!isBlockSize(blockSize)) continue;
    const status = fields.u32(layout);
    return {
      headerVersion: fields.u32(8),
      littleEndian,
      bits: layout === STATUS_64 ? 64 : 32,
      ...(release && RELEASE_PATTERN.test(release) && { release }),
      ...(version && { version }),
      ...(machine && { machine }),
      compression: COMPRESSIONS.find(([bit]) => (status & bit) !== 0)?.[1] ?? 'none',
      incomplete: (status & STATUS_INCOMPLETE) !== 0,
      blockSize,
      subHeaderBlocks: fields.u32(layout + 8),
      bitmapBlocks: fields.u32(layout + 12),
      maxPfn: fields.u32(layout + 16),
      cpus: fields.u32(layout + 36),
    };
  }
  return undefined;
}

/** Offsets of `kdump_sub_header`: they depend on the size of `long` and the alignment of 64 bits. */
interface SubHeaderLayout {
  readonly dumpLevel: number;
  readonly split: number;
  readonly pfns: number;
  readonly vmcoreinfo: number;
  readonly notes: number;
  readonly pfns64: number;
  readonly maxPfn: number;
}

const LAYOUT_64: SubHeaderLayout = {
  dumpLevel: 8,
  split: 12,
  pfns: 16,
  vmcoreinfo: 32,
  notes: 48,
  pfns64: 80,
  maxPfn: 96,
};

/** i386 aligns 64 bits to 4 bytes. */
const LAYOUT_I386: SubHeaderLayout = {
  dumpLevel: 4,
  split: 8,
  pfns: 12,
  vmcoreinfo: 20,
  notes: 32,
  pfns64: 56,
  maxPfn: 72,
};

const LAYOUT_32: SubHeaderLayout = {
  dumpLevel: 4,
  split: 8,
  pfns: 12,
  vmcoreinfo: 24,
  notes: 40,
  pfns64: 72,
  maxPfn: 88,
};

/** Reads `KDUMP_SUB_HEADER_BYTES` from the second block. */
export function parseKdumpSubHeader(bytes: Buffer, header: KdumpHeader): KdumpSubHeader {
  if (bytes.length < KDUMP_SUB_HEADER_BYTES) return { physBase: 0n };
  const fields = binaryFields(bytes, header.littleEndian);
  const long = header.bits === 64 ? 8 : 4;
  const layout =
    header.bits === 64 ? LAYOUT_64 : header.machine === 'i686' ? LAYOUT_I386 : LAYOUT_32;
  const number = (offset: number) => (long === 8 ? fields.u64(offset) : BigInt(fields.u32(offset)));
  const range = (offset: number): FileRange => ({
    offset: fields.u64(offset),
    size: number(offset + 8),
  });
  const has = (version: number) => header.headerVersion >= version;
  const isSplit = has(2) && fields.u32(layout.split) !== 0;
  const split = has(6)
    ? { start: fields.u64(layout.pfns64), end: fields.u64(layout.pfns64 + 8) }
    : { start: number(layout.pfns), end: number(layout.pfns + long) };
  const vmcoreinfo = range(layout.vmcoreinfo);
  const notes = range(layout.notes);
  return {
    physBase: number(0),
    ...(has(1) && { dumpLevel: fields.u32(layout.dumpLevel) }),
    ...(isSplit && { split }),
    ...(has(3) && vmcoreinfo.size !== 0n && { vmcoreinfo }),
    ...(has(4) && notes.size !== 0n && { notes }),
    ...(has(6) && { maxPfn: fields.u64(layout.maxPfn) }),
  };
}

/** As ELF files name it: 32-bit kernels name their processor (`i586`, `armv7l`). */
function machineName(machine: string | undefined): string | undefined {
  if (machine !== undefined && /^i[3-6]86$/.test(machine)) return 'i686';
  return machine !== undefined && /^armv\d/.test(machine) ? 'arm' : machine;
}

function isBlockSize(size: number): boolean {
  return size >= 1024 && size <= 1 << 16 && (size & (size - 1)) === 0;
}
