import type { Context } from '../context/context';
import { isAtLeast } from '../model/version';

/** Whether the kernel is at least this one; undefined when its version is not known. */
export function kernelSince({ kernel }: Context, dotted: string): boolean | undefined {
  return kernel && isAtLeast(kernel.value, dotted);
}
