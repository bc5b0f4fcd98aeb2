import { open } from 'node:fs/promises';
import { elfFields, readElfFile, readRange, type ElfFile } from './elf-file';

/** A function of an ELF file, or a label in its code. */
export interface CodeSymbol {
  readonly name: string;
  /** Link-time address; in a relocatable file the offset in its section. */
  readonly address: bigint;
  /** Bytes; 0 of a label. */
  readonly size: bigint;
}

const SHN_UNDEF = 0;
const SHN_LORESERVE = 0xff00;
const STT_NOTYPE = 0;
const STT_FUNC = 2;
const STT_GNU_IFUNC = 10;

/** A kernel with everything built in has some 20 MB of them. */
const MOST_BYTES = 1 << 28;

/** The symbols of an ELF file, looked up by name. Names are not unique: static functions repeat. */
export class SymbolTable {
  private constructor(
    private readonly elf: ElfFile,
    private readonly symbols: Buffer,
    private readonly names: Buffer,
  ) {}

  /**
   * Undefined when the file has no symbol table, or is no ELF file. Rejects with the system's error
   * when reading fails.
   */
  static async read(path: string): Promise<SymbolTable | undefined> {
    const file = await open(path);
    try {
      const elf = await readElfFile(file);
      const section = (name: string) => elf?.sections.find((candidate) => candidate.name === name);
      const [table, strings] = [section('.symtab'), section('.strtab')];
      if (!elf || !table || !strings) return undefined;
      const symbols = await readRange(file, table.offset, table.size, MOST_BYTES);
      const names = await readRange(file, strings.offset, strings.size, MOST_BYTES);
      return symbols && names && new SymbolTable(elf, symbols, names);
    } finally {
      await file.close();
    }
  }

  /** Every piece of code of that name, each address once. */
  find(name: string): readonly CodeSymbol[] {
    const places = this.placesOf(name);
    if (places.size === 0) return [];
    const { bits, littleEndian } = this.elf;
    const { u16, u32, address } = elfFields(this.symbols, bits, littleEndian);
    const long = bits === 64;
    const entrySize = long ? 24 : 16;
    const found = new Map<string, CodeSymbol>();
    for (let at = 0; at + entrySize <= this.symbols.length; at += entrySize) {
      if (!places.has(u32(at))) continue;
      const type = (this.symbols[at + (long ? 4 : 12)] ?? 0) & 15;
      const section = u16(at + (long ? 6 : 14));
      if (section === SHN_UNDEF || section >= SHN_LORESERVE || !isCode(type)) continue;
      const value = address(at + (long ? 8 : 4));
      const size = long ? address(at + 16) : BigInt(u32(at + 8));
      const key = `${section}:${value}`;
      // Of a label and a function at one address, the function tells its size.
      if ((found.get(key)?.size ?? 0n) === 0n) found.set(key, { name, address: value, size });
    }
    return [...found.values()];
  }

  /** The addresses of whatever has one of these names. */
  addresses(names: ReadonlySet<string>): ReadonlyMap<string, readonly bigint[]> {
    const nameAt = new Map<number, string>();
    for (const name of names) for (const place of this.placesOf(name)) nameAt.set(place, name);
    const { bits, littleEndian } = this.elf;
    const { u16, u32, address } = elfFields(this.symbols, bits, littleEndian);
    const long = bits === 64;
    const entrySize = long ? 24 : 16;
    const found = new Map<string, bigint[]>();
    for (let at = 0; at + entrySize <= this.symbols.length; at += entrySize) {
      const name = nameAt.get(u32(at));
      if (name === undefined || u16(at + (long ? 6 : 14)) === SHN_UNDEF) continue;
      const addresses = found.get(name) ?? [];
      addresses.push(address(at + (long ? 8 : 4)));
      found.set(name, addresses);
    }
    return found;
  }

  /** Where the name stands among the names; linkers let a name end in another one. */
  private placesOf(name: string): ReadonlySet<number> {
    const wanted = Buffer.from(`${name}\0`, 'latin1');
    const places = new Set<number>();
    if (name === '') return places;
    for (let at = this.names.indexOf(wanted); at >= 0; at = this.names.indexOf(wanted, at + 1)) {
      places.add(at);
    }
    return places;
  }
}

function isCode(type: number): boolean {
  return type === STT_NOTYPE || type === STT_FUNC || type === STT_GNU_IFUNC;
}
