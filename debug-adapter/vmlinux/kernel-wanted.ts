import type { KernelWanted } from './judge-vmlinux';
import { layoutOf } from './kernel-layout';

/** The kernel that a dump names. */
export function kernelWanted(
  dump: Pick<KernelWanted, 'release' | 'buildId' | 'machine'> & Parameters<typeof layoutOf>[0],
): KernelWanted {
  const { release, buildId, machine } = dump;
  const layout = layoutOf(dump);
  return {
    ...(release !== undefined && { release }),
    ...(buildId !== undefined && { buildId }),
    ...(machine !== undefined && { machine }),
    ...(layout !== undefined && { layout }),
  };
}
