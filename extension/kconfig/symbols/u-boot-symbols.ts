import type { KdumpSymbol } from './kdump-symbol';

/** U-Boot: boot/Kconfig. */
export const U_BOOT_SYMBOLS: Readonly<Record<string, KdumpSymbol>> = {
  BOOTARGS: {
    type: 'string',
    meaning:
      'The kernel command line that U-Boot passes when its environment names no other: `crashkernel=` of the **system kernel** may stand here. Needs `USE_BOOTARGS=y`; it is dropped beside `USE_DEFAULT_ENV_FILE`.',
  },
  USE_BOOTARGS: {
    type: 'bool',
    meaning: '`BOOTARGS` takes effect. Without it that line is dropped.',
  },
};
