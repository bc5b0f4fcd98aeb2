/** What of a kernel's make is known without running it. */
export interface TreeIdentity {
  /** As the header of a configuration says it, `Linux/x86_64 6.12.1`: x86_64, i386, arm64, riscv, … */
  readonly arch: string;
  /** `6.12.1` */
  readonly version?: string;
}

/** Variables of make that Kconfig files of a tree use, as far as they are known. */
export function treeEnvironment({ arch, version }: TreeIdentity): Record<string, string> {
  const source = sourceArchitecture(arch);
  return {
    ARCH: arch,
    SRCARCH: source,
    // The top of the tree: paths are relative to it here.
    srctree: '.',
    ...(version !== undefined && { KERNELVERSION: version, UBOOTVERSION: version }),
  };
}

/** The folder below arch/, as the kernel's Makefile chooses it. */
function sourceArchitecture(arch: string): string {
  if (arch === 'x86_64' || arch === 'i386') return 'x86';
  if (arch === 'sparc32' || arch === 'sparc64') return 'sparc';
  if (arch === 'parisc64') return 'parisc';
  return arch;
}
