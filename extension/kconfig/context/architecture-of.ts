import type { ConfigFile } from '../config/config-file';
import { ARCHITECTURES, type Architecture } from '../model/architecture';
import type { FileKind } from './context';

/** Names of ARCH=, of folders in arch/, of Debian and of `uname -m`. */
const NAMES: Readonly<Record<string, Family>> = {
  x86_64: 'x86_64',
  amd64: 'x86_64',
  x86: 'x86',
  i386: 'i386',
  i486: 'i386',
  i586: 'i386',
  i686: 'i386',
  '686': 'i386',
  arm64: 'arm64',
  aarch64: 'arm64',
  arm: 'arm',
  armhf: 'arm',
  armel: 'arm',
  armmp: 'arm',
  armv7l: 'arm',
  riscv: 'riscv',
  riscv64: 'riscv64',
  riscv32: 'riscv32',
  powerpc: 'powerpc',
  ppc: 'powerpc',
  ppc32: 'ppc32',
  ppc64: 'ppc64',
  ppc64le: 'ppc64',
  ppc64el: 'ppc64',
  powerpc64: 'ppc64',
  powerpc64le: 'ppc64',
  s390: 's390x',
  s390x: 's390x',
  loongarch: 'loongarch',
  loong64: 'loongarch64',
  loongarch64: 'loongarch64',
  loongarch32: 'loongarch32',
  mips: 'mips',
  mips64: 'mips64',
  mips32: 'mips32',
  sh: 'sh',
  sparc: 'sparc',
  sparc64: 'sparc64',
  m68k: 'm68k',
  alpha: 'other',
  arc: 'other',
  csky: 'other',
  hexagon: 'other',
  ia64: 'other',
  microblaze: 'other',
  nios2: 'other',
  openrisc: 'other',
  parisc: 'other',
  um: 'other',
  xtensa: 'other',
};

/** A family of arch/ has 32 and 64 bit; the configuration says which. */
type Family = Architecture | 'x86' | 'riscv' | 'powerpc' | 'loongarch' | 'mips' | 'sparc';

const PAIRS: Readonly<Record<string, { bits64: Architecture; bits32: Architecture }>> = {
  x86: { bits64: 'x86_64', bits32: 'i386' },
  riscv: { bits64: 'riscv64', bits32: 'riscv32' },
  powerpc: { bits64: 'ppc64', bits32: 'ppc32' },
  loongarch: { bits64: 'loongarch64', bits32: 'loongarch32' },
  mips: { bits64: 'mips64', bits32: 'mips32' },
  sparc: { bits64: 'sparc64', bits32: 'other' },
};

/** Each says 64 or 32 bit where it is y. */
const BITS_64 = ['64BIT', 'X86_64', 'PPC64', 'ARCH_RV64I', 'SPARC64'];
const BITS_32 = ['32BIT', 'X86_32', 'PPC32', 'ARCH_RV32I', 'SPARC32'];

/** What Kconfig takes where a defconfig does not say it. */
const DEFAULT_BITS: Readonly<Record<string, 64 | 32>> = {
  x86: 64,
  riscv: 64,
  loongarch: 64,
  powerpc: 32,
  mips: 32,
};

/**
 * The architecture of a name such as `x86`, `arm64` or `amd64`; undefined where the name is unknown
 * or leaves open whether it is the one of 32 or of 64 bits, and nothing else says it.
 */
export function architectureNamed(name: string, config?: ConfigFile): Architecture | undefined {
  const family = Object.hasOwn(NAMES, name.toLowerCase()) ? NAMES[name.toLowerCase()] : undefined;
  if (family === undefined) return undefined;
  const pair = PAIRS[family];
  if (!pair) return isArchitecture(family) ? family : undefined;
  const bits = (config && bitsOf(config)) ?? DEFAULT_BITS[family];
  return bits === undefined ? undefined : bits === 64 ? pair.bits64 : pair.bits32;
}

