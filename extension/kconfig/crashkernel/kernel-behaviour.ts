import type { Architecture } from '../model/architecture';
import { compareVersions, isAtLeast, parseVersion, type Version } from '../model/version';
import type { NumberReading } from './memparse';

/**
 * What kernels do differently with crashkernel=. Read in, and tried against, Debian's sources of
 * 5.10, 6.1, 6.12, 7.2 and 7.3 (kernel/crash_core.c, later kernel/crash_reserve.c; arch/*); where
 * a change lies between two of them and its version is not known for sure, the two are named.
 */
export interface KernelBehaviour extends NumberReading {
  /** Memory is rounded up to 128 MiB before ranges are compared with it; not in 5.10, in 6.1. */
  readonly roundsMemory: boolean;
  /** `,cma` is known as a suffix; before, it is an error at the end of a plain size. */
  readonly knowsCma: boolean;
  /**
   * One function reads all forms for every architecture, and a plain value that it refuses is the
   * end; before, each architecture asked on its own.
   */
  readonly isUnified: boolean;
}

/** An unknown kernel is taken for the newest. */
export function kernelBehaviour(kernel: Version | undefined): KernelBehaviour {
  const since = (dotted: string) => kernel === undefined || isAtLeast(kernel, dotted);
  return {
    roundsMemory: since('6.0'), // between 5.10 and 6.1
    knowsCma: since('6.17'),
    isUnified: since('6.7'),
    saturates: since('7.2'), // between 6.12 and 7.2
  };
}

/** Whether an architecture takes a suffix; unsure: the kernel lies between two that were read. */
export type Support = 'yes' | 'no' | 'unsure';

/** The newest kernel whose sources were read: later ones may have learnt more. */
const NEWEST_READ = '7.3';

/**
 * By architecture: the newest kernel known to lack support and the oldest known to have it. Absent
 * `lacking`: all kernels have it; absent `having`: none has. Absent architecture: not looked at.
 */
type Table = Readonly<
  Partial<Record<Architecture, { readonly lacking?: string; readonly having?: string }>>
>;

const NEVER = { lacking: NEWEST_READ };

const HIGH_AND_LOW: Table = {
  x86_64: { having: '0' },
  i386: { having: '0' },
  arm64: { lacking: '5.10', having: '5.19' },
  riscv64: { lacking: '6.1', having: '6.12' },
  riscv32: { lacking: '6.1', having: '6.12' },
  loongarch64: { lacking: '6.1', having: '6.8' },
  arm: NEVER,
  ppc64: NEVER,
  ppc32: NEVER,
  s390x: NEVER,
  mips64: NEVER,
  mips32: NEVER,
  sh: NEVER,
};

const CMA: Table = {
  x86_64: { lacking: '6.16', having: '6.17' },
  i386: { lacking: '6.16', having: '6.17' },
  ppc64: { lacking: '6.16', having: '7.2' },
  ppc32: { lacking: '6.16', having: '7.2' },
  arm64: { lacking: '7.2', having: '7.3' },
  riscv64: { lacking: '7.2', having: '7.3' },
  riscv32: { lacking: '7.2', having: '7.3' },
  loongarch64: NEVER,
  arm: NEVER,
  s390x: NEVER,
  mips64: NEVER,
  mips32: NEVER,
  sh: NEVER,
};

export type Suffix = 'high' | 'low' | 'cma';

/**
 * Whether crashkernel=SIZE,suffix reserves memory there. Of an unknown kernel it is only said what
 * holds for all of them, of an unknown architecture likewise.
 */
export function suffixSupport(
  suffix: Suffix,
  architecture: Architecture | undefined,
  kernel: Version | undefined,
): Support {
  if (suffix === 'cma' && kernel && !kernelBehaviour(kernel).knowsCma) return 'no';
  const row = architecture && (suffix === 'cma' ? CMA : HIGH_AND_LOW)[architecture];
  if (!row) return 'unsure';
  if (!kernel) return row.lacking === undefined ? 'yes' : row === NEVER ? 'no' : 'unsure';
  if (row.having !== undefined && isAtLeast(kernel, row.having)) return 'yes';
  return row.lacking === undefined || isOfSeries(kernel, row.lacking) ? 'no' : 'unsure';
}

/** Whether a kernel is of that series (6.1.192 of 6.1) or older. */
function isOfSeries(kernel: Version, series: string): boolean {
  const newest = parseVersion(series);
  if (!newest) return false;
  const parts = kernel.parts.slice(0, newest.parts.length);
  return compareVersions({ parts, text: '' }, newest) <= 0;
}

/** What the kernel reserves below 4 GiB besides SIZE,high where no SIZE,low is given, in bytes. */
export function defaultLowSize(
  architecture: Architecture | undefined,
  kernel: Version | undefined,
): bigint {
  const MiB = 1n << 20n;
  switch (architecture) {
    case 'x86_64':
      return 256n * MiB; // more where swiotlb= asks for more
    case 'i386':
      return 0n;
    case 'arm64':
      return kernel && !isAtLeast(kernel, '6.2') ? 0n : 128n * MiB; // between 6.1 and 6.12
    default:
      return 128n * MiB;
  }
}
