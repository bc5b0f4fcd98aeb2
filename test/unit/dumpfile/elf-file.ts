export interface Load {
  readonly physical: number;
  readonly virtual?: bigint;
  readonly bytes: Buffer;
  /** More than `bytes` has: the rest was left out. */
  readonly memorySize?: number;
}

export interface ElfOptions {
  readonly type?: number;
  /** `EM_…`: 62 is x86-64, 183 arm64, 3 i386. */
  readonly machine?: number;
  readonly bits?: 32 | 64;
  readonly flags?: number;
  readonly loads?: readonly Load[];
  /** The number of segments stands in section 0 (`PN_XNUM`). */
  readonly manySegments?: boolean;
}

/** A little-endian ELF file with one PT_NOTE and, unless told otherwise, one PT_LOAD of 8,192 bytes. */
export function elfCore(notes: Buffer, options: ElfOptions = {}): Buffer {
  const { type = 4, machine = 62, bits = 64, flags = 0, manySegments = false } = options;
  const { loads = [{ physical: 0, bytes: Buffer.alloc(8192) }] } = options;
  const wide = bits === 64;
  const headerSize = wide ? 64 : 52;
  const entrySize = wide ? 56 : 32;
  const sectionSize = manySegments ? 64 : 0;
  const count = 1 + loads.length;
  const tableStart = headerSize + sectionSize;
  const header = Buffer.alloc(headerSize);
  header.write(`\x7fELF${wide ? '\x02' : '\x01'}\x01\x01`, 0, 'latin1');
  header.writeUInt16LE(type, 16);
  header.writeUInt16LE(machine, 18);
  const long = (at64: number, at32: number, value: number) => {
    if (wide) header.writeBigUInt64LE(BigInt(value), at64);
    else header.writeUInt32LE(value, at32);
  };
  long(32, 28, tableStart);
  long(40, 32, manySegments ? headerSize : 0);
  header.writeUInt32LE(flags, wide ? 48 : 36);
  header.writeUInt16LE(entrySize, wide ? 54 : 42);
  header.writeUInt16LE(manySegments ? 0xffff : count, wide ? 56 : 44);
  const section = Buffer.alloc(sectionSize);
  if (manySegments) section.writeUInt32LE(count, wide ? 44 : 28);

  let offset = tableStart + count * entrySize;
  const segments = [segment(wide, 4, offset, { physical: 0, bytes: notes })];
  offset += notes.length;
  for (const load of loads) {
    segments.push(segment(wide, 1, offset, load));
    offset += load.bytes.length;
  }
  return Buffer.concat([header, section, ...segments, notes, ...loads.map(({ bytes }) => bytes)]);
}

function segment(wide: boolean, type: number, offset: number, load: Load): Buffer {
  const { physical, virtual = 0n, bytes, memorySize = bytes.length } = load;
  const entry = Buffer.alloc(wide ? 56 : 32);
  entry.writeUInt32LE(type, 0);
  const values = [
    BigInt(offset),
    virtual,
    BigInt(physical),
    BigInt(bytes.length),
    BigInt(memorySize),
  ];
  for (const [index, value] of values.entries()) {
    if (wide) entry.writeBigUInt64LE(value, 8 + index * 8);
    else entry.writeUInt32LE(Number(value), 4 + index * 4);
  }
  return entry;
}
