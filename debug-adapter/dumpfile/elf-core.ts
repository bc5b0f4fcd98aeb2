import { PT_NOTE, readElfIdent, type ElfIdent } from '../elf/elf-ident';
import { binaryFields } from './binary-fields';
import type { ByteSource } from './byte-source';
import { readPadded } from './byte-source';
import type { FileRange } from './file-range';

/** The ELF header of a file (`elf(5)`), as far as a dump needs it. */
export interface ElfHeader extends ElfIdent {
  readonly programHeaders: {
    readonly offset: bigint;
    readonly size: number;
    readonly count: number;
  };
  /** Where the first section header is: it holds the number of segments when there are too many. */
  readonly sectionHeaders: bigint;
  /** `DUMP_ELF_INCOMPLETE` of makedumpfile: it ran out of space. */
  readonly incomplete: boolean;
}

/** One PT_LOAD segment: a stretch of memory. Bytes. */
export interface LoadSegment {
  readonly physical: number;
  /** Where the kernel mapped it; 0 when the writer did not know (QEMU). */
  readonly virtual: bigint;
  readonly offset: number;
  readonly fileSize: number;
  readonly memorySize: number;
}

export interface ElfSegments {
  /** PT_NOTE segments. */
  readonly notes: readonly FileRange[];
  /** PT_LOAD segments whose numbers are those of a real machine. */
  readonly loads: readonly LoadSegment[];
  /** Where the last segment ends: the least size of the whole file. */
  readonly end: bigint;
}

const PT_LOAD = 1;
/** `e_phnum` of a file with more segments than fit; their number is in `sh_info` of section 0. */
const PN_XNUM = 0xffff;
/** Some 30 MB in memory. makedumpfile makes one segment for each gap of 256 pages or more. */
const MOST_SEGMENTS = 1 << 17;
const SEGMENTS_AT_ONCE = 4096;
/** Physical addresses have at most 52 bits. */
const MOST_MEMORY = 2n ** 52n;

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
    sectionHeaders: bits === 64 ? fields.u64(40) : BigInt(fields.u32(32)),
    incomplete: (fields.u32(bits === 64 ? 48 : 36) & 1) !== 0,
  };
}

/** Reads the segment table, at most its first 131,072 entries. */
export async function readElfSegments(source: ByteSource, elf: ElfHeader): Promise<ElfSegments> {
  const { offset, size } = elf.programHeaders;
  const least = elf.bits === 64 ? 56 : 32;
  if (size < least || size > 1024 || offset > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { notes: [], loads: [], end: offset };
  }
  const count = await segmentCount(source, elf);
  const notes: FileRange[] = [];
  const loads: LoadSegment[] = [];
  let end = offset + BigInt(size * count);
  for (let done = 0; done < count; done += SEGMENTS_AT_ONCE) {
    const wanted = Math.min(count - done, SEGMENTS_AT_ONCE) * size;
    const bytes = await source.read(Number(offset) + done * size, wanted);
    for (let at = 0; at + size <= bytes.length; at += size) {
      const segment = parseSegment(bytes.subarray(at), elf);
      if (segment.type !== PT_NOTE && segment.type !== PT_LOAD) continue;
      const { range } = segment;
      if (range.offset + range.size > end) end = range.offset + range.size;
      if (segment.type === PT_NOTE) notes.push(range);
      else if (segment.load) loads.push(segment.load);
    }
    if (bytes.length < wanted) break;
  }
  return { notes, loads, end };
}

async function segmentCount(source: ByteSource, elf: ElfHeader): Promise<number> {
  const { count } = elf.programHeaders;
  if (count !== PN_XNUM || elf.sectionHeaders > BigInt(Number.MAX_SAFE_INTEGER)) {
    return Math.min(count, MOST_SEGMENTS);
  }
  const section = await readPadded(source, Number(elf.sectionHeaders), 64);
  const real = binaryFields(section.bytes, elf.littleEndian).u32(elf.bits === 64 ? 44 : 28);
  return Math.min(Math.max(real, count), MOST_SEGMENTS);
}

interface Segment {
  readonly type: number;
  readonly range: FileRange;
  readonly load?: LoadSegment;
}

function parseSegment(bytes: Buffer, elf: ElfHeader): Segment {
  const fields = binaryFields(bytes, elf.littleEndian);
  const wide = elf.bits === 64;
  const number = (at64: number, at32: number) =>
    wide ? fields.u64(at64) : BigInt(fields.u32(at32));
  const offset = number(8, 4);
  const virtual = number(16, 8);
  const physical = number(24, 12);
  const size = number(32, 16);
  const memorySize = number(40, 20);
  const type = fields.u32(0);
  const range = { offset, size };
  // Segments of /proc/kcore that have no physical address say −1.
  if (physical + size > MOST_MEMORY || physical + memorySize > MOST_MEMORY) return { type, range };
  if (offset + size > BigInt(Number.MAX_SAFE_INTEGER)) return { type, range };
  const load = {
    physical: Number(physical),
    virtual,
    offset: Number(offset),
    fileSize: Number(size),
    memorySize: Number(memorySize),
  };
  return { type, range, load };
}
