import type { CpuRegisters } from '../../dumpfile/cpu-registers';
import type { CallTrace, TraceOwner } from '../../kernel-log/call-trace';
import type { Task } from '../../model/task';

/** A task of which the dump tells without crash: in its log, or by the registers of its CPU. */
export interface KnownTask {
  readonly task: Task;
  readonly trace?: CallTrace;
  readonly registers?: CpuRegisters;
}

/**
 * The tasks that the traces of a log and the registers of the CPUs tell of; the one that panicked is
 * the first. Their addresses are not known: the numbers in their place are ours.
 * @param processes whether the notes with the registers name processes (those of QEMU name CPUs)
 */
export function knownTasks(
  traces: readonly CallTrace[],
  registers: readonly CpuRegisters[],
  processes: boolean,
): KnownTask[] {
  // Of the traces of one task, the last is the whole one: a lockup is told from the interrupt, then
  // the panic that it leads to shows the interrupt too.
  const byOwner = new Map<string, CallTrace>();
  for (const trace of traces) {
    byOwner.set(keyOf(trace.owner), trace);
  }
  const last = traces.findLast(({ owner }) => owner?.cpu !== undefined) ?? traces.at(-1);
  const told = [...byOwner.values()].sort(
    (one, other) => Number(isOf(other, last)) - Number(isOf(one, last)),
  );
  const left = [...registers];
  const known = told.map((trace) => {
    const at = left.findIndex((cpu) => belongsTo(cpu, trace.owner, processes));
    const [own] = at < 0 ? [] : left.splice(at, 1);
    return { who: ofOwner(trace.owner), trace, ...(own && { registers: own }) };
  });
  const silent = left.map((cpu) => ({ who: ofRegisters(cpu, processes), registers: cpu }));
  return [...known, ...silent].map(({ who, ...rest }, index) => ({
    task: { address: BigInt(index + 1), ...who },
    ...rest,
  }));
}

function keyOf(owner: TraceOwner | undefined): string {
  return owner === undefined ? '' : `${owner.pid}/${owner.pid === 0 ? (owner.cpu ?? '') : ''}`;
}

function isOf(trace: CallTrace, other: CallTrace | undefined): boolean {
  return other !== undefined && keyOf(trace.owner) === keyOf(other.owner);
}

function belongsTo(
  { index, pid }: CpuRegisters,
  owner: TraceOwner | undefined,
  processes: boolean,
): boolean {
  return (
    owner?.cpu !== undefined &&
    (processes && owner.pid !== 0 ? pid === owner.pid : index === owner.cpu)
  );
}

type Who = Omit<Task, 'address'>;

const UNKNOWN = { pid: -1, ppid: -1, cpu: -1, state: '??', name: '', kernelThread: false } as const;

/** crash's two letters for the kernel's one (`task_state_array` of fs/proc/array.c). */
const STATES: Readonly<Record<string, string>> = { R: 'RU', S: 'IN', D: 'UN', I: 'ID', Z: 'ZO' };

function ofOwner(owner: TraceOwner | undefined): Who {
  return {
    ...UNKNOWN,
    ...owner,
    state: owner?.cpu === undefined ? (STATES[owner?.state ?? ''] ?? UNKNOWN.state) : 'RU',
    onCpu: owner?.cpu !== undefined,
  };
}

function ofRegisters({ index, pid }: CpuRegisters, processes: boolean): Who {
  return {
    ...UNKNOWN,
    pid: processes ? pid : -1,
    cpu: index,
    state: 'RU',
    // The kernel names its idle tasks so; of the others only the log or crash could tell.
    name: processes && pid === 0 ? `swapper/${index}` : '(not known)',
    onCpu: true,
  };
}
