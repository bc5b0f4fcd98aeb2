import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { inspectVmlinux } from './inspect-vmlinux';
import type { KernelInspection, VmlinuxInspection } from './inspection';
import { vmlinuxCandidates } from './vmlinux-candidates';
import type { VmlinuxQuery } from './vmlinux-query';

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

/** A file that was looked at and not taken. */
export interface RejectedVmlinux {
  readonly path: string;
  readonly cause: 'buildId' | 'release' | 'machine' | 'debugInfo' | 'packed' | 'unusable';
  /** A sentence for a person; of a wrong build ID it names both. */
  readonly reason: string;
  /** The file's own build ID, when it has one. */
  readonly buildId?: string;
}

export interface VmlinuxSearch {
  readonly found?: FoundVmlinux;
  readonly rejected: readonly RejectedVmlinux[];
  /** Every place that was looked at, in order, whether it exists or not; for "not found" messages. */
  readonly places: readonly string[];
}

/** Looks for the vmlinux of a dump; the first that fits is taken. Never throws. */
export async function findVmlinux(query: VmlinuxQuery): Promise<VmlinuxSearch> {
  const places: string[] = [];
  const rejected: RejectedVmlinux[] = [];
  const unproven: KernelInspection[] = [];
  const seen = new Set<string>();
  for await (const path of vmlinuxCandidates(query, places)) {
    const file = await realpath(path).catch(() => undefined);
    if (file === undefined || seen.has(file)) continue;
    seen.add(file);
    const verdict = judge(await inspectVmlinux(path), query);
    if ('found' in verdict) return { found: verdict.found, rejected, places };
    if ('rejected' in verdict) rejected.push(verdict.rejected);
    else unproven.push(verdict.unproven);
  }
  return { ...settle(unproven, query, rejected), places };
}

type Verdict =
  | { readonly found: FoundVmlinux }
  | { readonly rejected: RejectedVmlinux }
  /** Nothing speaks against it, nothing for it. */
  | { readonly unproven: KernelInspection };

function judge(file: VmlinuxInspection, query: VmlinuxQuery): Verdict {
  const { path } = file;
  const reject = (cause: RejectedVmlinux['cause'], reason: string): Verdict => ({
    rejected: { path, cause, reason, ...('buildId' in file && { buildId: file.buildId }) },
  });
  if (file.kind === 'module') return reject('unusable', `${path} is a kernel module.`);
  if (file.kind !== 'vmlinux') {
    return reject(file.kind === 'packed' ? 'packed' : 'unusable', `${file.what} ${file.remedy}`);
  }
  if (query.machine && query.machine !== file.machine) {
    return reject('machine', `${path} is for ${file.machine}, the dump is of ${query.machine}.`);
  }
  if (query.buildId && file.buildId !== query.buildId) {
    const own = file.buildId ? `has the build ID ${file.buildId}` : 'has no build ID';
    return reject('buildId', `${path} ${own}, the dump has ${query.buildId}: another build.`);
  }
  if (!file.debugInfo.present) {
    return reject('debugInfo', `${path} has no debug info (.debug_info): it is stripped.`);
  }
  if (query.buildId) return { found: { path, matchedBy: 'buildId', inspection: file } };
  if (query.release && namesRelease(path, query.release)) {
    return { found: { path, matchedBy: 'release', inspection: file } };
  }
  const named = /^vmlinux-(\d.*)$/.exec(basename(path))?.[1];
  if (query.release && named) {
    return reject('release', `${path} is named after ${named}, the dump is of ${query.release}.`);
  }
  return { unproven: file };
}

/** Whether the file is `vmlinux-<release>` or lies in a folder of that name. */
function namesRelease(path: string, release: string): boolean {
  const name = basename(path);
  const rest = name.startsWith(`vmlinux-${release}`) && name.slice(8 + release.length);
  return rest === '' || rest === '.debug' || path.split('/').slice(0, -1).includes(release);
}

/** A single unproven vmlinux beside the dump was put there for it; crash compares the two. */
function settle(
  unproven: readonly KernelInspection[],
  query: VmlinuxQuery,
  rejected: readonly RejectedVmlinux[],
): Omit<VmlinuxSearch, 'places'> {
  const beside = unproven.filter(({ path }) => dirname(path) === resolve(query.beside));
  const [only] = beside;
  if (only && beside.length === 1) {
    return { found: { path: only.path, matchedBy: 'only', inspection: only }, rejected };
  }
  const others = unproven.map(({ path, buildId }) => ({
    path,
    cause: 'release' as const,
    reason: `Nothing tells whether ${path} belongs to this dump.`,
    ...(buildId && { buildId }),
  }));
  return { rejected: [...rejected, ...others] };
}
