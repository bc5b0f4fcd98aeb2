/** Architectures that the rules tell apart; 32 and 64 bit of a family are two. */
export const ARCHITECTURES = [
  'x86_64',
  'i386',
  'arm64',
  'arm',
  'riscv64',
  'riscv32',
  'ppc64',
  'ppc32',
  's390x',
  'loongarch64',
  'loongarch32',
  'mips64',
  'mips32',
  'sh',
  'sparc64',
  'm68k',
  'other',
] as const;

export type Architecture = (typeof ARCHITECTURES)[number];
