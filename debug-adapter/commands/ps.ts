import type { Task } from '../model/task';

export interface TaskList {
  readonly tasks: Task[];
  /** Lines that are neither the header nor a task. */
  readonly unparsed: string[];
}

/**
 * Reads `ps` of crash (8.0.2 to 9.0.2 print alike), whose columns are
 *
 *       PID    PPID  CPU       TASK        ST  %MEM      VSZ      RSS  COMM
 * >       1       0   1  ffff9fce00180000  RU   0.7     2256     1800  init
 *         2       0   1  ffff9fce00180b40  IN   0.0        0        0  [kthreadd]
 *
 * `>` marks a task that is on its CPU. The name is all that follows two blanks after RSS, byte for
 * byte: it may hold blanks, brackets, escapes, even a newline, so that a line that is no row belongs
 * to the name before it while that fits the kernel's 15 bytes. A CPU that crash does not know
 * (`?`) is -1.
 */
export function parsePs(text: string): TaskList {
  const tasks: Task[] = [];
  const unparsed: string[] = [];
  let row: Row | undefined;
  const finishRow = () => {
    if (row) {
      tasks.push(toTask(row));
      row = undefined;
    }
  };
  for (const line of splitLines(text)) {
    const next = parseRow(line);
    if (next) {
      finishRow();
      row = next;
    } else if (row && fitsName(`${row.comm}\n${line}`)) {
      row = { ...row, comm: `${row.comm}\n${line}` };
    } else if (!headerPattern.test(line) && line.trim() !== '') {
      unparsed.push(line);
    }
  }
  finishRow();
  return { tasks, unparsed };
}

interface Row {
  readonly onCpu: boolean;
  readonly pid: number;
  readonly ppid: number;
  readonly cpu: number;
  readonly address: bigint;
  readonly state: string;
  /** Whether VSZ and RSS are 0. */
  readonly noMemory: boolean;
  /** The name as printed, in brackets for a kernel thread. */
  readonly comm: string;
}

const headerPattern = /^\s*PID\s+PPID\s+CPU\s+TASK\s/;

const rowPattern =
  /^([>-]?) *(\d+) +(\d+) +(\d+|\?) +([0-9a-f]{6,16}) +(\S+) +(\d+\.\d) +(\d+) +(\d+)(?: {1,2}(.*))?$/s;

function parseRow(line: string): Row | undefined {
  const match = rowPattern.exec(line);
  if (!match) {
    return undefined;
  }
  const [, mark, pid, ppid, cpu, address, state = '', , vsz, rss, comm = ''] = match;
  return {
    onCpu: mark === '>',
    pid: Number(pid),
    ppid: Number(ppid),
    cpu: cpu === '?' ? -1 : Number(cpu),
    address: BigInt(`0x${address}`),
    state,
    noMemory: Number(vsz) === 0 && Number(rss) === 0,
    comm,
  };
}

/** Field by field: V8 gives each object that `...rest` makes a shape of its own, half a kilobyte a task. */
function toTask(row: Row): Task {
  const { onCpu, pid, ppid, cpu, address, state, noMemory, comm } = row;
  const kernelThread = isKernelThread(row, noMemory, comm);
  const name = withoutParent(kernelThread ? comm.slice(1, -1) : comm);
  return { address, pid, ppid, cpu, state, name, onCpu, kernelThread };
}

/** A part of a string keeps the whole of it in memory, here all that `ps` printed. */
function withoutParent(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le');
}

/**
 * crash puts kernel threads in brackets, and only those. A user's task may have chosen a name with
 * brackets, but then it has memory, or is a zombie; kernel threads, children of kthreadd (pid 2),
 * are not left as zombies and seldom borrow memory.
 */
function isKernelThread(
  row: { readonly ppid: number; readonly state: string },
  noMemory: boolean,
  comm: string,
): boolean {
  const bracketed = comm.length >= 2 && comm.startsWith('[') && comm.endsWith(']');
  return bracketed && ((noMemory && !row.state.startsWith('ZO')) || row.ppid === 2);
}

/** Whether a printed name is not longer than `task_struct.comm` can be, brackets apart. */
function fitsName(comm: string): boolean {
  const brackets = (comm.startsWith('[') ? 1 : 0) + (comm.endsWith(']') ? 1 : 0);
  // A byte that is no UTF-8 was decoded as U+FFFD, which is three bytes long.
  return Buffer.byteLength(comm.replace(/\ufffd/g, '?')) - brackets <= maxNameBytes;
}

const maxNameBytes = 15;

/** Splits at newlines only (names may hold other line separators); the last newline ends its line. */
function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  return lines;
}
