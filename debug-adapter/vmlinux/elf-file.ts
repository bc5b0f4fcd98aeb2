import type { FileHandle } from 'node:fs/promises';
import { ELF_HEADER_BYTES, PT_NOTE, readElfIdent, type ElfIdent } from '../elf/elf-ident';

/** A section of an ELF file (`elf(5)`). */
export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly flags: bigint;
  /** Bytes from the file's beginning. */
  readonly offset: bigint;
  /** Bytes. */
  readonly size: bigint;
}

/** The tables of an ELF file, without any content. */
export interface ElfFile extends ElfIdent {
  /** Empty when the table is missing or damaged. */
  readonly sections: readonly ElfSection[];
  /** PT_NOTE segments. */
  readonly noteSegments: readonly { readonly offset: bigint; readonly size: bigint }[];
}

export const SHT_NOTE = 7;
export const SHT_NOBITS = 8;
export const SHF_COMPRESSED = 0x800n;

const SHN_XINDEX = 0xffff;
const MOST_SECTIONS = 65_536;
const MOST_SEGMENTS = 256;
const MOST_NAME_BYTES = 4 << 20;
const LONGEST_NAME = 256;

/**
 * Reads the header and the section and segment tables. Undefined when the header makes no sense.
 * Rejects with the system's error when reading fails.
 */
export async function readElfFile(file: FileHandle): Promise<ElfFile | undefined> {
  const header = await readRange(file, 0n, BigInt(ELF_HEADER_BYTES), ELF_HEADER_BYTES);
  const ident = header && readElfIdent(header);
  if (!ident) return undefined;
  const { bits, littleEndian } = ident;
  const fields = elfFields(header, bits, littleEndian);
  const long = bits === 64;
  return {
    ...ident,
    sections: await readSections(file, bits, littleEndian, {
      offset: fields.address(long ? 40 : 32),
      entrySize: fields.u16(long ? 58 : 46),
      count: fields.u16(long ? 60 : 48),
      names: fields.u16(long ? 62 : 50),
    }),
    noteSegments: await readNoteSegments(file, bits, littleEndian, {
      offset: fields.address(long ? 32 : 28),
      entrySize: fields.u16(long ? 54 : 42),
      count: fields.u16(long ? 56 : 44),
    }),
  };
}

/** The bytes of a part of the file; undefined when it is longer than `limit` or not whole. */
export async function readRange(
  file: FileHandle,
  offset: bigint,
  size: bigint,
  limit: number,
): Promise<Buffer | undefined> {
  if (size <= 0n || size > BigInt(limit)) return undefined;
  if (offset < 0n || offset > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  // A table that a damaged header places beyond the end must cost no memory.
  if (offset + size > BigInt((await file.stat()).size)) return undefined;
  const bytes = Buffer.alloc(Number(size));
  let filled = 0;
  while (filled < bytes.length) {
    const part = await file.read(bytes, filled, bytes.length - filled, Number(offset) + filled);
    if (part.bytesRead === 0) return undefined;
    filled += part.bytesRead;
  }
  return bytes;
}

/** Numbers in the tables; `address` has 4 or 8 bytes, as the file's class says. */
export function elfFields(bytes: Buffer, bits: 32 | 64, littleEndian: boolean) {
  const u16 = (at: number) => (littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u64 = (at: number) =>
    littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at);
  const address = (at: number) => (bits === 64 ? u64(at) : BigInt(u32(at)));
  return { u16, u32, address };
}

interface Table {
  readonly offset: bigint;
  readonly entrySize: number;
  readonly count: number;
}

async function readSections(
  file: FileHandle,
  bits: 32 | 64,
  littleEndian: boolean,
  table: Table & { readonly names: number },
): Promise<readonly ElfSection[]> {
  const long = bits === 64;
  const entrySize = long ? 64 : 40;
  if (table.offset === 0n || table.entrySize !== entrySize) return [];
  const read = async (count: number) => {
    const limit = MOST_SECTIONS * entrySize;
    return readRange(file, table.offset, BigInt(count * entrySize), limit);
  };
  // With many sections their number and the names' index stand in section 0.
  const first = await read(1);
  if (!first) return [];
  const zero = elfFields(first, bits, littleEndian);
  const size0 = zero.address(long ? 32 : 20);
  if (size0 > BigInt(MOST_SECTIONS)) return [];
  const count = table.count === 0 ? Number(size0) : table.count;
  const namesIndex = table.names === SHN_XINDEX ? zero.u32(long ? 40 : 24) : table.names;
  const bytes = await read(count);
  if (!bytes || namesIndex >= count) return [];

  const fields = elfFields(bytes, bits, littleEndian);
  const section = (index: number) => {
    const at = index * entrySize;
    return {
      nameAt: fields.u32(at),
      type: fields.u32(at + 4),
      flags: fields.address(at + 8),
      offset: fields.address(at + (long ? 24 : 16)),
      size: fields.address(at + (long ? 32 : 20)),
    };
  };
  const strings = section(namesIndex);
  const names = await readRange(file, strings.offset, strings.size, MOST_NAME_BYTES);
  if (!names) return [];
  return Array.from({ length: count }, (_, index) => {
    const { nameAt, ...rest } = section(index);
    return { name: textAt(names, nameAt), ...rest };
  });
}

async function readNoteSegments(
  file: FileHandle,
  bits: 32 | 64,
  littleEndian: boolean,
  table: Table,
): Promise<ElfFile['noteSegments']> {
  const long = bits === 64;
  const entrySize = long ? 56 : 32;
  if (table.entrySize !== entrySize || table.count > MOST_SEGMENTS) return [];
  const length = BigInt(table.count * entrySize);
  const bytes = await readRange(file, table.offset, length, MOST_SEGMENTS * entrySize);
  if (!bytes) return [];
  const fields = elfFields(bytes, bits, littleEndian);
  const segments: { readonly offset: bigint; readonly size: bigint }[] = [];
  for (let at = 0; at < bytes.length; at += entrySize) {
    if (fields.u32(at) !== PT_NOTE) continue;
    segments.push({
      offset: fields.address(at + (long ? 8 : 4)),
      size: fields.address(at + (long ? 32 : 16)),
    });
  }
  return segments;
}

function textAt(bytes: Buffer, at: number): string {
  const field = bytes.toString('latin1', at, at + LONGEST_NAME);
  return field.split('\0', 1)[0] ?? '';
}
