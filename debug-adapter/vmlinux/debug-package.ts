import type { PackageFamily } from '../programs/packages';

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

/** Where a vmlinux comes from. */
interface Origin {
  /** In a sentence. */
  readonly words: string;
  /** What installs it, as root, on a system of this family. */
  readonly install?: { readonly family: PackageFamily; readonly command: string };
}

/**
 * Where the vmlinux of a kernel comes from, by what its release and version say of who built it. The
 * names are those of the distributions' packages with debug info.
 */
export function debugPackage(kernel: KernelNames): string {
  return originOf(kernel).words;
}

/** A command that installs it, for a person's own terminal on a system of this family. */
export function debugPackageCommand(
  kernel: KernelNames,
  family: PackageFamily,
): string | undefined {
  const { install } = originOf(kernel);
  return install?.family === family ? `sudo ${install.command}` : undefined;
}

function originOf({ release, version = '' }: KernelNames): Origin {
  if (release === undefined) {
    return { words: 'Take the vmlinux with debug info of exactly the kernel that crashed.' };
  }
  // It comes from a dump, and goes into commands that a person may run.
  if (!/^[\w.+~-]{1,120}$/.test(release)) return OWN_BUILD;
  if (/\bDebian\b/.test(version)) {
    const command = `apt-get install linux-image-${release}-dbg`;
    return {
      words: `It is in Debian’s package linux-image-${release}-dbg (${command}).`,
      install: { family: 'debian', command },
    };
  }
  if (/-Ubuntu\b/.test(version)) {
    const name = `linux-image-unsigned-${release}-dbgsym`;
    return {
      words: `It is in Ubuntu’s package ${name} (of some flavours linux-image-${release}-dbgsym), in the archive of debug symbols: ddebs.ubuntu.com.`,
      install: { family: 'debian', command: `apt-get install ${name}` },
    };
  }
  const rpm = /\.(fc|el|amzn)\d+\w*/.exec(release)?.[1];
  if (rpm !== undefined) return rpmPackage(release, rpm);
  const flavour = SUSE_FLAVOUR.exec(release)?.[1];
  if (flavour !== undefined) {
    const command = `zypper --plus-content debug install kernel-${flavour}-debuginfo`;
    return {
      words: `It is in SUSE’s packages kernel-${flavour} (the kernel itself) and kernel-${flavour}-debuginfo of the same version, the second one in the repository with debug info (${command}).`,
      install: { family: 'suse', command },
    };
  }
  return OWN_BUILD;
}

function rpmPackage(release: string, family: string): Origin {
  const variant = RPM_VARIANTS.exec(release);
  const name = release.includes('uek')
    ? 'kernel-uek'
    : ['kernel', variant?.[1] ?? variant?.[2]].filter(Boolean).join('-');
  const plain = variant ? release.slice(0, -variant[0].length) : release;
  const where =
    family === 'el' && name !== 'kernel-uek'
      ? ', on RHEL in the repositories that end with -debug-rpms'
      : '';
  const command = `dnf debuginfo-install ${name}-${plain}`;
  return {
    words: `It is in the package ${name}-debuginfo-${plain} (${command})${where}.`,
    install: { family: 'fedora', command },
  };
}

const OWN_BUILD: Origin = {
  words:
    'It is the file vmlinux (not vmlinuz) at the top of the tree in which this kernel was built.',
};