function bitsOf(config: ConfigFile): 64 | 32 | undefined {
  if (BITS_64.some((symbol) => config.isYes(symbol))) return 64;
  if (BITS_32.some((symbol) => config.isYes(symbol))) return 32;
  return config.written('64BIT')?.startsWith('n') ? 32 : undefined;
}

/** Of a path: `arch/arm64/configs/defconfig`, `arch/arm/boot/dts/x.dts`, `config-6.1.0-50-amd64`. */
export function architectureInPath(path: string, config?: ConfigFile): Architecture | undefined {
  const folder = [...path.matchAll(/(?:^|\/)arch\/([^/]+)\//g)].at(-1)?.[1];
  if (folder !== undefined) return architectureNamed(folder, config);
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const word of name.split(/[-.+]|(?<!x86)_/).reverse()) {
    // A board may be called so: these are names of nothing but processors.
    if (!PLAIN_WORDS.has(word)) continue;
    return architectureNamed(word, config);
  }
  return undefined;
}

const PLAIN_WORDS: ReadonlySet<string> = new Set([
  'x86_64',
  'amd64',
  'i386',
  'i686',
  '686',
  'arm64',
  'aarch64',
  'armhf',
  'armmp',
  'armv7l',
  'riscv64',
  'riscv32',
  'ppc64',
  'ppc64le',
  'ppc64el',
  'powerpc64le',
  's390x',
  'loong64',
  'loongarch64',
  'mips64',
  'sparc64',
]);

/** Symbols that one architecture has and sets. */
const LINUX_SYMBOLS: readonly (readonly [string, string])[] = [
  ['X86', 'x86'],
  ['X86_64', 'x86_64'],
  ['X86_32', 'i386'],
  ['ARM64', 'arm64'],
  ['ARM', 'arm'],
  ['RISCV', 'riscv'],
  ['PPC64', 'ppc64'],
  ['PPC', 'powerpc'],
  ['S390', 's390x'],
  ['LOONGARCH', 'loongarch'],
  ['MIPS', 'mips'],
  ['SUPERH', 'sh'],
  ['SPARC64', 'sparc64'],
  ['M68K', 'm68k'],
];

const BUILDROOT_SYMBOLS: readonly (readonly [string, Architecture])[] = [
  ['BR2_x86_64', 'x86_64'],
  ['BR2_i386', 'i386'],
  ['BR2_aarch64', 'arm64'],
  ['BR2_aarch64_be', 'arm64'],
  ['BR2_arm', 'arm'],
  ['BR2_armeb', 'arm'],
  ['BR2_powerpc', 'ppc32'],
  ['BR2_powerpc64', 'ppc64'],
  ['BR2_powerpc64le', 'ppc64'],
  ['BR2_s390x', 's390x'],
  ['BR2_loongarch64', 'loongarch64'],
  ['BR2_mips', 'mips32'],
  ['BR2_mipsel', 'mips32'],
  ['BR2_mips64', 'mips64'],
  ['BR2_mips64el', 'mips64'],
  ['BR2_sh', 'sh'],
  ['BR2_sparc64', 'sparc64'],
  ['BR2_m68k', 'm68k'],
];

/** What a configuration's own lines say. */
export function architectureInContent(
  kind: FileKind,
  config: ConfigFile,
): Architecture | undefined {
  if (kind === 'buildroot-config') {
    if (config.isYes('BR2_riscv')) return config.isYes('BR2_RISCV_32') ? 'riscv32' : 'riscv64';
    return BUILDROOT_SYMBOLS.find(([symbol]) => config.isYes(symbol))?.[1];
  }
  const found = LINUX_SYMBOLS.find(([symbol]) => config.isYes(symbol));
  if (!found) return undefined;
  const [symbol, name] = found;
  // U-Boot's defconfigs say ARM=y of 64 bits too.
  if (kind === 'u-boot-config' && symbol === 'ARM' && config.completeness === 'fragment') {
    return undefined;
  }
  return architectureNamed(name, config);
}

function isArchitecture(text: string): text is Architecture {
  return (ARCHITECTURES as readonly string[]).includes(text);
}
