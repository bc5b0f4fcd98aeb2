import type { ConfigFile } from '../config/config-file';
import type { Architecture } from '../model/architecture';
import { parseVersion, type Version } from '../model/version';
import { architectureInContent } from './architecture-of';
import type { FileKind, Known } from './context';

/**
 * The kernel that a Buildroot configuration builds (linux/Config.in).
 * @param latest what the tree's `BR2_LINUX_KERNEL_LATEST…` symbols stand for, by symbol
 */
export function buildrootKernel(
  config: ConfigFile,
  latest: ReadonlyMap<string, string> = new Map(),
): Known<Version> | undefined {
  // A complete .config has the outcome; of a tarball or a repository it may be no version.
  const outcome = known(config, 'BR2_LINUX_KERNEL_VERSION');
  if (outcome) return outcome;
  if (config.isOff('BR2_LINUX_KERNEL')) return undefined;
  const choice = VERSION_CHOICES.find((symbol) => config.isYes(symbol));
  switch (choice) {
    case 'BR2_LINUX_KERNEL_CUSTOM_VERSION':
      return known(config, 'BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE');
    case 'BR2_LINUX_KERNEL_CUSTOM_TARBALL':
      return (
        known(config, 'BR2_LINUX_KERNEL_CUSTOM_TARBALL_LOCATION', inTarball) ??
        kernelSeries(config) ??
        known(config, 'BR2_LINUX_KERNEL_CUSTOM_TARBALL_LOCATION', inTag)
      );
    case 'BR2_LINUX_KERNEL_CUSTOM_GIT':
    case 'BR2_LINUX_KERNEL_CUSTOM_HG':
    case 'BR2_LINUX_KERNEL_CUSTOM_SVN':
      return (
        known(config, 'BR2_LINUX_KERNEL_CUSTOM_REPO_VERSION') ??
        kernelSeries(config) ??
        known(config, 'BR2_LINUX_KERNEL_CUSTOM_REPO_VERSION', inTag)
      );
    case undefined:
      return config.isYes('BR2_LINUX_KERNEL')
        ? latestKernel('BR2_LINUX_KERNEL_LATEST_VERSION', latest)
        : known(config, 'BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE');
    default:
      return latestKernel(choice, latest);
  }
}

/** The choice of linux/Config.in; its first member is the default. */
const VERSION_CHOICES = [
  'BR2_LINUX_KERNEL_CUSTOM_VERSION',
  'BR2_LINUX_KERNEL_CUSTOM_TARBALL',
  'BR2_LINUX_KERNEL_CUSTOM_GIT',
  'BR2_LINUX_KERNEL_CUSTOM_HG',
  'BR2_LINUX_KERNEL_CUSTOM_SVN',
  'BR2_LINUX_KERNEL_LATEST_CIP_VERSION',
  'BR2_LINUX_KERNEL_LATEST_CIP_RT_VERSION',
  'BR2_LINUX_KERNEL_LATEST_VERSION',
] as const;

/** A commit's name is no version, though it may begin with digits; nor is a year. */
const VERSION = /^v?[1-9]\d?\.\d+(\.\d+)*(-[\w.+-]+)?$/;

function known(
  config: ConfigFile,
  symbol: string,
  textOf: (text: string) => string | undefined = (text) => text,
): Known<Version> | undefined {
  const text = textOf(config.string(symbol) ?? '') ?? '';
  const value = VERSION.test(text) ? parseVersion(text) : undefined;
  return value && { value, source: symbol, declared: false };
}

/** `6.1.15` of `https://…/linux-6.1.15.tar.xz` */
function inTarball(location: string): string | undefined {
  return /\/linux-([^/]+)\.tar\b/.exec(location)?.[1];
}

/**
 * The kernel in a vendor's tag or branch, `lf-6.18.20-2.0.0`, `xlnx_rebase_v6.18_LTS_2026.1`; of an
 * address in its last part. Two numbers alone may be the vendor's own: linux4sam_6.1 is Linux 4.19.
 */
function inTag(address: string): string | undefined {
  const tag = address.slice(address.lastIndexOf('/') + 1);
  return /(?<=v)[3-9]\.\d{1,2}(\.\d{1,3})?(?!\d)|(?<![\d.])[3-9]\.\d{1,2}\.\d{1,3}(?!\d)/.exec(
    tag,
  )?.[0];
}

function latestKernel(
  symbol: string,
  latest: ReadonlyMap<string, string>,
): Known<Version> | undefined {
  const value = parseVersion(latest.get(symbol) ?? '');
  return value && { value, source: `${symbol} in Buildroot’s linux/Config.in`, declared: false };
}

/** `BR2_PACKAGE_HOST_LINUX_HEADERS_CUSTOM_6_12=y` */
const SERIES = /^BR2_PACKAGE_HOST_LINUX_HEADERS_CUSTOM_(\d+)_(\d+)$/;

