import { isAtLeast, type CrashVersion } from '../commands/version';
import type { MemoryReader } from './memory/memory-reader';
import type { ReadKernel } from './task-walk';

/** What is done about the tasks that some versions of crash do not find. */
export interface LosesTasks {
  /** `crash 8.0.2`. */
  readonly crash: string;
  readonly read: ReadKernel;
}

/**
 * Before 8.0.6 crash loses most tasks of newer kernels, and says only that one on a CPU is not where
 * it looked. Undefined where it is not known to lose any.
 */
export function losingTasks(
  version: CrashVersion,
  warnings: readonly string[],
  memory: MemoryReader,
): LosesTasks | undefined {
  const loses =
    !isAtLeast(version, 8, 0, 6) ||
    warnings.some((line) => /active task \w+ on cpu \d+ not found in PID hash/.test(line));
  return loses
    ? { crash: `crash ${version.version ?? ''}`.trim(), read: wholeRead(memory) }
    : undefined;
}

function wholeRead(memory: MemoryReader): ReadKernel {
  return async (address, length) => {
    const { bytes } = await memory.readUpToHole({ space: 'kernel', address }, length);
    return bytes.length === length ? bytes : undefined;
  };
}
