import { PT_NOTE, readElfIdent, type ElfIdent } from '../elf/elf-ident';
import { binaryFields } from './binary-fields';
import type { ByteSource } from './byte-source';
import { readPadded } from './byte-source';

/** The ELF header of a file (`elf(5)`), as far as a dump needs it. */
export interface ElfHeader extends ElfIdent {
  readonly programHeaders: {
    readonly offset: bigint;
    readonly size: number;
    readonly count: number;
  };
}

/** Where a part of the file stands; bytes. */
export interface FileRange {
  readonly offset: bigint;
  readonly size: bigint;
}

export interface ElfSegments {
  /** PT_NOTE segments. */
  readonly notes: readonly FileRange[];
  /** Where the last segment ends: the least size of the whole file. */
  readonly end: bigint;
}

const PT_LOAD = 1;
/** `e_phnum` of a file with more segments than fit; their number is in section 0. */
const PN_XNUM = 0xffff;
const MOST_SEGMENTS = 4096;

/** Reads the header from `ELF_HEADER_BYTES`; undefined when its class or byte order is none. */
export function parseElfHeader(bytes: Buffer): ElfHeader | undefined {
  const ident = readElfIdent(bytes);
  if (!ident) return undefined;
  const { bits, littleEndian } = ident;
  const fields = binaryFields(bytes, littleEndian);
  return {
    ...ident,
    programHeaders: {
      offset: bits === 64 ? fields.u64(32) : BigInt(fields.u32(28)),
      size: fields.u16(bits === 64 ? 54 : 42),
      count: fields.u16(bits === 64 ? 56 : 44),
    },
  };
}

/** Reads the segment table, at most its first 4,096 entries. */
export async function readElfSegments(source: ByteSource, elf: ElfHeader): Promise<ElfSegments> {
  const { offset, size, count } = elf.programHeaders;
  const least = elf.bits === 64 ? 56 : 32;
  const entries = count === PN_XNUM ? MOST_SEGMENTS : Math.min(count, MOST_SEGMENTS);
  if (size < least || size > 1024 || offset > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { notes: [], end: offset };
  }
  const notes: FileRange[] = [];
  let end = offset + BigInt(size * (count === PN_XNUM ? 0 : count));
  const { bytes } = await readPadded(source, Number(offset), entries * size);
  const fields = binaryFields(bytes, elf.littleEndian);
  for (let at = 0; at + size <= bytes.length; at += size) {
    const type = fields.u32(at);
    const range =
      elf.bits === 64
        ? { offset: fields.u64(at + 8), size: fields.u64(at + 32) }
        : { offset: BigInt(fields.u32(at + 4)), size: BigInt(fields.u32(at + 16)) };
    if (type === PT_NOTE) notes.push(range);
    if (type !== PT_NOTE && type !== PT_LOAD) continue;
    const last = range.offset + range.size;
    if (last > end) end = last;
  }
  return { notes, end };
}
