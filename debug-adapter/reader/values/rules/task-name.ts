import type { Kernel } from '../kernel';

/** `init (1)`: the name and pid of a task; undefined where they cannot be read. Holds any byte. */
export async function taskName(task: bigint, kernel: Kernel): Promise<string | undefined> {
  const comm = await kernel.field('struct task_struct', 'comm');
  const pid = await kernel.memberOf(task, 'struct task_struct', 'pid');
  if (!comm || pid === undefined) {
    return undefined;
  }
  const name = await kernel.string(task + BigInt(comm.offset), comm.size);
  return name === undefined ? undefined : `${name} (${BigInt.asIntN(32, pid)})`;
}
