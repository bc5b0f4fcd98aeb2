import { makefileVersion } from '../context/source-tree';
import { type Architecture } from '../model/architecture';
import { parseVersion } from '../model/version';

/** What kind of tree a folder is the top of. */
export interface TreeTop {
  readonly project: 'linux' | 'u-boot' | 'buildroot' | 'other';
  /** The first Kconfig file, from the top. */
  readonly first: 'Kconfig' | 'Config.in';
  /** As written: `6.12.1`. */
  readonly version: string | undefined;
}

/** Undefined: it is none. @param read of files in the folder */
export function recogniseTree(read: (name: string) => string | undefined): TreeTop | undefined {
  const makefile = read('Makefile');
  if (makefile === undefined) return undefined;
  const buildroot = /^export BR2_VERSION\s*:?=\s*(\S+)/m.exec(makefile)?.[1];
  if (buildroot !== undefined) {
    return { project: 'buildroot', first: 'Config.in', version: buildroot };
  }
  const menu = /^mainmenu\s+"([^"]*)"/m.exec(read('Kconfig') ?? '')?.[1];
  if (menu === undefined) return undefined;
  const version = makefileVersion(makefile);
  const project = menu.startsWith('Linux')
    ? 'linux'
    : menu.startsWith('U-Boot')
      ? 'u-boot'
      : 'other';
  return { project, first: 'Kconfig', version };
}

/** Such as `Linux 6.12.1 for arm64`. */
export function treeName({ project, version }: TreeTop, arch: string): string {
  const names = { linux: 'Linux', 'u-boot': 'U-Boot', buildroot: 'Buildroot', other: 'The tree' };
  const name = [names[project], version].filter((part) => part !== undefined).join(' ');
  return project === 'linux' ? `${name} for ${arch}` : name;
}

export function kernelOf({ project, version }: TreeTop) {
  return project === 'linux' ? parseVersion(version ?? '') : undefined;
}

/**
 * The kernel's ARCH for an architecture; undefined: not known which.
 * @param written in the header of a configuration, which is ARCH itself
 */
export function archOf(
  architecture: Architecture | undefined,
  written?: string,
): string | undefined {
  if (written !== undefined) return written;
  switch (architecture) {
    case undefined:
    case 'other':
      return undefined;
    case 'riscv64':
    case 'riscv32':
      return 'riscv';
    case 'ppc64':
    case 'ppc32':
      return 'powerpc';
    case 's390x':
      return 's390';
    case 'loongarch64':
    case 'loongarch32':
      return 'loongarch';
    case 'mips64':
    case 'mips32':
      return 'mips';
    default:
      return architecture;
  }
}
