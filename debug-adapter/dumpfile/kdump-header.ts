import { binaryFields } from './binary-fields';
import type { PageCompression } from './dump-identity';
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
  /** Blocks. */
  readonly bitmapBlocks: number;
}

/** `kdump_sub_header` of makedumpfile (`diskdump_mod.h`); 64-bit kernels. */
export interface KdumpSubHeader {
  readonly dumpLevel?: number;
  readonly split: boolean;
  readonly vmcoreinfo?: { readonly offset: bigint; readonly size: bigint };
}

/** What `parseKdumpHeader` wants to see of the file's beginning, and of its second block. */
export const KDUMP_HEADER_BYTES = 464;
export const KDUMP_SUB_HEADER_BYTES = 104;

const SIGNATURE = 'KDUMP   ';
const UTSNAME_FIELD = 65;
const RELEASE = 12 + 2 * UTSNAME_FIELD;
const VERSION = 12 + 3 * UTSNAME_FIELD;
const MACHINE = 12 + 4 * UTSNAME_FIELD;
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
  const release = text(bytes, RELEASE);
  const version = text(bytes, VERSION);
  const machine = machineName(text(bytes, MACHINE));
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
    };
  }
  return undefined;
}

/** Reads `KDUMP_SUB_HEADER_BYTES` from the second block. Of 32-bit kernels it reads nothing. */
export function parseKdumpSubHeader(bytes: Buffer, header: KdumpHeader): KdumpSubHeader {
  if (header.bits === 32 || bytes.length < KDUMP_SUB_HEADER_BYTES) return { split: false };
  const fields = binaryFields(bytes, header.littleEndian);
  const has = (version: number) => header.headerVersion >= version;
  return {
    ...(has(1) && { dumpLevel: fields.u32(8) }),
    split: has(2) && fields.u32(12) !== 0,
    ...(has(3) &&
      fields.u64(40) !== 0n && { vmcoreinfo: { offset: fields.u64(32), size: fields.u64(40) } }),
  };
}

function text(bytes: Buffer, offset: number): string | undefined {
  const field = bytes.toString('latin1', offset, offset + UTSNAME_FIELD);
  const value = field.split('\0', 1)[0] ?? '';
  return /^[\x20-\x7e]+$/.test(value) ? value : undefined;
}

/** As ELF files name it: 32-bit kernels name their processor (`i586`, `armv7l`). */
function machineName(machine: string | undefined): string | undefined {
  if (machine !== undefined && /^i[3-6]86$/.test(machine)) return 'i686';
  return machine !== undefined && /^armv\d/.test(machine) ? 'arm' : machine;
}

function isBlockSize(size: number): boolean {
  return size >= 1024 && size <= 1 << 16 && (size & (size - 1)) === 0;
}
