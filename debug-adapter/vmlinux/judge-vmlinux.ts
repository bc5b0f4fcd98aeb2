import { basename } from 'node:path';
import { inspectVmlinux } from './inspect-vmlinux';
import type { KernelInspection } from './inspection';
import { sharedLayout, type KernelLayout } from './kernel-layout';
import { hasReducedDebugInfo } from './reduced-debug-info';

/** Which kernel is wanted, and for which crash. */
export interface KernelWanted {
  /** As `uname -r`. */
  readonly release?: string;
  /** Lower-case hexadecimal digits. */
  readonly buildId?: string;
  /** As `uname -m`; a vmlinux of another machine is rejected. */
  readonly machine?: string;
  /** Where the dump's symbols are; without it no other build is recognized as one of the same source. */
  readonly layout?: KernelLayout;
  /** The first number of crash's version; without it nothing is said of what only newer ones read. */
  readonly crashMajor?: number;
}

/** A vmlinux that fits. */
export interface FoundVmlinux {
  readonly path: string;
  /**
   * `buildId`: certain. `release`: the dump has no build ID and the file's name or folder has its
   * release. `only`: the dump says nothing of itself and this is the only one beside it.
   */
  readonly matchedBy: 'buildId' | 'release' | 'only';
  readonly inspection: KernelInspection;
}

/** Why a file is not taken. */
export type RejectionCause =
  | 'unusable'
  | 'packed'
  | 'machine'
  | 'buildId'
  | 'release'
  /** Has none at all. */
  | 'debugInfo'
  /** Only the debug info of a vmlinux, without its code and data. */
  | 'separate'
  /** Built with CONFIG_DEBUG_INFO_REDUCED. */
  | 'reduced'
  /** Packed in a way that this crash does not read. */
  | 'compression';

/** A file that was looked at and not taken. */
export interface RejectedVmlinux {
  readonly path: string;
  readonly cause: RejectionCause;
  /** A sentence for a person; of a wrong build ID it names both. */
  readonly reason: string;
  /** What to do about this very file, if anything. */
  readonly remedy?: string;
  /** The file's own build ID, when it has one. */
  readonly buildId?: string;
  /**
   * It is of another build, but has all symbols where the dump has them, and whole debug info: a
   * person may choose it all the same. How many symbols agree.
   */
  readonly rescue?: number;
}

export type Judgement =
  | { readonly kind: 'fits'; readonly file: FoundVmlinux }
  /** Nothing speaks against it, nothing for it. */
  | { readonly kind: 'unproven'; readonly inspection: KernelInspection }
  | { readonly kind: 'unfit'; readonly rejected: RejectedVmlinux };

/** The first crash whose gdb may read debug info that is packed with zstd (gdb 16). */
const ZSTD_SINCE = 9;

/** Judges a file before crash sees it: from its ELF tables, notes and the texts of its debug info. */
export async function judgeVmlinux(path: string, wanted: KernelWanted): Promise<Judgement> {
  const file = await inspectVmlinux(path);
  const buildId = 'buildId' in file ? file.buildId : undefined;
  const reject = (
    cause: RejectionCause,
    reason: string,
    more: Pick<RejectedVmlinux, 'remedy' | 'rescue'> = {},
  ): Judgement => ({
    kind: 'unfit',
    rejected: { path, cause, reason, ...(buildId !== undefined && { buildId }), ...more },
  });
  if (file.kind === 'module') {
    return reject('unusable', `${path} is a kernel module.`, {
      remedy: 'Name the vmlinux of the kernel instead.',
    });
  }
  if (file.kind !== 'vmlinux') {
    const cause = file.kind === 'packed' ? 'packed' : 'unusable';
    return reject(cause, file.what, { remedy: file.remedy });
  }
  if (wanted.machine !== undefined && wanted.machine !== file.machine) {
    return reject('machine', `${path} is for ${file.machine}, the dump is of ${wanted.machine}.`);
  }
  const lack = await lackOf(file, wanted);
  if (wanted.buildId !== undefined && buildId !== wanted.buildId) {
    const own = buildId === undefined ? 'has no build ID' : `has the build ID ${buildId}`;
    const reason = `${path} ${own}, the dump has ${wanted.buildId}: another build.`;
    const same = lack || !wanted.layout ? undefined : await sharedLayout(path, wanted.layout);
    return reject('buildId', reason, { ...(same !== undefined && { rescue: same }) });
  }
  if (lack) return reject(lack.cause, lack.reason, { remedy: lack.remedy });
  if (wanted.buildId !== undefined) return fits(file, 'buildId');
  if (wanted.release === undefined) return { kind: 'unproven', inspection: file };
  if (namesRelease(path, wanted.release)) return fits(file, 'release');
  const named = /^vmlinux-(\d.*)$/.exec(basename(path))?.[1];
  return named === undefined
    ? { kind: 'unproven', inspection: file }
    : reject('release', `${path} is named after ${named}, the dump is of ${wanted.release}.`);
}

function fits(inspection: KernelInspection, matchedBy: FoundVmlinux['matchedBy']): Judgement {
  return { kind: 'fits', file: { path: inspection.path, matchedBy, inspection } };
}

interface Lack {
  readonly cause: RejectionCause;
  readonly reason: string;
  readonly remedy: string;
}

/** What a kernel lacks for any crash, or for this one. */
async function lackOf(
  { path, debugInfo }: KernelInspection,
  { crashMajor }: KernelWanted,
): Promise<Lack | undefined> {
  if (!debugInfo.present) {
    return {
      cause: 'debugInfo',
      reason: `${path} has no debug info (.debug_info): it is stripped.`,
      remedy:
        'Give the vmlinux of the kernel’s debug package, or build with CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y.',
    };
  }
  if (debugInfo.separate) {
    return {
      cause: 'separate',
      reason: `${path} has only the debug info of a vmlinux, without its code and data.`,
      remedy:
        'Put it beside the stripped vmlinux that it belongs to, under the name that its .gnu_debuglink says, and name that one.',
    };
  }
  if (debugInfo.compression === 'zstd' && crashMajor !== undefined && crashMajor < ZSTD_SINCE) {
    return {
      cause: 'compression',
      reason: `The debug info of ${path} is packed with zstd, which crash ${crashMajor} does not read.`,
      remedy: 'Unpack it: objcopy --decompress-debug-sections vmlinux vmlinux.plain',
    };
  }
  if (await hasReducedDebugInfo(path)) {
    return {
      cause: 'reduced',
      reason: `${path} was built with CONFIG_DEBUG_INFO_REDUCED=y: its debug info lacks the members of structures, and crash cannot use it.`,
      remedy:
        'Build the same source with the same configuration and compiler, only with CONFIG_DEBUG_INFO_REDUCED off, and pick the vmlinux of that build: its addresses are the same.',
    };
  }
  return undefined;
}

/** Whether the file is `vmlinux-<release>` or lies in a folder of that name. */
export function namesRelease(path: string, release: string): boolean {
  const name = basename(path);
  const rest = name.startsWith(`vmlinux-${release}`) ? name.slice(8 + release.length) : undefined;
  const known = rest !== undefined && /^(?:\.debug)?(?:\.(?:gz|xz|zst|bz2|lz4))?$/.test(rest);
  return known || path.split('/').slice(0, -1).includes(release);
}