/** Where headers that are not the kernel's own come from. */
const OTHER_HEADERS =
  /^BR2_(TOOLCHAIN_EXTERNAL|KERNEL_HEADERS_(VERSION|CUSTOM_TARBALL|CUSTOM_GIT|\d+_\d+))$/;

/**
 * The series of a kernel that is given as a tarball or a commit: where the toolchain takes its
 * headers from the kernel that is built, the file has to say it. The last of the series means
 * "or later".
 */
function kernelSeries(config: ConfigFile): Known<Version> | undefined {
  let series: Known<Version> | undefined;
  for (const line of config.lines) {
    if (line.kind !== 'assignment' || !line.value.startsWith('y')) continue;
    if (OTHER_HEADERS.test(line.symbol)) return undefined;
    const [, major, minor] = SERIES.exec(line.symbol) ?? [];
    const value = major === undefined ? undefined : parseVersion(`${major}.${minor ?? ''}`);
    if (value) series = { value, source: line.symbol, declared: false };
  }
  return series;
}

/** The machines of arch/Config.in, those of older trees too. */
const TARGETS = [
  ...['BR2_aarch64', 'BR2_aarch64_be', 'BR2_arcle', 'BR2_arceb', 'BR2_arm', 'BR2_armeb'],
  ...['BR2_hppa', 'BR2_i386', 'BR2_loongarch64', 'BR2_m68k', 'BR2_microblazebe'],
  ...['BR2_microblazeel', 'BR2_mips', 'BR2_mipsel', 'BR2_mips64', 'BR2_mips64el', 'BR2_nios2'],
  ...['BR2_or1k', 'BR2_powerpc', 'BR2_powerpc64', 'BR2_powerpc64le', 'BR2_riscv', 'BR2_s390x'],
  ...['BR2_sh', 'BR2_sparc', 'BR2_sparc64', 'BR2_x86_64', 'BR2_xtensa'],
];

/** The symbol of the machine that is built for, if the file says it (else it is i386). */
export function buildrootTarget(config: ConfigFile): string | undefined {
  return TARGETS.find((symbol) => config.isYes(symbol));
}

export function buildrootArchitecture(config: ConfigFile): Known<Architecture> | undefined {
  const source = buildrootTarget(config);
  if (source === undefined) return undefined;
  const value = architectureInContent('buildroot-config', config) ?? 'other';
  return { value, source, declared: false };
}

/** A file that a Buildroot configuration names. */
export interface Reference {
  /** `board/qemu/linux.config`, `$(BR2_EXTERNAL_ACME_PATH)/linux.fragment` */
  readonly path: string;
  readonly kind: FileKind;
}

/** Symbols that name configurations, with whose they are. */
const NAMING: readonly (readonly [RegExp, FileKind])[] = [
  [/^BR2_LINUX_KERNEL_(CUSTOM_CONFIG_FILE|CONFIG_FRAGMENT_FILES)$/, 'linux-config'],
  [
    /^BR2_TARGET_(UBOOT|TI_K3_R5_LOADER)_(CUSTOM_CONFIG_FILE|CONFIG_FRAGMENT_FILES)$/,
    'u-boot-config',
  ],
  [
    /^BR2_(PACKAGE_BUSYBOX|UCLIBC|PACKAGE_SWUPDATE|PACKAGE_XVISOR|TARGET_\w+)_(CONFIG|CUSTOM_CONFIG_FILE|CONFIG_FRAGMENT_FILES)$/,
    'other-config',
  ],
];

/** The configurations of other projects that a Buildroot configuration names, in its order. */
export function referencesOf(config: ConfigFile): Reference[] {
  return config.lines.flatMap((line) => {
    if (line.kind !== 'assignment' || config.line(line.symbol) !== line) return [];
    const kind = NAMING.find(([symbol]) => symbol.test(line.symbol))?.[1];
    return kind === undefined
      ? []
      : pathsIn(config.string(line.symbol)).map((path) => ({ path, kind }));
  });
}

/** The kernel's configuration and the fragments that are merged into it, in that order. */
export function kernelConfigPaths(config: ConfigFile): {
  readonly file: string | undefined;
  readonly fragments: readonly string[];
} {
  const isCustom = !(
    config.isYes('BR2_LINUX_KERNEL_USE_DEFCONFIG') ||
    config.isYes('BR2_LINUX_KERNEL_USE_ARCH_DEFAULT_CONFIG')
  );
  return {
    file: isCustom ? pathsIn(config.string('BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE'))[0] : undefined,
    fragments: pathsIn(config.string('BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES')),
  };
}

function pathsIn(list: string | undefined): string[] {
  return (list ?? '').split(/\s+/).filter((path) => path !== '');
}
