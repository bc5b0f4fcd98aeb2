/**
 * What crash's makefile can be told to build (`make target=…`): from crash's README and its
 * configure.c, which refuses all else (`target=… is not supported on the … host architecture`).
 */
export interface CrashTarget {
  /** As the makefile and `crash --buildinfo` name it. */
  readonly name: string;
  /** The machines whose dumps it reads, as `uname -m` and the identity of a dump name them. */
  readonly machines: readonly string[];
  /** Machines of another architecture on which it can be built. */
  readonly crossHosts: readonly string[];
  /** On those it is a 32-bit program. */
  readonly cross32?: true;
}

const CRASH_TARGETS: readonly CrashTarget[] = [
  { name: 'X86_64', machines: ['x86_64'], crossHosts: [] },
  {
    name: 'X86',
    machines: ['i686', 'i386', 'i486', 'i586'],
    crossHosts: ['x86_64'],
    cross32: true,
  },
  { name: 'ARM64', machines: ['aarch64'], crossHosts: ['x86_64'] },
  {
    name: 'ARM',
    machines: ['arm', 'armv7l', 'armv6l', 'armv5tel', 'armv8l'],
    crossHosts: ['x86_64', 'i686'],
    cross32: true,
  },
  // On x86_64 a crash for little-endian dumps; the big-endian one is built on such a machine only.
  { name: 'PPC64', machines: ['ppc64le'], crossHosts: ['x86_64'] },
  { name: 'PPC64', machines: ['ppc64'], crossHosts: [] },
  { name: 'PPC', machines: ['ppc'], crossHosts: ['ppc64', 'ppc64le'] },
  { name: 'S390X', machines: ['s390x'], crossHosts: [] },
  { name: 'RISCV64', machines: ['riscv64'], crossHosts: ['x86_64'] },
  { name: 'LOONGARCH64', machines: ['loongarch64'], crossHosts: ['x86_64'] },
  { name: 'MIPS64', machines: ['mips64'], crossHosts: [] },
  { name: 'MIPS', machines: ['mips'], crossHosts: ['x86_64', 'i686'], cross32: true },
  { name: 'SPARC64', machines: ['sparc64'], crossHosts: [] },
];

/** The target that reads dumps of a machine; undefined when crash has none. */
export function targetFor(machine: string): CrashTarget | undefined {
  return CRASH_TARGETS.find(({ machines }) => machines.includes(machine));
}

/** How a target is built on a host: with 64 or 32 bits, or not at all. */
export function buildOn(target: CrashTarget, host: string): 'native' | '32-bit' | 'cross' | 'no' {
  if (target.machines.includes(host)) {
    return 'native';
  }
  if (!target.crossHosts.includes(host)) {
    return 'no';
  }
  return target.cross32 === true && /64/.test(host) ? '32-bit' : 'cross';
}
