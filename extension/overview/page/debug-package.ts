import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';

/**
 * Where the vmlinux of a kernel comes from, by what its release and version say of who built it. The
 * names are those of the distributions' packages with debug info.
 */
export function debugPackage({
  release,
  version = '',
}: Pick<DumpIdentity, 'release' | 'version'>): string {
  if (release === undefined) {
    return 'Take the vmlinux with debug info of exactly the kernel that crashed.';
  }
  if (!/^[\w.+~-]{1,120}$/.test(release)) return OWN_BUILD;
  if (/\bDebian\b/.test(version)) {
    return `It is in Debian’s package linux-image-${release}-dbg (apt-get install linux-image-${release}-dbg).`;
  }
  if (/-Ubuntu\b/.test(version)) {
    return `It is in Ubuntu’s package linux-image-unsigned-${release}-dbgsym, in the archive of debug symbols (ddebs.ubuntu.com).`;
  }
  if (/\.(?:fc|el|amzn)\d+/.test(release)) {
    return `It is in the package kernel-debuginfo of ${release} (dnf debuginfo-install kernel-${release}).`;
  }
  if (/-default$/.test(release)) {
    return 'It is in the package kernel-default-debuginfo of the same version (SUSE’s debuginfo repository).';
  }
  return OWN_BUILD;
}

const OWN_BUILD =
  'It is the file vmlinux (not vmlinuz) at the top of the tree in which this kernel was built.';
