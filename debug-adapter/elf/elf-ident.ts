/** What the first bytes of an ELF file say of it (`elf(5)`). */
export interface ElfIdent {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  /** `ET_…`. */
  readonly type: number;
  /** As `uname -m` names it; `machine 243` when it is one we do not know. */
  readonly machine: string;
}

export const ELF_HEADER_BYTES = 64;
export const ET_REL = 1;
export const ET_EXEC = 2;
export const ET_DYN = 3;
export const ET_CORE = 4;
export const PT_NOTE = 4;

/** `e_machine` (`EM_…` of elf.h) → the name that `uname -m` has for it. */
const MACHINES: Readonly<Record<number, string>> = {
  3: 'i686',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  43: 'sparc64',
  62: 'x86_64',
  183: 'aarch64',
  243: 'riscv64',
  258: 'loongarch64',
};

export function isElf(start: Buffer): boolean {
  return start.length >= 4 && start.readUInt32BE(0) === 0x7f454c46;
}

/** Reads `ELF_HEADER_BYTES`; undefined when they are no ELF header of a known class and byte order. */
export function readElfIdent(header: Buffer): ElfIdent | undefined {
  const bits = header[4] === 2 ? 64 : header[4] === 1 ? 32 : undefined;
  const byteOrder = header[5];
  const known = bits !== undefined && (byteOrder === 1 || byteOrder === 2);
  if (!isElf(header) || !known || header.length < 20) {
    return undefined;
  }
  const littleEndian = byteOrder === 1;
  const machine = littleEndian ? header.readUInt16LE(18) : header.readUInt16BE(18);
  const name = MACHINES[machine] ?? `machine ${machine}`;
  return {
    bits,
    littleEndian,
    type: littleEndian ? header.readUInt16LE(16) : header.readUInt16BE(16),
    machine: name === 'ppc64' && littleEndian ? 'ppc64le' : name,
  };
}
