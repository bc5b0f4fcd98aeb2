import * as path from 'node:path';
import type { DumpIdentity } from '../dumpfile/dump-identity';
import type { Failure } from '../protocol/failure';
import type { LaunchArguments } from '../protocol/launch-arguments';
import { debuginfodServers, downloadVmlinux } from '../vmlinux/debuginfod';
import { debugPackage } from '../vmlinux/debug-package';
import { findVmlinux, judgePacked, type VmlinuxSearch } from '../vmlinux/find-vmlinux';
import type { RejectedVmlinux } from '../vmlinux/judge-vmlinux';
import { kernelWanted } from '../vmlinux/kernel-wanted';
import { unpackedVmlinux } from '../vmlinux/unpacked-vmlinux';
import type { VmlinuxQuery } from '../vmlinux/vmlinux-query';
import { FailureError } from './failure-error';
import { installDebugPackage } from './install-action';

export interface ChooseOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
  /** The first number of the version of the crash that will read it. */
  readonly crashMajor?: number;
}

export interface ChosenVmlinux {
  /** Never packed. */
  readonly path: string;
  /** What speaks against it, where a person has chosen it all the same. */
  readonly doubt?: string;
}

/**
 * The vmlinux of a dump: the one that was named, once it is seen to fit, or the one that is found.
 * @throws FailureError when there is none, or the named one does not fit.
 */
export async function chooseVmlinux(
  launch: LaunchArguments,
  identity: DumpIdentity,
  options: ChooseOptions,
): Promise<ChosenVmlinux> {
  const query = queryFor(launch, identity, options);
  try {
    return launch.vmlinux === undefined
      ? await search(query, identity)
      : await check(path.resolve(launch.vmlinux), launch.acceptVmlinux, query, identity);
  } catch (error) {
    // Unpacking and asking servers may be cancelled.
    throw options.signal.aborted ? cancelled() : error;
  }
}

function cancelled(): FailureError {
  const what = 'The session was stopped while its vmlinux was looked for.';
  return new FailureError({ id: 'cancelled', what, why: '', remedy: '', actions: [] });
}

function queryFor(
  launch: LaunchArguments,
  identity: DumpIdentity,
  { signal, onProgress, crashMajor }: ChooseOptions,
): VmlinuxQuery {
  const servers = debuginfodServers(launch.debuginfodUrls);
  return {
    ...kernelWanted(identity),
    ...(crashMajor !== undefined && { crashMajor }),
    beside: path.dirname(identity.path),
    folders: launch.folders,
    paths: launch.vmlinuxPaths,
    unpack: (packed) =>
      unpackedVmlinux(packed, {
        signal,
        onBytes: (bytes) =>
          onProgress(`unpacking ${path.basename(packed)}: ${Math.floor(bytes / 1e6)} MB`),
      }),
    ...(servers.length > 0 && {
      download: (id: string) =>
        downloadVmlinux(id, servers, {
          signal,
          onProgress: (words) => onProgress(`asking debuginfod: ${words}`),
        }),
    }),
  };
}

/** The file that a person has named. */
async function check(
  vmlinux: string,
  accepted: boolean,
  query: VmlinuxQuery,
  identity: DumpIdentity,
): Promise<ChosenVmlinux> {
  const judgement = await judgePacked(vmlinux, query);
  switch (judgement.kind) {
    case 'fits':
      return { path: judgement.file.path };
    case 'unproven':
      return { path: judgement.inspection.path };
    case 'unfit':
      break;
  }
  const { rejected } = judgement;
  // A name says less than the person who chose the file.
  if (rejected.cause === 'release') return { path: vmlinux };
  if (accepted && (rejected.cause === 'buildId' || rejected.cause === 'reduced')) {
    const unpacked = await query.unpack?.(vmlinux);
    return { path: unpacked?.ok ? unpacked.path : vmlinux, doubt: rejected.reason };
  }
  throw new FailureError(failureOf(rejected, identity));
}

