import type { FileKind } from '../context/context';
import { BUILDROOT_SYMBOLS } from './buildroot-symbols';
import { CAPTURE_SYMBOLS } from './capture-symbols';
import { COMMAND_LINE_SYMBOLS } from './command-line-symbols';
import { DEBUG_INFO_SYMBOLS } from './debug-info-symbols';
import type { KdumpSymbol } from './kdump-symbol';
import { LOADING_SYMBOLS } from './loading-symbols';
import { U_BOOT_SYMBOLS } from './u-boot-symbols';
import { UNWINDING_SYMBOLS } from './unwinding-symbols';

const LINUX = new Map(
  Object.entries({
    ...LOADING_SYMBOLS,
    ...CAPTURE_SYMBOLS,
    ...DEBUG_INFO_SYMBOLS,
    ...UNWINDING_SYMBOLS,
    ...COMMAND_LINE_SYMBOLS,
  }),
);
const BUILDROOT = new Map(Object.entries(BUILDROOT_SYMBOLS));
const U_BOOT = new Map(Object.entries(U_BOOT_SYMBOLS));

/**
 * Every symbol of the table, by name, with no prefix for Linux and U-Boot (`KEXEC`), with it for
 * Buildroot (`BR2_…`). One project's name may mean something else in another: look up with
 * `kdumpSymbol`.
 */
export const KDUMP_SYMBOLS: ReadonlyMap<string, KdumpSymbol> = new Map([
  ...U_BOOT,
  ...BUILDROOT,
  ...LINUX,
]);

/**
 * What is known of a symbol in a file of some kind. U-Boot has a bool `CMDLINE`, Linux a string.
 */
export function kdumpSymbol(name: string, kind: FileKind): KdumpSymbol | undefined {
  switch (kind) {
    case 'linux-config':
    case 'kconfig':
      return LINUX.get(name);
    case 'buildroot-config':
      return BUILDROOT.get(name);
    case 'u-boot-config':
      return U_BOOT.get(name);
    default:
      return undefined;
  }
}
