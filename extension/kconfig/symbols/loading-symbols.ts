import type { KdumpSymbol } from './kdump-symbol';

/**
 * What loads a capture kernel and starts it: mostly needs of the system kernel. Types and
 * dependencies are those of Linux 6.1 and 6.12: kernel/Kconfig.kexec, arch/…/Kconfig.
 */
export const LOADING_SYMBOLS: Readonly<Record<string, KdumpSymbol>> = {
  KEXEC: {
    type: 'bool',
    meaning:
      '**System kernel:** the system call `kexec_load`, by which `kexec -p` puts the capture kernel into the reserved memory. Without it and `KEXEC_FILE` no capture kernel can be loaded. On arm64, and on arm with SMP, it is dropped without `SUSPEND` or `HIBERNATION`; on arm64 `KEXEC_FILE` needs neither.',
  },
  KEXEC_FILE: {
    type: 'bool',
    meaning:
      '**System kernel:** the system call `kexec_file_load` (`kexec -s`): the kernel reads the image itself and can check its signature. kexec-tools try it first since 2.0.27. 32-bit arm, x86 and powerpc, mips and sh do not have it; in 6.1 x86_64 and ppc64 want `CRYPTO=y` and `CRYPTO_SHA256=y` for it, 6.12 selects them.',
  },
  KEXEC_CORE: {
    type: 'bool',
    meaning:
      'What `KEXEC` and `KEXEC_FILE` have in common. It has no prompt: a line with it has no effect, set one of the two. Since 6.9 `CRASH_DUMP` depends on it.',
  },
  KEXEC_ELF: {
    type: 'bool',
    meaning:
      'The loader of ELF images for `kexec_file_load`. It has no prompt: `KEXEC_FILE` selects it on the architectures that need it.',
  },
  KEXEC_SIG: {
    type: 'bool',
    meaning:
      '**System kernel:** `kexec_file_load` checks the signature of a kernel before it loads it. Needs `KEXEC_FILE`, and the check for the kind of image: `KEXEC_BZIMAGE_VERIFY_SIG` on x86, `KEXEC_IMAGE_VERIFY_SIG` on arm64.',
  },
  KEXEC_SIG_FORCE: {
    type: 'bool',
    meaning:
      '**System kernel:** `kexec_file_load` refuses a kernel without a valid signature, the capture kernel too. Sign it, and load it with `kexec -s`. Needs `KEXEC_SIG`.',
  },
  KEXEC_VERIFY_SIG: {
    type: 'bool',
    meaning:
      'The name of `KEXEC_SIG` before 5.4. Later kernels pass over this line without a word.',
  },
  KEXEC_BZIMAGE_VERIFY_SIG: {
    type: 'bool',
    meaning:
      '**System kernel on x86:** `KEXEC_SIG` can check the signature of a bzImage. Needs `SIGNED_PE_FILE_VERIFICATION`.',
  },
  KEXEC_IMAGE_VERIFY_SIG: {
    type: 'bool',
    meaning:
      '**System kernel on arm64:** `KEXEC_SIG` can check the signature of an Image. Needs `EFI` and `SIGNED_PE_FILE_VERIFICATION`.',
  },
  CRASH_DUMP: {
    type: 'bool',
    meaning:
      '**Capture kernel:** makes `/proc/vmcore` possible. **System kernel:** since 6.9 `crashkernel=` is ignored without it, and nothing says so. Since 6.9 it is dropped where both `KEXEC` and `KEXEC_FILE` are off; 32-bit x86 needs `HIGHMEM` for it.',
  },
  CRASH_CORE: {
    type: 'bool',
    meaning:
      'Until 6.8: what kexec and `/proc/kcore` have in common. Since 6.9 `VMCORE_INFO` and `CRASH_RESERVE` do its work. It has no prompt: a line with it has no effect.',
  },
  CRASH_RESERVE: {
    type: 'bool',
    meaning:
      '**System kernel:** the code that reserves the memory of `crashkernel=`, apart since 6.9. It has no prompt: only `CRASH_DUMP` selects it.',
  },
  VMCORE_INFO: {
    type: 'bool',
    meaning:
      '**System kernel:** vmcoreinfo, the notes without which makedumpfile and crash cannot tell where things are in a dump; apart since 6.9. It has no prompt: `CRASH_DUMP` and `PROC_KCORE` select it.',
  },
  CRASH_HOTPLUG: {
    type: 'bool',
    meaning:
      '**System kernel:** since 6.6 the kernel itself keeps the list of CPUs and memory that a dump is made of when some are plugged in or out. Without it the capture kernel has to be loaded again, which udev rules do. x86 and ppc64 only; needs `CRASH_DUMP`, and `HOTPLUG_CPU` or `MEMORY_HOTPLUG`; kexec-tools know it (`--hotplug`) since 2.0.28.',
  },
  ARCH_SUPPORTS_KEXEC: {
    type: 'bool',
    meaning:
      'Whether `KEXEC` can be chosen on this architecture (since 6.6). It has no prompt: a line with it has no effect. On arm64 it follows `PM_SLEEP_SMP`, on arm `MMU` and, with SMP, `PM_SLEEP_SMP`.',
  },
  ARCH_SUPPORTS_KEXEC_FILE: {
    type: 'bool',
    meaning:
      'Whether `KEXEC_FILE` can be chosen on this architecture (since 6.6). It has no prompt: a line with it has no effect.',
  },
  ARCH_SUPPORTS_CRASH_DUMP: {
    type: 'bool',
    meaning:
      'Whether `CRASH_DUMP` can be chosen on this architecture (since 6.6). It has no prompt: a line with it has no effect. On 32-bit x86 it follows `HIGHMEM`.',
  },
  SYSFS: {
    type: 'bool',
    meaning:
      '**System kernel:** kexec-tools read `/sys/kernel/kexec_crash_loaded` and `/sys/kernel/vmcoreinfo`; without sysfs no capture kernel can be loaded for a crash. It can be switched off with `EXPERT=y` only.',
  },
  PROC_FS: {
    type: 'bool',
    meaning:
      '**Both kernels:** `/proc/vmcore` and `/proc/kcore` are files of it. It can be switched off with `EXPERT=y` only.',
  },
  PROC_KCORE: {
    type: 'bool',
    meaning:
      '**System kernel:** on x86_64 and riscv `kexec -p` by `kexec_load` reads `/proc/kcore` and fails without it; on arm64 it warns and goes on with kallsyms. `kexec -s` does not need it. crash reads the running kernel through it.',
  },
  SUSPEND: {
    type: 'bool',
    meaning:
      '**System kernel on arm64, and on arm with SMP:** without it and `HIBERNATION` there is no `PM_SLEEP_SMP`, and `KEXEC` is dropped.',
  },
  HIBERNATION: {
    type: 'bool',
    meaning:
      '**System kernel on arm64, and on arm with SMP:** without it and `SUSPEND` there is no `PM_SLEEP_SMP`, and `KEXEC` is dropped.',
  },
  PM_SLEEP_SMP: {
    type: 'bool',
    meaning:
      '**System kernel on arm64, and on arm with SMP:** `KEXEC` depends on it. It has no prompt: SMP with `SUSPEND` or `HIBERNATION` gives it.',
  },
  SMP: {
    type: 'bool',
    meaning:
      'More than one CPU. On arm `KEXEC` then needs `SUSPEND` or `HIBERNATION`; on sh `CRASH_DUMP` cannot be chosen beside it.',
  },
  HOTPLUG_CPU: {
    type: 'bool',
    meaning:
      '**System kernel:** CPUs can come and go. `CRASH_HOTPLUG` needs it or `MEMORY_HOTPLUG`.',
  },
  MEMORY_HOTPLUG: {
    type: 'bool',
    meaning:
      '**System kernel:** memory can come and go. `CRASH_HOTPLUG` needs it or `HOTPLUG_CPU`.',
  },
  CRYPTO: {
    type: 'tristate',
    meaning:
      '**System kernel:** in 6.1 `KEXEC_FILE` is dropped on x86_64 and ppc64 unless it is `y`; 6.12 selects it.',
  },
  CRYPTO_SHA256: {
    type: 'tristate',
    meaning:
      '**System kernel:** in 6.1 `KEXEC_FILE` is dropped on x86_64 and ppc64 unless it is `y`, not `m`; 6.12 selects it.',
  },
  LOCK_DOWN_KERNEL_FORCE_NONE: {
    type: 'bool',
    meaning:
      '**System kernel:** lockdown is not forced when the kernel is built; `lockdown=` on its command line can still switch it on.',
  },
  LOCK_DOWN_KERNEL_FORCE_INTEGRITY: {
    type: 'bool',
    meaning:
      '**System kernel:** `kexec_load` is refused (`EPERM`), and `kexec_file_load` takes signed kernels only. Sign the capture kernel and load it with `kexec -s`, which kexec-tools try first since 2.0.27.',
  },
  LOCK_DOWN_KERNEL_FORCE_CONFIDENTIALITY: {
    type: 'bool',
    meaning:
      '**System kernel:** `kexec_load` is refused (`EPERM`), and `kexec_file_load` takes signed kernels only; `/proc/kcore` cannot be read. Sign the capture kernel and load it with `kexec -s`, which kexec-tools try first since 2.0.27.',
  },
  IMA_ARCH_POLICY: {
    type: 'bool',
    meaning:
      '**System kernel:** under secure boot the architecture’s IMA policy applies: an unsigned capture kernel is refused, and with `KEXEC_SIG` so is `kexec_load`. Sign the capture kernel and load it with `kexec -s`.',
  },
  PANIC_ON_OOPS: {
    type: 'bool',
    meaning:
      '**System kernel:** an oops becomes a panic, and so starts the capture kernel. Without it an oops in a process kills that process only, and no dump is taken; `oops=panic` and `sysctl kernel.panic_on_oops=1` do the same at run time.',
  },
  MAGIC_SYSRQ: {
    type: 'bool',
    meaning:
      '**System kernel:** `echo c > /proc/sysrq-trigger` crashes the machine on purpose, the usual test of kdump.',
  },
  EXPERT: {
    type: 'bool',
    meaning:
      'Shows the prompts of what is otherwise always on: `SYSFS`, `PROC_FS` and `KALLSYMS` can be switched off with it only. It selects `DEBUG_KERNEL`.',
  },
};
