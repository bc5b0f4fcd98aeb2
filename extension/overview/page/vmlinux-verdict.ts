import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';
import type { FoundVmlinux, VmlinuxSearch } from '../../../debug-adapter/vmlinux/find-vmlinux';
import { debugPackage } from './debug-package';
import type { Verdict } from './verdict';

/** More files of another build say nothing more. */
const MOST_REJECTED = 5;

/** Whether the search has found the vmlinux of a dump, and what to do when it has not. */
export function vmlinuxVerdict(search: VmlinuxSearch, identity: DumpIdentity): Verdict {
  if (search.found) return foundVerdict(search.found);
  const { buildId, release } = identity;
  const kernel = release === undefined ? 'the kernel' : `Linux ${release}`;
  const wanted = buildId === undefined ? '' : ` with the build ID ${buildId}`;
  const others = search.rejected.length - MOST_REJECTED;
  return {
    state: 'unfit',
    what: `The vmlinux of ${kernel}${wanted} was not found.`,
    why: [
      ...search.rejected.slice(0, MOST_REJECTED).map(({ reason }) => reason),
      ...(others > 0 ? [`${others} more files were looked at and not taken.`] : []),
    ],
    remedy: `${debugPackage(identity)} Put it beside the dump or at the top of the workspace, or name it.`,
    places: search.places,
  };
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
