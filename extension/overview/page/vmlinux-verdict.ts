import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';
import type { FailureId } from '../../../debug-adapter/protocol/failure';
import { debugPackage } from '../../../debug-adapter/vmlinux/debug-package';
import type { VmlinuxSearch } from '../../../debug-adapter/vmlinux/find-vmlinux';
import { namesRelease, type FoundVmlinux } from '../../../debug-adapter/vmlinux/judge-vmlinux';
import type { Verdict } from './verdict';

/** More files of another build say nothing more. */
const MOST_REJECTED = 5;

/** Whether the search has found the vmlinux of a dump, and what to do when it has not. */
export function vmlinuxVerdict(search: VmlinuxSearch, identity: DumpIdentity): Verdict {
  if (search.found) return foundVerdict(search.found);
  const { buildId, release } = identity;
  const packed = search.rejected.find(
    ({ cause, path }) => cause === 'packed' && release !== undefined && namesRelease(path, release),
  );
  if (packed) {
    return {
      state: 'doubt',
      what: packed.path,
      why: ['It is packed: a session unpacks it, once, and sees then whether it fits.'],
    };
  }
  const own = ownFile(search, identity);
  if (own)
    return {
      state: 'unfit',
      what: own.reason,
      why: rescueWords(search),
      remedy: own.remedy ?? '',
      places: search.places,
    };
  const kernel = release === undefined ? 'the kernel' : `Linux ${release}`;
  const wanted = buildId === undefined ? '' : ` with the build ID ${buildId}`;
  const others = search.rejected.length - MOST_REJECTED;
  return {
    state: 'unfit',
    what: `The vmlinux of ${kernel}${wanted} was not found.`,
    why: [
      ...search.rejected.slice(0, MOST_REJECTED).map(({ reason }) => reason),
      ...rescueWords(search),
      ...(others > 0 ? [`${others} more files were looked at and not taken.`] : []),
    ],
    remedy: `${debugPackage(identity)} Put it beside the dump or at the top of the workspace, or name it.`,
    places: search.places,
  };
}

/** What a session would fail by, for want of a vmlinux; undefined where there is one, or may be. */
export function vmlinuxFailure(
  search: VmlinuxSearch,
  identity: DumpIdentity,
): FailureId | undefined {
  if (vmlinuxVerdict(search, identity).state !== 'unfit') return undefined;
  const cause = ownFile(search, identity)?.cause;
  if (cause === 'debugInfo') return 'vmlinux-no-debug-info';
  return cause === 'reduced' ? 'vmlinux-reduced' : 'vmlinux-not-found';
}

/** Of the very build, and not fit all the same. */
function ownFile({ rejected }: VmlinuxSearch, { buildId }: DumpIdentity) {
  return rejected.find((file) => file.buildId !== undefined && file.buildId === buildId);
}

/** A rebuild of the same source, which a person may choose. */
function rescueWords({ rejected }: VmlinuxSearch): string[] {
  return rejected
    .filter(({ rescue }) => rescue !== undefined)
    .map(
      ({ path, rescue }) =>
        `${path} has all ${rescue} symbols that the dump names at their places: most probably a build of the same source and configuration, which can be picked all the same.`,
    );
}

function foundVerdict({ path, matchedBy, inspection }: FoundVmlinux): Verdict {
  switch (matchedBy) {
    case 'buildId':
      return { state: 'ready', what: path, why: ['It has the build ID of the dump.'] };
    case 'release':
      return {
        state: 'doubt',
        what: path,
        why: ['The dump names no build ID; this file is named after its release.'],
      };
    case 'only':
      return {
        state: 'doubt',
        what: path,
        why: [
          `The dump says nothing of its kernel; this is the only vmlinux beside it${inspection.buildId === undefined ? '' : ` (build ID ${inspection.buildId})`}. crash compares the two when it starts.`,
        ],
      };
  }
}
