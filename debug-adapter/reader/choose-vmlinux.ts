import * as path from 'node:path';
import type { DumpIdentity } from '../dumpfile/dump-identity';
import type { LaunchArguments } from '../protocol/launch-arguments';
import { findVmlinux, type VmlinuxSearch } from '../vmlinux/find-vmlinux';
import { inspectVmlinux } from '../vmlinux/inspect-vmlinux';
import { FailureError } from './failure-error';

/**
 * The vmlinux of a dump: the one that was named, once it is seen to fit, or the one that is found.
 * @throws FailureError when there is none, or the named one is of another build.
 */
export async function chooseVmlinux(
  launch: LaunchArguments,
  identity: DumpIdentity,
): Promise<string> {
  return launch.vmlinux === undefined
    ? search(launch, identity)
    : check(path.resolve(launch.vmlinux), identity);
}

async function check(vmlinux: string, identity: DumpIdentity): Promise<string> {
  const inspection = await inspectVmlinux(vmlinux);
  if (inspection.kind === 'packed') {
    // crash unpacks xz and gzip itself; what is inside only it can tell.
    return vmlinux;
  }
  if (inspection.kind === 'module') {
    throw unusable(`${vmlinux} is a kernel module.`, 'Name the vmlinux of the kernel instead.');
  }
  if (inspection.kind !== 'vmlinux') {
    throw unusable(inspection.what, inspection.remedy);
  }
  const { buildId, machine, debugInfo } = inspection;
  if (identity.machine !== undefined && machine !== identity.machine) {
    throw mismatch(
      `${vmlinux} is for ${machine}, the dump was taken on ${identity.machine}.`,
      identity,
    );
  }
  if (identity.buildId !== undefined && buildId !== undefined && identity.buildId !== buildId) {
    throw mismatch(
      `The dump was taken by the kernel with build ID ${identity.buildId}${release(identity)}; ${vmlinux} has build ID ${buildId}.`,
      identity,
    );
  }
  if (!debugInfo.present) {
    throw unusable(
      `${vmlinux} has no debug info (no .debug_info section).`,
      'Give the vmlinux of the kernel’s debug package (Debian: linux-image-…-dbg), or build with CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y.',
    );
  }
  return vmlinux;
}

async function search(launch: LaunchArguments, identity: DumpIdentity): Promise<string> {
  const result = await findVmlinux({
    ...(identity.release === undefined ? {} : { release: identity.release }),
    ...(identity.buildId === undefined ? {} : { buildId: identity.buildId }),
    ...(identity.machine === undefined ? {} : { machine: identity.machine }),
    beside: path.dirname(identity.path),
    folders: launch.folders,
  });
  if (result.found) {
    return result.found.path;
  }
  throw new FailureError({
    id: 'vmlinux-not-found',
    what: 'The vmlinux of this dump was not found.',
    why: notFoundWhy(result, identity),
    remedy: 'Install the kernel’s debug package, or name the file in "vmlinux".',
    actions: ['pick-vmlinux', 'open-launch-json'],
  });
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
  return rejected === ''
    ? `${wanted} None was found in ${result.places.length} places.`
    : `${wanted} ${rejected}`;
}

function release(identity: DumpIdentity): string {
  return identity.release === undefined ? '' : ` (${identity.release})`;
}

function unusable(why: string, remedy: string): FailureError {
  return new FailureError({
    id: 'vmlinux-unusable',
    what: 'This vmlinux cannot be used.',
    why,
    remedy,
    actions: ['pick-vmlinux', 'open-launch-json'],
  });
}

function mismatch(why: string, identity: DumpIdentity): FailureError {
  return new FailureError({
    id: 'vmlinux-mismatch',
    what: 'The vmlinux does not belong to this dump.',
    why,
    remedy: `Give the vmlinux of exactly the build that crashed${release(identity)}.`,
    actions: ['pick-vmlinux', 'open-launch-json'],
  });
}
