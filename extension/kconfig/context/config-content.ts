import type { FileKind } from './context';
import { findHeader } from './header';

export type ConfigKind = Extract<FileKind, `${string}-config`>;

/** As much as tells what a file is about. */
const SAMPLE = 30_000;

/** A line that gives a symbol a value or means to, a little wrong perhaps; a unset, too. */
const SETTING = /^[ \t]*(?:#[ \t]*)?(CONFIG_|BR2_)[A-Za-z0-9_-]+(?:[ \t]*=|[ \t]+is[ \t]+not[ \t])/;

/**
 * Symbols that U-Boot has and Linux has not, and its own way to include: one of them is in each of
 * the 1377 configurations of U-Boot 2025.01, none in those of Linux 5.10 to 7.3.
 */
const U_BOOT =
  /^(?:# )?CONFIG_(?:DEFAULT_DEVICE_TREE|(?:SYS_)?TEXT_BASE|SYS_(?:MALLOC|LOAD_ADDR|PROMPT|PBSIZE|CBSIZE|BOOTM|MONITOR|INIT_SP)\w*|NR_DRAM_BANKS|[STV]PL(?:_\w+)?|CMD_\w+|ENV_(?:SIZE|OFFSET|IS_IN)\w*|BOOT(?:DELAY|COMMAND|ARGS)|USE_(?:BOOTARGS|BOOTCOMMAND|PREBOOT)|EFI_CAPSULE_(?:ON_DISK|FIRMWARE)\w*|BITBANGMII_MULTI)(?:=| is not set)|^#include [<"].*_defconfig[">]/m;

/** Of barebox, which has some of U-Boot's, of coreboot, Zephyr, NuttX, OpenWrt, BusyBox, uClibc. */
const OTHER =
  /^(?:# )?CONFIG_(?:HUSH_FANCY_PROMPT|CONSOLE_ACTIVATE_\w+|DEFAULT_ENVIRONMENT\w*|CMD_(?:OFTREE|MENUTREE|OF_DUMP)|CBFS_SIZE|PAYLOAD_(?:NONE|ELF|SEABIOS|LINUX|FILE)|ZTEST\w*|MAIN_STACK_SIZE|SYS_CLOCK_TICKS_PER_SEC|UART_CONSOLE|NSH_\w+|INIT_ENTRYPOINT|ARCH_BOARD(?:_\w+)?|TARGET_(?:ROOTFS_\w+|SUBTARGET|MULTI_PROFILE)|PACKAGE_\w+|FEATURE_\w+|BUSYBOX|UCLIBC_\w+)(?:=| is not set)/m;

/** Where neither header nor symbols tell: names of files, and of trees that they lie in. */
const U_BOOT_PATH = /(?:^|\/)[^/]*\bu-?boot\b[^/]*$/i;
const OTHER_PATH =
  /(?:^|\/)[^/]*\b(?:busybox|barebox|coreboot|uclibc|toybox)\b[^/]*$|(?:^|\/)(?:zephyr|nuttx|barebox|coreboot|busybox)(?:-[\d.]+)?\//i;

/**
 * Which project's configuration a text is; undefined: none's that has the kernel's reader and
 * CONFIG_ or BR2_ before its symbols. Its header says it, else its symbols, else its path.
 * @param isNamedSo its name says that it is one, so it may hold anything
 */
export function configKind(text: string, isNamedSo: boolean, path = ''): ConfigKind | undefined {
  const header = findHeader(text);
  if (header && header.project !== 'other') return `${header.project}-config`;
  const sample = text.length > SAMPLE ? text.slice(0, text.lastIndexOf('\n', SAMPLE)) : text;
  const { settings, buildroot, others } = countLines(sample);
  // crosstool-NG's symbols begin with CT_, uClibc's with nothing.
  if (header) return settings > others ? 'other-config' : undefined;
  if (!isNamedSo && (settings === 0 || others > settings)) return undefined;
  if (buildroot > settings / 2) return 'buildroot-config';
  if (OTHER.test(sample)) return 'other-config';
  if (U_BOOT.test(sample) || U_BOOT_PATH.test(path)) return 'u-boot-config';
  return OTHER_PATH.test(path) ? 'other-config' : 'linux-config';
}

function countLines(sample: string): { settings: number; buildroot: number; others: number } {
  const count = { settings: 0, buildroot: 0, others: 0 };
  for (const line of sample.split('\n')) {
    const prefix = SETTING.exec(line)?.[1];
    if (prefix !== undefined) count.settings++;
    if (prefix === 'BR2_') count.buildroot++;
    if (prefix === undefined && !/^\s*(#|$)/.test(line)) count.others++;
  }
  return count;
}
