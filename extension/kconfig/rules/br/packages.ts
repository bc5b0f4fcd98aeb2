import type { ConfigFile } from '../../config/config-file';
import { buildrootTarget } from '../../context/buildroot-config';
import type { Context } from '../../context/context';

export const KEXEC = 'BR2_PACKAGE_KEXEC';
export const KEXEC_LITE = 'BR2_PACKAGE_KEXEC_LITE';
export const MAKEDUMPFILE = 'BR2_PACKAGE_MAKEDUMPFILE';

/** Packages that bring a kexec into the image; petitboot selects one of the others. */
const LOADERS = [KEXEC, KEXEC_LITE, 'BR2_PACKAGE_PETITBOOT'] as const;

export function hasLoader(config: ConfigFile): boolean {
  return LOADERS.some((symbol) => config.isYes(symbol));
}

/** A package of kdump is on: the file wants dumps, or kexec at least. */
export function hasPackage(config: ConfigFile): boolean {
  return hasLoader(config) || config.isYes(MAKEDUMPFILE);
}

/** The file's lines about the kernel, behind which packages stand. */
export function kernelSymbols(config: ConfigFile): string[] {
  return config.lines.flatMap((line) =>
    (line.kind === 'assignment' || line.kind === 'unset') &&
    line.symbol.startsWith('BR2_LINUX_KERNEL')
      ? line.symbol
      : [],
  );
}

/** What the packages' Config.in of Buildroot 2026.08 list, where the tree itself is not at hand. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  [KEXEC]: [
    'BR2_i386',
    'BR2_x86_64',
    'BR2_arm',
    'BR2_armeb',
    'BR2_loongarch64',
    'BR2_mips',
    'BR2_mips64',
    'BR2_mipsel',
    'BR2_mips64el',
    'BR2_powerpc',
    'BR2_powerpc64',
    'BR2_powerpc64le',
    'BR2_sh4',
    'BR2_sh4a',
    'BR2_aarch64',
    'BR2_s390x',
    'BR2_m68k',
    'BR2_riscv',
  ],
  [MAKEDUMPFILE]: [
    'BR2_aarch64',
    'BR2_aarch64_be',
    'BR2_arm',
    'BR2_armeb',
    'BR2_i386',
    'BR2_x86_64',
    'BR2_mips64',
    'BR2_mips64el',
    'BR2_powerpc',
    'BR2_powerpc64',
    'BR2_powerpc64le',
    'BR2_s390x',
    'BR2_sparc64',
  ],
};

/** The machine that the file is for, without its prefix: `riscv`. Undefined: it does not say. */
export function targetName(config: ConfigFile): string | undefined {
  return buildrootTarget(config)?.replace(/^BR2_/, '');
}

/** Whether Buildroot offers a package for the file's machine; undefined: that cannot be told. */
export function isOffered(
  symbol: typeof KEXEC | typeof MAKEDUMPFILE,
  config: ConfigFile,
  context: Context,
): boolean | undefined {
  const target = buildrootTarget(config);
  if (target === undefined) return undefined;
  const targets = targetsInTree(symbol, context) ?? TARGETS[symbol] ?? [];
  if (targets.some((name) => config.isYes(name))) return true;
  // A file may leave out the processor (sh4), which is what the list names.
  return targets.some((name) => name.startsWith(target)) ? undefined : false;
}

/** The targets that the package's own Config.in lists, in the tree that the file lies in. */
function targetsInTree(symbol: string, { referenced }: Context): string[] | undefined {
  const name = symbol.replace('BR2_PACKAGE_', '').toLowerCase();
  const text = referenced.get(`package/${name}/Config.in`);
  const block = new RegExp(`^config ${symbol}_ARCH_SUPPORTS\\n((?:[ \\t]+.*\\n)*)`, 'm').exec(
    text ?? '',
  )?.[1];
  const targets = block?.match(/\bBR2_[a-z0-9]\w*/g);
  return targets ? [...targets] : undefined;
}
