import type { Task } from '../model/task';
import { displayText } from '../protocol/display-text';

/**
 * The name of a task as a thread. A row of the Call Stack view shows about 25 characters: the
 * telling part comes first.
 */
export function threadName(task: Task, panicTask: bigint | undefined): string {
  const name = task.name === '' ? '(no name)' : displayText(task.name);
  const tag = task.address === panicTask ? 'panic' : task.onCpu ? `CPU ${task.cpu}` : task.state;
  const known = [
    name,
    ...(task.pid < 0 ? [] : [task.pid]),
    tag,
    ...(task.lost ? ['no stack'] : []),
  ];
  return known.join(' · ');
}

/** The panicking task, then other tasks on a CPU, uninterruptible ones, the rest in crash's order. */
export function inThreadOrder(
  tasks: readonly Task[],
  panicTask: bigint | undefined,
): readonly Task[] {
  const rank = (task: Task): number => {
    if (task.address === panicTask) {
      return 0;
    }
    return task.onCpu ? 1 : task.state === 'UN' ? 2 : 3;
  };
  return tasks
    .map((task, index) => ({ task, index, rank: rank(task) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ task }) => task);
}
