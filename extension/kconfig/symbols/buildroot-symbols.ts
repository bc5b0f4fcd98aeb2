import type { KdumpSymbol } from './kdump-symbol';

/** Buildroot: linux/Config.in, package/kexec, package/makedumpfile. */
export const BUILDROOT_SYMBOLS: Readonly<Record<string, KdumpSymbol>> = {
  BR2_PACKAGE_KEXEC: {
    type: 'bool',
    meaning:
      'kexec-tools in the image: **system kernels** load their capture kernel with it. Needs kernel headers 3.17 or later.',
  },
  BR2_PACKAGE_KEXEC_ZLIB: {
    type: 'bool',
    meaning: 'kexec can unpack kernels that are compressed with gzip.',
  },
  BR2_PACKAGE_KEXEC_LITE: {
    type: 'bool',
    meaning: 'A small kexec for powerpc, in place of `BR2_PACKAGE_KEXEC`.',
  },
  BR2_PACKAGE_MAKEDUMPFILE: {
    type: 'bool',
    meaning:
      'makedumpfile in the image: the **capture kernel’s** root file system saves a small, filtered dump with it; else only a copy of `/proc/vmcore` is possible. Buildroot offers it on aarch64, arm, i386, x86_64, mips64, powerpc, s390x and sparc64, with dynamic libraries, threads and wide characters.',
  },
  BR2_PACKAGE_XZ: {
    type: 'bool',
    meaning: 'With it kexec can unpack kernels that are compressed with xz.',
  },
  BR2_STATIC_LIBS: {
    type: 'bool',
    meaning: 'Static libraries only: `BR2_PACKAGE_MAKEDUMPFILE` is dropped.',
  },
  BR2_LINUX_KERNEL: {
    type: 'bool',
    meaning: 'Buildroot builds the Linux kernel: its own configuration has to allow kdump.',
  },
  BR2_LINUX_KERNEL_VMLINUX: {
    type: 'bool',
    meaning:
      'The kernel is installed as vmlinux. In any case keep `output/build/linux-*/vmlinux` of each build: crash needs exactly that file.',
  },
  BR2_LINUX_KERNEL_INSTALL_TARGET: {
    type: 'bool',
    meaning: 'The kernel’s image is in `/boot` of the target, where kexec can load it from.',
  },
  BR2_LINUX_KERNEL_CUSTOM_VERSION: {
    type: 'bool',
    meaning: 'The kernel is the release named in `BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE`.',
  },
  BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE: {
    type: 'string',
    meaning:
      'The kernel’s version: it decides which rules hold for its configuration, and which crash and makedumpfile can read its dumps.',
  },
  BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE: {
    type: 'string',
    meaning: 'The kernel’s configuration, a file from the top of Buildroot or of an external tree.',
  },
  BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES: {
    type: 'string',
    meaning:
      'Fragments that are merged into the kernel’s configuration, separated by blanks; the last one that sets a symbol wins. A good place for what kdump needs.',
  },
};
