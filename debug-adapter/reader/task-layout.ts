import type { RunCommand } from '../crash/crash-process';
import { evaluateCommand, parseEvaluation } from '../mi/data';
import type { TaskLayout } from './task-walk';

/** Members by the names that differ between kernels. */
const STATE = ['__state', 'state'];
const CPU = ['thread_info.cpu', 'cpu'];

/**
 * Asks gdb where the members of a task are. `init_task` itself is asked about rather than its type:
 * gdb inside crash 8.0.2 takes a fifth of a second whenever it has to find a type by name.
 */
export async function readTaskLayout(run: RunCommand): Promise<TaskLayout | undefined> {
  const ask = async (...expressions: readonly string[]): Promise<bigint[] | undefined> => {
    const casts = expressions.map((expression) => `(unsigned long)${expression}`);
    const answer = parseEvaluation((await run(evaluateCommand(`{${casts.join(',')}}`))).bytes);
    const numbers = answer.ok ? Array.from(answer.value.matchAll(/\d+/g), ([n]) => BigInt(n)) : [];
    return numbers.length === expressions.length ? numbers : undefined;
  };
  const firstOf = async (names: readonly string[]): Promise<bigint | undefined> => {
    for (const name of names) {
      const address = (await ask(`&init_task.${name}`))?.[0];
      if (address !== undefined) {
        return address;
      }
    }
    return undefined;
  };
  const members = ['tasks', 'pid', 'comm', 'exit_state', 'mm', 'real_parent', 'signal'];
  const addresses = await ask(
    '&init_task',
    ...[...members, 'thread_node'].map((name) => `&init_task.${name}`),
  );
  const threads = await ask('&init_task.signal->thread_head', 'init_task.signal');
  const state = await firstOf(STATE);
  const cpu = await firstOf(CPU);
  if (!addresses || !threads || state === undefined || cpu === undefined) {
    return undefined;
  }
  const [initTask = 0n, ...rest] = addresses;
  const offset = (address: bigint | undefined): number => Number((address ?? 0n) - initTask);
  const [tasks, pid, comm, exitState, mm, realParent, signal, threadNode] = rest.map(offset);
  const [threadHead = 0n, signalStruct = 0n] = threads;
  return {
    initTask,
    tasks: tasks ?? 0,
    pid: pid ?? 0,
    comm: comm ?? 0,
    state: offset(state),
    exitState: exitState ?? 0,
    mm: mm ?? 0,
    realParent: realParent ?? 0,
    cpu: offset(cpu),
    signal: signal ?? 0,
    threadNode: threadNode ?? 0,
    threadHead: Number(threadHead - signalStruct),
  };
}
