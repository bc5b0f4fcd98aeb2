/** What a kernel says of itself. */
export interface KernelNames {
  /** As `uname -r`. */
  readonly release?: string;
  /** As `uname -v`. */
  readonly version?: string;
}

/** RPM distributions: kernels besides the plain one have packages named after them. */
const RPM_VARIANTS = /\+(debug|rt|64k|64k-debug|rt-debug|16k|zfcpdump)$|\.(debug|rt|64k)$/;
const SUSE_FLAVOUR =
  /-(default|azure|rt|rt_debug|64kb|preempt|kvmsmall|pae|vanilla|debug|longterm)$/;

/**
 * Where the vmlinux of a kernel comes from, by what its release and version say of who built it. The
 * names are those of the distributions' packages with debug info.
 */
export function debugPackage({ release, version = '' }: KernelNames): string {
  if (release === undefined) {
    return 'Take the vmlinux with debug info of exactly the kernel that crashed.';
  }
  // It comes from a dump, and goes into commands that a person may copy.
  if (!/^[\w.+~-]{1,120}$/.test(release)) return OWN_BUILD;
  if (/\bDebian\b/.test(version)) {
    return `It is in Debian’s package linux-image-${release}-dbg (apt-get install linux-image-${release}-dbg).`;
  }
  if (/-Ubuntu\b/.test(version)) {
    return `It is in Ubuntu’s package linux-image-unsigned-${release}-dbgsym (of some flavours linux-image-${release}-dbgsym), in the archive of debug symbols: ddebs.ubuntu.com.`;
  }
  const rpm = /\.(fc|el|amzn)\d+\w*/.exec(release)?.[1];
  if (rpm !== undefined) return rpmPackage(release, rpm);
  const flavour = SUSE_FLAVOUR.exec(release)?.[1];
  if (flavour !== undefined) {
    return `It is in SUSE’s packages kernel-${flavour} (the kernel itself) and kernel-${flavour}-debuginfo of the same version, the second one in the repository with debug info (zypper --plus-content debug install kernel-${flavour}-debuginfo).`;
  }
  return OWN_BUILD;
}

function rpmPackage(release: string, family: string): string {
  const variant = RPM_VARIANTS.exec(release);
  const name = release.includes('uek')
    ? 'kernel-uek'
    : ['kernel', variant?.[1] ?? variant?.[2]].filter(Boolean).join('-');
  const plain = variant ? release.slice(0, -variant[0].length) : release;
  const where =
    family === 'el' && name !== 'kernel-uek'
      ? ', on RHEL in the repositories that end with -debug-rpms'
      : '';
  return `It is in the package ${name}-debuginfo-${plain} (dnf debuginfo-install ${name}-${plain})${where}.`;
}

const OWN_BUILD =
  'It is the file vmlinux (not vmlinuz) at the top of the tree in which this kernel was built.';
