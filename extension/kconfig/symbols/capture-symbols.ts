import type { KdumpSymbol } from './kdump-symbol';

/** What a capture kernel needs to run in the reserved memory and to show that of the crashed one. */
export const CAPTURE_SYMBOLS: Readonly<Record<string, KdumpSymbol>> = {
  PROC_VMCORE: {
    type: 'bool',
    meaning:
      '**Capture kernel:** `/proc/vmcore`, the memory of the crashed kernel, from which makedumpfile saves the dump. Without it there is nothing to save. Needs `PROC_FS` and `CRASH_DUMP`, and is then on by default.',
  },
  RELOCATABLE: {
    type: 'bool',
    meaning:
      '**Capture kernel on x86, ppc64, mips and loongarch:** it runs in the reserved memory, wherever that is; else only at the address that it was built for (`PHYSICAL_START`). Kernels of arm64 and riscv need it not, s390 always has it, arm has `AUTO_ZRELADDR` instead. `EFI_STUB` selects it on x86, `RANDOMIZE_BASE` on arm64.',
  },
  PHYSICAL_START: {
    type: 'hex',
    meaning:
      '**Capture kernel, where `RELOCATABLE` is off:** the address that it runs at. It must be the one of `crashkernel=SIZE@ADDRESS`; the default (0x1000000 on x86) is where the system kernel is. With `RELOCATABLE=y` leave it alone.',
  },
  RANDOMIZE_BASE: {
    type: 'bool',
    meaning:
      'The kernel is at another address after each boot (KASLR). crash copes: it reads the offset from the dump’s vmcoreinfo (`KERNELOFFSET`). Only plain gdb on a vmlinux needs a boot with `nokaslr`.',
  },
  EFI_STUB: {
    type: 'bool',
    meaning: 'On x86 it selects `RELOCATABLE`, which cannot be unset beside it.',
  },
  AUTO_ZRELADDR: {
    type: 'bool',
    meaning:
      '**Capture kernel on arm:** a zImage finds out at run time where to unpack itself. Without it it unpacks to a fixed address, outside of the reserved memory. Kernels for several platforms always have it.',
  },
  ARM_PATCH_PHYS_VIRT: {
    type: 'bool',
    meaning:
      '**Capture kernel on arm:** the kernel adapts itself at boot to the address where its memory begins, as it must in the reserved memory. arm’s part of what `RELOCATABLE` does elsewhere.',
  },
  HIGHMEM: {
    type: 'bool',
    meaning:
      '**Capture kernel on 32-bit x86:** `CRASH_DUMP` depends on it. It has no prompt there: `HIGHMEM4G` gives it.',
  },
  NOHIGHMEM: {
    type: 'bool',
    meaning: '**32-bit x86:** no `HIGHMEM`, and therefore no `CRASH_DUMP`.',
  },
  HIGHMEM4G: {
    type: 'bool',
    meaning: '**32-bit x86:** gives `HIGHMEM`, which `CRASH_DUMP` depends on.',
  },
  HIGHMEM64G: {
    type: 'bool',
    meaning:
      '**32-bit x86:** gave `HIGHMEM`, which `CRASH_DUMP` depends on, in kernels up to 6.12. Later kernels do not have it: use `HIGHMEM4G`.',
  },
  BLK_DEV_INITRD: {
    type: 'bool',
    meaning:
      '**Capture kernel:** it can start from an initramfs (`kexec --initrd`), from which most distributions save the dump. Without it the dump has to be saved from a root file system.',
  },
  KASAN: {
    type: 'bool',
    meaning:
      '**Capture kernel:** KASAN takes a good part of the memory for itself, so that `crashkernel=` has to be much larger.',
  },
  ARM64_4K_PAGES: {
    type: 'bool',
    meaning: 'Pages of 4 KiB, as most arm64 kernels and tools expect.',
  },
  ARM64_16K_PAGES: {
    type: 'bool',
    meaning: 'Pages of 16 KiB. **System kernel:** crash reads such dumps since 8.0.6.',
  },
  ARM64_64K_PAGES: {
    type: 'bool',
    meaning:
      'Pages of 64 KiB. **Capture kernel:** distributions reserve about 100 MiB more for it in `crashkernel=`.',
  },
  AMD_MEM_ENCRYPT: {
    type: 'bool',
    meaning:
      'Support for encrypted memory (SME, SEV). **Capture kernel:** where encryption is active distributions reserve 64 MiB more in `crashkernel=`.',
  },
  DEBUG_PAGEALLOC: {
    type: 'bool',
    meaning:
      '**Capture kernel:** a debugging aid that costs memory; `crashkernel=` has to be larger.',
  },
  LOCKDEP: {
    type: 'bool',
    meaning:
      '**Capture kernel:** a debugging aid that costs memory; `crashkernel=` has to be larger. It has no prompt: `PROVE_LOCKING` and others select it.',
  },
};
