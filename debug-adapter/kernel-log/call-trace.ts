import { logAddresses, type LogAddress } from './log-address';
import type { LogLine } from './log-line';

/** One line of a call trace. */
export type TraceEntry =
  | {
      readonly kind: 'call';
      readonly place: LogAddress;
      /** False after `?`: a return address that was left over on the stack, perhaps. */
      readonly reliable: boolean;
      /** An exception hit this very instruction. */
      readonly interrupted: boolean;
    }
  /** A part of the stack, `<IRQ>`, or the boundary to user mode. */
  | { readonly kind: 'label'; readonly text: string };

/** Whose stack a trace shows. */
export interface TraceOwner {
  /** Absent of a task that was not running. */
  readonly cpu?: number;
  /** The kernel's letter, of a task that was not running: `D`, `S`. */
  readonly state?: string;
  readonly pid: number;
  /** `task_struct.comm`; escape it before showing it. */
  readonly name: string;
}

/** A stack as the kernel printed it, innermost call first. */
export interface CallTrace {
  readonly owner?: TraceOwner;
  readonly entries: readonly TraceEntry[];
}

/** `dump_stack_print_info()` of lib/dump_stack.c: `CPU: 1 UID: 0 PID: 1 Comm: init Kdump: loaded Tainted: …`. */
const RUNNING_TASK =
  /^CPU: (\d+)(?: UID: \d+)? PID: (\d+) Comm: (.{0,20}?) (?=Kdump: loaded|Not tainted|Tainted: )/s;
/** `sched_show_task()` of kernel/sched/core.c: `task:sh  state:D stack:0     pid:81    ppid:1 …`. */
const OTHER_TASK = /^task:(.{1,16}?) +state:(\S?) .*?\bpid:(\d+) /s;
const BEGINNING = /^Call [Tt]race:/;
/** `<IRQ>`, `<TASK>`, `<#DF>`; older kernels also `<EOI>` (end of the interrupt). */
const SECTION = /^ *<(\/?)([#A-Z][A-Z_0-9-]*)>$/;
const CALL = /^ *(?:\[<[0-9a-f]+>\] *)*(\? )?[A-Za-z_.$][\w.$]*\+0x/;
/** x86 names the place of an exception so, in the middle of a trace too; arm64 before it. */
const COUNTER = /^(?:RIP: |EIP: |pc : )/;
const USER_COUNTER = /^RIP: 0033:/;
/** What stands between the calls of a trace: registers, code bytes, an address that has no symbol. */
const BETWEEN =
  /^ *(?:Code: |[ER]?[A-Z]{2,3}\d?: |R\d\d: |ORIG_RAX|[xw]\d+ ?: |(?:\? )?0x[0-9a-f]+$)/;
/** How many lines of another CPU may come in between where the log does not say who printed a line. */
const MOST_FOREIGN_LINES = 4;

/** Reads every call trace of a part of the log, in order. Never throws. */
export function callTraces(lines: readonly LogLine[]): CallTrace[] {
  const traces: CallTrace[] = [];
  // A trace has one address a line.
  const addresses: Addresses = new Map(
    logAddresses(lines.map(({ text }) => text)).map((address) => [address.line, address]),
  );
  let owner: TraceOwner | undefined;
  let counter: LogAddress | undefined;
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index]?.text ?? '';
    const next = ownerOf(text);
    if (next) {
      owner = next;
      counter = undefined;
    } else if (COUNTER.test(text)) {
      counter = addresses.get(index);
    } else if (BEGINNING.test(text)) {
      const read = readEntries(lines, index + 1, addresses);
      const entries = withCounter(read.entries, counter);
      if (entries.length > 0) {
        traces.push({ ...(owner && { owner }), entries });
      }
      counter = undefined;
      index = read.end - 1;
    }
  }
  return traces;
}

function ownerOf(text: string): TraceOwner | undefined {
  const [, cpu, pid, name] = RUNNING_TASK.exec(text) ?? [];
  if (pid !== undefined) {
    return { cpu: Number(cpu), pid: Number(pid), name: name ?? '' };
  }
  const [, other, state, otherPid] = OTHER_TASK.exec(text) ?? [];
  return otherPid === undefined
    ? undefined
    : { pid: Number(otherPid), name: other ?? '', ...(state ? { state } : {}) };
}

type Addresses = ReadonlyMap<number, LogAddress>;

/** The entries from a line on, and one past the last line of the trace. */
function readEntries(
  lines: readonly LogLine[],
  from: number,
  addresses: Addresses,
): { entries: TraceEntry[]; end: number } {
  const entries: TraceEntry[] = [];
  const caller = lines[from - 1]?.caller;
  let end = from;
  for (let index = from; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined || (line.caller !== caller && caller !== undefined)) {
      continue;
    }
    const entry = readEntry(line.text, addresses.get(index));
    if (entry !== undefined) {
      entries.push(...entry);
      end = index + 1;
    } else if (isEnd(line.text) || index - end >= MOST_FOREIGN_LINES) {
      break;
    }
  }
  return { entries, end };
}

function isEnd(text: string): boolean {
  return BEGINNING.test(text) || /^(?:---\[|Modules linked in|Kernel panic)/.test(text);
}

/** What a line of a trace says: nothing, for lines in between; undefined when it is no part of one. */
function readEntry(text: string, place: LogAddress | undefined): readonly TraceEntry[] | undefined {
  const [, closes, section] = SECTION.exec(text) ?? [];
  if (section !== undefined) {
    return closes === '/' || section === 'EOI' ? [] : [{ kind: 'label', text: `<${section}>` }];
  }
  if (USER_COUNTER.test(text)) {
    return [{ kind: 'label', text: 'user mode' }];
  }
  if (COUNTER.test(text)) {
    return place ? [{ kind: 'call', place, reliable: true, interrupted: true }] : [];
  }
  const call = CALL.exec(text);
  if (call && place) {
    const reliable = call[1] === undefined;
    return [{ kind: 'call', place, reliable, interrupted: place.kind === 'runs' }];
  }
  return BETWEEN.test(text) ? [] : undefined;
}

/** The trace from where the exception was: x86 begins it with the caller, arm64 with itself. */
function withCounter(
  entries: readonly TraceEntry[],
  counter: LogAddress | undefined,
): readonly TraceEntry[] {
  const first = entries.find((entry) => entry.kind === 'call');
  if (!counter || (first?.kind === 'call' && first.interrupted)) {
    return withoutLoneTask(entries);
  }
  const place: TraceEntry = { kind: 'call', place: counter, reliable: true, interrupted: true };
  const [label] = entries;
  // The section that the trace begins with is also that of the exception.
  return label?.kind === 'label' && label.text !== 'user mode'
    ? withoutLoneTask([label, place, ...entries.slice(1)])
    : [place, ...withoutLoneTask(entries)];
}

/** `<TASK>` tells nothing where the stack is that of the task alone. */
function withoutLoneTask(entries: readonly TraceEntry[]): readonly TraceEntry[] {
  const [first, ...rest] = entries;
  return first?.kind === 'label' && first.text === '<TASK>' ? rest : entries;
}
