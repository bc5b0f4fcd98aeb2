import type { DumpIdentity, UnusableContainer } from './dump-identity';
import { unusableProblem } from './dump-problems';
import { parseVmcoreinfo } from './vmcoreinfo';

/** What the bytes of a container tell, whichever file they stand in. */
export type ContainerIdentity = Omit<DumpIdentity, 'path' | 'fileSize' | 'flattened'>;

/** Kernels keep a page for it (`VMCOREINFO_BYTES`), at most 64 KiB. */
export const LONGEST_VMCOREINFO = 1 << 17;

/** The identity of what is no dump. */
export function unusableIdentity(
  path: string,
  kind: UnusableContainer['kind'],
  detail?: string,
): ContainerIdentity {
  return {
    container: { kind },
    incomplete: false,
    problems: [unusableProblem(path, kind, detail)],
  };
}

/** The fields that vmcoreinfo gives, none of them undefined; nothing without the note. */
export function fromVmcoreinfo(note: Buffer | undefined): Partial<ContainerIdentity> {
  if (note === undefined) return {};
  const vmcoreinfo = parseVmcoreinfo(note.toString('latin1'));
  const { release, buildId, kernelOffset, crashTime, pageSize } = vmcoreinfo;
  return {
    ...(release !== undefined && { release }),
    ...(buildId !== undefined && { buildId }),
    ...(kernelOffset !== undefined && { kernelOffset }),
    ...(crashTime !== undefined && { crashTime }),
    ...(pageSize !== undefined && { pageSize }),
    vmcoreinfo,
  };
}
