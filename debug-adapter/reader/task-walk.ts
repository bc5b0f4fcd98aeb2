import type { Task } from '../model/task';

/** Where the kernel keeps what is shown of a task; offsets in bytes. */
export interface TaskLayout {
  readonly initTask: bigint;
  /** In struct task_struct. */
  readonly tasks: number;
  readonly pid: number;
  readonly comm: number;
  /** `__state`, 5.14 and later, or `state`: 4 bytes tell all that is wanted of either. */
  readonly state: number;
  readonly exitState: number;
  readonly mm: number;
  readonly realParent: number;
  readonly cpu: number;
  readonly signal: number;
  readonly threadNode: number;
  /** In struct signal_struct. */
  readonly threadHead: number;
}

/** The bytes at a kernel address; undefined when the dump does not have all of them. */
export type ReadKernel = (address: bigint, length: number) => Promise<Buffer | undefined>;

export interface WalkedTasks {
  /** Without the idle tasks of CPUs other than the first, which are on no list. */
  readonly tasks: readonly Task[];
  /** Whether every list was followed to its end. */
  readonly whole: boolean;
}

/** More than any kernel has (PID_MAX_LIMIT, include/linux/threads.h): a damaged list may go round. */
const MOST_TASKS = 4 * 1024 * 1024;
const COMM_BYTES = 16;

/** Follows `init_task.tasks`, and of each process the list of its threads. */
export async function walkTasks(layout: TaskLayout, read: ReadKernel): Promise<WalkedTasks> {
  const walk = new Walk(layout, read);
  const whole = await walk.run();
  return { tasks: walk.tasks(), whole };
}

interface Found {
  readonly address: bigint;
  readonly parent: bigint;
  readonly nextProcess: bigint;
  readonly signal: bigint;
  readonly task: Omit<Task, 'ppid'>;
}

class Walk {
  private readonly found = new Map<bigint, Found>();
  private readonly begin: number;
  private readonly length: number;

  constructor(
    private readonly layout: TaskLayout,
    private readonly read: ReadKernel,
  ) {
    const { tasks, pid, comm, state, exitState, mm, realParent, cpu, signal } = layout;
    const offsets = [tasks, pid, comm, state, exitState, mm, realParent, cpu, signal];
    this.begin = Math.min(...offsets);
    this.length = Math.max(...offsets) + COMM_BYTES - this.begin;
  }

  tasks(): Task[] {
    return Array.from(this.found.values(), ({ task, parent }) => ({
      ppid: this.found.get(parent)?.task.pid ?? 0,
      ...task,
    })).sort((one, other) => one.pid - other.pid);
  }

  /** Whether all of it could be followed. */
  async run(): Promise<boolean> {
    let whole = true;
    for (let at = this.layout.initTask; !this.found.has(at);) {
      const leader = await this.take(at);
      if (!leader) {
        return false;
      }
      whole = (await this.takeThreads(leader)) && whole;
      at = leader.nextProcess;
    }
    return whole;
  }

  private async takeThreads({ signal }: Found): Promise<boolean> {
    const head = signal + BigInt(this.layout.threadHead);
    for (let node = await this.pointer(head); node !== head;) {
      if (node === undefined) {
        return false;
      }
      const thread = node - BigInt(this.layout.threadNode);
      if (!this.found.has(thread) && !(await this.take(thread))) {
        return false;
      }
      const next = await this.pointer(node);
      if (next === node) {
        return false;
      }
      node = next;
    }
    return true;
  }

  private async take(address: bigint): Promise<Found | undefined> {
    const bytes =
      this.found.size < MOST_TASKS
        ? await this.read(address + BigInt(this.begin), this.length)
        : undefined;
    const found = bytes && this.decode(address, bytes);
    if (found) {
      this.found.set(address, found);
    }
    return found;
  }

  private decode(address: bigint, bytes: Buffer): Found {
    const { layout, begin } = this;
    const pointer = (offset: number): bigint => bytes.readBigUInt64LE(offset - begin);
    const number = (offset: number): number => bytes.readUInt32LE(offset - begin);
    const comm = bytes.subarray(layout.comm - begin, layout.comm - begin + COMM_BYTES);
    const end = comm.indexOf(0);
    return {
      address,
      parent: pointer(layout.realParent),
      nextProcess: pointer(layout.tasks) - BigInt(layout.tasks),
      signal: pointer(layout.signal),
      task: {
        address,
        pid: number(layout.pid),
        cpu: number(layout.cpu),
        state: stateLetters(number(layout.state), number(layout.exitState)),
        name: comm.toString('utf8', 0, end < 0 ? COMM_BYTES : end),
        onCpu: false,
        kernelThread: pointer(layout.mm) === 0n,
      },
    };
  }

  private async pointer(address: bigint): Promise<bigint | undefined> {
    return (await this.read(address, 8))?.readBigUInt64LE(0);
  }
}

/** As crash abbreviates `task_struct.__state` and `exit_state` (include/linux/sched.h of 4.14 and later). */
export function stateLetters(state: number, exitState: number): string {
  if ((exitState & 0x20) !== 0) {
    return 'ZO';
  }
  if ((exitState & 0x10) !== 0) {
    return 'DE';
  }
  const IDLE = 0x402;
  if ((state & IDLE) === IDLE) {
    return 'ID';
  }
  const letters = STATES.find(([bit]) => (state & bit) !== 0)?.[1];
  return letters ?? (state === 0 ? 'RU' : '??');
}

const STATES: readonly (readonly [number, string])[] = [
  [0x1, 'IN'],
  [0x2, 'UN'],
  [0x4, 'ST'],
  [0x8, 'TR'],
  [0x40, 'PA'],
  [0x80, 'DE'],
  [0x200, 'WA'],
  [0x800, 'NE'],
];
