import type { KernelEvidence } from '../../failures/evidence';
import { inspectVmlinux } from '../../vmlinux/inspect-vmlinux';

/** Whether a vmlinux is of the build that a dump names. */
export async function compareBuilds(
  vmlinux: string,
  wanted: string | undefined,
): Promise<KernelEvidence['build']> {
  const inspection = await inspectVmlinux(vmlinux);
  const own = inspection.kind === 'vmlinux' ? inspection.buildId : undefined;
  if (own === undefined || wanted === undefined) {
    return 'unknown';
  }
  return own === wanted ? 'same' : 'other';
}
