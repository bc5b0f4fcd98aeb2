import type { KdumpSymbol } from './kdump-symbol';

/** The command line that is built into a kernel: arch/…/Kconfig. */
export const COMMAND_LINE_SYMBOLS: Readonly<Record<string, KdumpSymbol>> = {
  CMDLINE: {
    type: 'string',
    meaning:
      'The command line that is built in. **System kernel:** a `crashkernel=` may stand here. **Capture kernel:** none should, nor what stands in the way of kexec’s own arguments. On x86 and mips it needs `CMDLINE_BOOL=y`; the boot loader’s line is added to it or replaces it, as the other `CMDLINE_` symbols say.',
  },
  CMDLINE_BOOL: {
    type: 'bool',
    meaning:
      'There is a built-in command line: where an architecture has this symbol, `CMDLINE` has no effect without it.',
  },
  CMDLINE_FORCE: {
    type: 'bool',
    meaning:
      'Only the built-in command line counts. **System kernel:** a `crashkernel=` from the boot loader is ignored. **Capture kernel:** so is what kexec passes, `elfcorehdr=` where it does not come by device tree. x86 and mips call it `CMDLINE_OVERRIDE`.',
  },
  CMDLINE_OVERRIDE: {
    type: 'bool',
    meaning:
      'x86 and mips: only the built-in command line counts. **System kernel:** a `crashkernel=` from the boot loader is ignored. **Capture kernel:** so is what kexec passes, `elfcorehdr=` too, and no dump can be taken.',
  },
  CMDLINE_EXTEND: {
    type: 'bool',
    meaning:
      'The built-in command line and the boot loader’s are joined: what kexec passes arrives.',
  },
  CMDLINE_FROM_BOOTLOADER: {
    type: 'bool',
    meaning:
      'The built-in command line counts only where the boot loader passes none: what kexec passes arrives, but a `crashkernel=` that is built in is then ignored.',
  },
};