async function search(query: VmlinuxQuery, identity: DumpIdentity): Promise<ChosenVmlinux> {
  const result = await findVmlinux(query);
  if (result.found) {
    return { path: result.found.path };
  }
  // What lies there by the right build ID tells more than that nothing was found.
  const own = result.rejected.find(
    ({ buildId }) => buildId !== undefined && buildId === identity.buildId,
  );
  const rescue = rescueAmong(result.rejected);
  throw new FailureError(
    own ? failureOf(own, identity, rescue) : notFound(result, identity, rescue),
  );
}

function rescueAmong(rejected: readonly RejectedVmlinux[]): RejectedVmlinux | undefined {
  return rejected.find(({ rescue }) => rescue !== undefined);
}

function notFound(
  result: VmlinuxSearch,
  identity: DumpIdentity,
  rescue: RejectedVmlinux | undefined,
): Failure {
  return {
    id: 'vmlinux-not-found',
    what: 'The vmlinux of this dump was not found.',
    why: notFoundWhy(result, identity),
    remedy: `${rescueWords(rescue)}${debugPackage(identity)} Put it beside the dump, or name it in "vmlinux".`,
    actions: [
      ...rescueActions(rescue),
      'pick-vmlinux',
      ...installDebugPackage(identity),
      'open-launch-json',
    ],
    ...(rescue && { rescue: rescue.path }),
  };
}

function notFoundWhy(result: VmlinuxSearch, identity: DumpIdentity): string {
  const wanted =
    identity.buildId === undefined
      ? `The dump is of ${identity.release ?? 'an unknown kernel'}.`
      : `The dump is of the kernel with build ID ${identity.buildId}${release(identity)}.`;
  const rejected = result.rejected
    .slice(0, 3)
    .map(({ reason }) => reason)
    .join(' ');
  const looked = rejected === '' ? `None was found in ${result.places.length} places.` : rejected;
  return [wanted, looked, result.download].filter(Boolean).join(' ');
}

/** Why a certain file is not taken, by the cause. */
function failureOf(
  rejected: RejectedVmlinux,
  identity: DumpIdentity,
  rescue = rejected.rescue === undefined ? undefined : rejected,
): Failure {
  const { cause, reason, remedy } = rejected;
  const isOther = cause === 'buildId' || cause === 'machine';
  const other = `Give the vmlinux of exactly the build that crashed${release(identity)}. ${debugPackage(identity)}`;
  return {
    id: idOf(cause),
    what: isOther ? 'The vmlinux does not belong to this dump.' : 'This vmlinux cannot be used.',
    why: reason,
    remedy: `${rescueWords(rescue)}${isOther ? other : (remedy ?? other)}`,
    actions: [
      ...rescueActions(rescue),
      'pick-vmlinux',
      ...(isOther || remedy === undefined ? installDebugPackage(identity) : []),
      'open-launch-json',
    ],
    ...(rescue && { rescue: rescue.path }),
  };
}

/** What a file lacks by its build has an id of its own: the kernel's configuration tells more of it. */
function idOf(cause: RejectedVmlinux['cause']): Failure['id'] {
  switch (cause) {
    case 'buildId':
    case 'machine':
      return 'vmlinux-mismatch';
    case 'debugInfo':
      return 'vmlinux-no-debug-info';
    case 'reduced':
      return 'vmlinux-reduced';
    default:
      return 'vmlinux-unusable';
  }
}

function rescueWords(rescue: RejectedVmlinux | undefined): string {
  return rescue === undefined
    ? ''
    : `${rescue.path} is of another build, but all ${rescue.rescue} symbols that the dump names are just where the dump has them: most probably it was built from the same source and configuration, and can be used all the same. `;
}

function rescueActions(rescue: RejectedVmlinux | undefined): Failure['actions'] {
  return rescue === undefined ? [] : ['use-vmlinux-anyway'];
}

function release(identity: DumpIdentity): string {
  return identity.release === undefined ? '' : ` (${identity.release})`;
}
