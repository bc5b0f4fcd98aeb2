import type { KdumpSymbol } from './kdump-symbol';

/** What makes a dump readable: lib/Kconfig.debug, init/Kconfig, security/Kconfig.hardening. */
export const DEBUG_INFO_SYMBOLS: Readonly<Record<string, KdumpSymbol>> = {
  DEBUG_KERNEL: {
    type: 'bool',
    meaning:
      '**System kernel:** since 5.18 the choice of debug info is there only with it, and without it no debug info is made. `EXPERT` selects it.',
  },
  DEBUG_INFO: {
    type: 'bool',
    meaning:
      '**System kernel:** the vmlinux has debug info, without which crash does not start. Since 5.18 it has no prompt, and `DEBUG_INFO=y` alone has no effect: set `DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y` (or `DWARF4`, `DWARF5`) and `DEBUG_KERNEL=y`.',
  },
  DEBUG_INFO_NONE: {
    type: 'bool',
    meaning:
      '**System kernel:** no debug info (since 5.18). crash stops with `no debugging data available`. It is the default of the choice.',
  },
  DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT: {
    type: 'bool',
    meaning:
      '**System kernel:** debug info as the compiler makes it by itself: DWARF 5 since GCC 11. crash reads that since 8.0. Since 5.18 one of the three DWARF symbols has to be set; `DEBUG_KERNEL` has to be on.',
  },
  DEBUG_INFO_DWARF4: {
    type: 'bool',
    meaning:
      '**System kernel:** debug info as DWARF 4, which every crash reads, 7.x too. Since 5.18 it is one of a choice, which needs `DEBUG_KERNEL=y`.',
  },
  DEBUG_INFO_DWARF5: {
    type: 'bool',
    meaning:
      '**System kernel:** debug info as DWARF 5, smaller than DWARF 4. crash reads it since 8.0 (gdb 10.2). Since 5.18 it is one of a choice, which needs `DEBUG_KERNEL=y`.',
  },
  DEBUG_INFO_REDUCED: {
    type: 'bool',
    meaning:
      '**System kernel:** debug info without the definitions of structures. crash cannot read a dump with it; a vmlinux that was built so cannot be mended. arm64’s `defconfig` sets it since 5.13. `DEBUG_INFO_BTF` is dropped beside it.',
  },
  DEBUG_INFO_SPLIT: {
    type: 'bool',
    meaning:
      '**System kernel:** most of the debug info goes into `.dwo` files beside the objects. A vmlinux alone is then not enough, and crash may not find the rest. `DEBUG_INFO_BTF` is dropped beside it.',
  },
  DEBUG_INFO_COMPRESSED: {
    type: 'bool',
    meaning:
      'Debug info compressed with zlib, in 6.1 and before. Its name is `DEBUG_INFO_COMPRESSED_ZLIB` since; newer kernels pass over this line without a word.',
  },
  DEBUG_INFO_COMPRESSED_NONE: {
    type: 'bool',
    meaning: 'Debug info is not compressed: every tool can read it.',
  },
  DEBUG_INFO_COMPRESSED_ZLIB: {
    type: 'bool',
    meaning:
      '**System kernel:** debug info compressed with zlib: smaller, and crash reads it. In 6.1 and before: `DEBUG_INFO_COMPRESSED`.',
  },
  DEBUG_INFO_COMPRESSED_ZSTD: {
    type: 'bool',
    meaning:
      '**System kernel:** debug info compressed with zstd. crash reads it since 9.0, when it was built with zstd; the gdb in crash 8.x cannot.',
  },
  DEBUG_INFO_BTF: {
    type: 'bool',
    meaning:
      'Types for BPF programs, made from the DWARF. They do not replace it: crash needs `DEBUG_INFO`. Dropped beside `DEBUG_INFO_REDUCED`, `DEBUG_INFO_SPLIT` and `GCC_PLUGIN_RANDSTRUCT`, without `BPF_SYSCALL`, or where pahole is missing or too old.',
  },
  BPF_SYSCALL: {
    type: 'bool',
    meaning: 'The system call `bpf`. `DEBUG_INFO_BTF` depends on it; kdump does not.',
  },
  GDB_SCRIPTS: {
    type: 'bool',
    meaning:
      'Helpers for plain gdb on a vmlinux (`lx-dmesg`, `lx-ps`); crash does not use them. Needs `DEBUG_INFO`.',
  },
  KALLSYMS: {
    type: 'bool',
    meaning:
      '**System kernel:** the kernel knows the names of its functions. Without it crash loses the symbols of modules, and an oops is a list of numbers. It can be switched off with `EXPERT=y` only.',
  },
  KALLSYMS_ALL: {
    type: 'bool',
    meaning:
      '**System kernel:** kallsyms has variables too, not only functions. kexec-tools, drgn and newer makedumpfile look some of them up. Needs `KALLSYMS` and `DEBUG_KERNEL`.',
  },
  IKCONFIG: {
    type: 'tristate',
    meaning:
      '**System kernel:** the kernel carries its own configuration, and so does its dump: crash shows it with `sys config`, and finds a few settings in it.',
  },
  STRICT_DEVMEM: {
    type: 'bool',
    meaning:
      'Closes most of `/dev/mem`. It does not touch dumps; on the running kernel crash reads `/proc/kcore` instead.',
  },
  RANDSTRUCT_NONE: {
    type: 'bool',
    meaning: 'The members of structures are where the source says. What a dump needs.',
  },
  RANDSTRUCT_FULL: {
    type: 'bool',
    meaning:
      '**System kernel:** the compiler shuffles the members of some structures. Tools that read memory may get them from wrong offsets.',
  },
  RANDSTRUCT_PERFORMANCE: {
    type: 'bool',
    meaning:
      '**System kernel:** the compiler shuffles the members of some structures, within cache lines. Tools that read memory may get them from wrong offsets.',
  },
  GCC_PLUGIN_RANDSTRUCT: {
    type: 'bool',
    meaning:
      '**System kernel:** the compiler shuffles the members of some structures; tools that read memory may get them from wrong offsets. In newer kernels (6.1 is one) it has no prompt: `RANDSTRUCT_FULL` or `RANDSTRUCT_PERFORMANCE` gives it. `DEBUG_INFO_BTF` is dropped beside it.',
  },
  SLAB_FREELIST_HARDENED: {
    type: 'bool',
    meaning: 'The kernel scrambles the pointers of its free lists. crash reads them since 7.2.9.',
  },
  CFI_CLANG: {
    type: 'bool',
    meaning: 'Control flow integrity; no trouble for dumps is known. Since 6.18 its name is `CFI`.',
  },
};
