import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { KernelInspection } from './inspection';
import {
  judgeVmlinux,
  namesRelease,
  type FoundVmlinux,
  type Judgement,
  type RejectedVmlinux,
} from './judge-vmlinux';
import { vmlinuxCandidates } from './vmlinux-candidates';
import type { VmlinuxQuery } from './vmlinux-query';

export interface VmlinuxSearch {
  readonly found?: FoundVmlinux;
  readonly rejected: readonly RejectedVmlinux[];
  /** Every place that was looked at, in order, whether it exists or not; for "not found" messages. */
  readonly places: readonly string[];
  /** Why asking a debuginfod server did not help, where one was asked. */
  readonly download?: string;
}

/** Unpacking takes seconds; more files of the right name are not to be expected. */
const MOST_UNPACKED = 4;

/**
 * Looks for the vmlinux of a dump: first the files that are ready, then those that have to be
 * unpacked, then the servers that a person has set. The first that fits is taken. Never throws.
 */
export async function findVmlinux(query: VmlinuxQuery): Promise<VmlinuxSearch> {
  const places: string[] = [];
  const rejected: RejectedVmlinux[] = [];
  const unproven: KernelInspection[] = [];
  const seen = new Set<string>();
  for await (const path of vmlinuxCandidates(query, places)) {
    const file = await realpath(path).catch(() => undefined);
    if (file === undefined || seen.has(file)) continue;
    seen.add(file);
    const judgement = await judgeVmlinux(path, query);
    if (judgement.kind === 'fits') return { found: judgement.file, rejected, places };
    if (judgement.kind === 'unfit') rejected.push(judgement.rejected);
    else unproven.push(judgement.inspection);
  }
  const unpacked = await unpackThose(rejected, query);
  if (unpacked) return { found: unpacked, rejected, places };
  const settled = settle(unproven, query, rejected);
  if (settled.found || !query.buildId || !query.download) return { ...settled, places };
  const download = await query.download(query.buildId);
  if (!download.ok) return { ...settled, places, download: download.reason };
  const judgement = await judgeVmlinux(download.path, query);
  return judgement.kind === 'fits'
    ? { found: judgement.file, rejected, places }
    : {
        ...settled,
        places,
        download:
          judgement.kind === 'unfit' ? judgement.rejected.reason : 'debuginfod gave another file.',
      };
}

/** Unpacks the likely ones; what is said of a packed file gives way to what is said of its content. */
async function unpackThose(
  rejected: RejectedVmlinux[],
  query: VmlinuxQuery,
): Promise<FoundVmlinux | undefined> {
  const { unpack, release } = query;
  if (!unpack) return undefined;
  const likely = rejected.filter(
    ({ path, cause }) =>
      cause === 'packed' &&
      (release === undefined ||
        namesRelease(path, release) ||
        /^vmlinux\.\w+$/.test(basename(path))),
  );
  for (const packed of likely.slice(0, MOST_UNPACKED)) {
    const judgement = await judgePacked(packed.path, query);
    if (judgement.kind === 'fits') return judgement.file;
    if (judgement.kind === 'unfit') rejected[rejected.indexOf(packed)] = judgement.rejected;
  }
  return undefined;
}

/** Judges a file by its content, also when it is packed; sentences name the packed file. */
export async function judgePacked(
  path: string,
  query: Pick<VmlinuxQuery, 'unpack'> & Parameters<typeof judgeVmlinux>[1],
): Promise<Judgement> {
  const outside = await judgeVmlinux(path, query);
  if (outside.kind !== 'unfit' || outside.rejected.cause !== 'packed' || !query.unpack) {
    return outside;
  }
  const unpacked = await query.unpack(path);
  if (!unpacked.ok) {
    return { kind: 'unfit', rejected: { path, cause: 'packed', reason: unpacked.reason } };
  }
  const inside = await judgeVmlinux(unpacked.path, query);
  if (inside.kind === 'fits') return inside;
  if (inside.kind === 'unfit') {
    const { rejected } = inside;
    return {
      kind: 'unfit',
      rejected: { ...rejected, path, reason: rejected.reason.replaceAll(unpacked.path, path) },
    };
  }
  // The unpacked copy has a name of ours; the packed file's own may tell the release.
  const { inspection } = inside;
  return query.release !== undefined && namesRelease(path, query.release)
    ? { kind: 'fits', file: { path: unpacked.path, matchedBy: 'release', inspection } }
    : inside;
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
