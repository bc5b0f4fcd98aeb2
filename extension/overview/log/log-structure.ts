import { logAddresses } from '../../../debug-adapter/kernel-log/log-address';
import type { LogLine } from '../../../debug-adapter/kernel-log/log-line';
import {
  findEvents,
  isCutHere,
  isEndOfTrace,
  isPanic,
  type OopsKind,
} from '../../../debug-adapter/kernel-log/oops';
import { parseLogLine } from '../../../debug-adapter/kernel-log/parse-log-line';

/** A part of a log worth finding: lines from `first` to `last`, both counted in. */
export interface LogPart {
  readonly kind: 'boot' | OopsKind | 'trace' | 'frame';
  readonly name: string;
  readonly detail: string;
  readonly first: number;
  readonly last: number;
  readonly parts: readonly LogPart[];
}

/**
 * What is in a log: boots, whatever the kernel complained of with a trace, panics, and the call
 * traces with their functions.
 */
export function logStructure(lines: readonly string[]): LogPart[] {
  const parsed = lines.map(parseLogLine);
  const traces = findTraces(lines, parsed);
  const starts = complaints(parsed);
  const events = starts.map(({ index, ...event }, at): LogPart => {
    const next = starts[at + 1]?.index ?? parsed.length;
    const last = endOf(parsed, index, next);
    const before = parsed[index - 1];
    const first = before && isCutHere(before) ? index - 1 : index;
    const parts = traces.filter((trace) => trace.first >= index && trace.last <= last);
    return { ...event, first, last, parts };
  });
  const alone = traces.filter(
    ({ first }) => !events.some((event) => event.first <= first && first <= event.last),
  );
  return [...boots(parsed), ...events, ...alone].sort((one, other) => one.first - other.first);
}

interface Complaint {
  readonly kind: OopsKind;
  readonly name: string;
  readonly detail: string;
  readonly index: number;
}

function complaints(lines: readonly LogLine[]): Complaint[] {
  const events = findEvents(lines).map(({ kind, message, index }) => ({
    ...{ kind, name: message, detail: timeOf(lines[index]), index },
  }));
  const panics = lines.flatMap((line, index) =>
    isPanic(line) ? [{ kind: 'panic' as const, name: line.text, detail: timeOf(line), index }] : [],
  );
  return [...events, ...panics].sort((one, other) => one.index - other.index);
}

function boots(lines: readonly LogLine[]): LogPart[] {
  return lines.flatMap((line, index) => {
    const release = /^Linux version (\S+)/.exec(line.text)?.[1];
    if (release === undefined) return [];
    const name = `Boot of Linux ${release}`;
    return [
      { kind: 'boot' as const, name, detail: timeOf(line), first: index, last: index, parts: [] },
    ];
  });
}

/** Lines that the kernel writes of a complaint: registers, code, who ran, traces. */
const OF_COMPLAINT =
  /^\s*(?:<\/?[A-Z]+>$|(?:\? )?[\w.$]+\+0x[0-9a-f]+\/0x|Call [Tt]race|[A-Z][A-Z0-9]{1,8} ?:|Code:|Modules linked in|CPU: |Hardware name|Workqueue|Tainted|Comm:|note:|task:|pc : |lr : |sp : |x\d+ ?: |pstate: |Mem abort|Data abort|swapper pgtable|\[[0-9a-f]+\] (?:pgd|user)|#PF|Oops|Internal error|PGD |Kernel Offset|Dumping ftrace|Unloaded tainted|(?:ESR|EC|SET|FSC|ISV|CM) = )/;
/** So many other lines in between are of other CPUs; more of them, and the complaint is over. */
const MOST_OTHERS = 8;

/** The last line of a complaint: the kernel's own mark, or the last line that looks like part of it. */
function endOf(lines: readonly LogLine[], first: number, next: number): number {
  let last = first;
  for (let at = first + 1; at < next; at++) {
    const line = lines[at];
    if (!line) break;
    if (isEndOfTrace(line)) return at;
    if (OF_COMPLAINT.test(line.text)) last = at;
    else if (at - last > MOST_OTHERS) break;
  }
  return last;
}

const TRACE = /^Call [Tt]race:/;
const TRACE_MARK = /^\s*<\/?[A-Z]+>$/;
/** Registers of an exception stand within a trace; one stands on some lines, more on others. */
const MOST_REGISTER_LINES = 14;

function findTraces(texts: readonly string[], lines: readonly LogLine[]): LogPart[] {
  const withAddress = new Set(logAddresses(texts).map(({ line }) => line));
  return lines.flatMap((line, first) => {
    if (!TRACE.test(line.text)) return [];
    const frames: LogPart[] = [];
    let last = first;
    for (let at = first + 1; at < lines.length; at++) {
      const text = lines[at]?.text ?? '';
      if (TRACE.test(text)) break;
      if (TRACE_MARK.test(text)) {
        last = at;
      } else if (withAddress.has(at) && /^\s/.test(text)) {
        last = at;
        frames.push(frame(text, at));
      } else if (at - last > MOST_REGISTER_LINES || /^Modules linked in/.test(text)) {
        break;
      }
    }
    const detail = `${frames.length} functions`;
    return [{ kind: 'trace' as const, name: 'Call Trace', detail, first, last, parts: frames }];
  });
}

function frame(text: string, line: number): LogPart {
  const [, doubt = '', place = '', module = ''] =
    /^\s*(?:\[<[0-9a-f]+>\] *)?(\? )?([^\s/]+)\S*(?: \[([\w-]+).*)?/.exec(text) ?? [];
  return {
    kind: 'frame',
    name: `${doubt}${place}`,
    detail: module,
    first: line,
    last: line,
    parts: [],
  };
}

function timeOf(line: LogLine | undefined): string {
  return line?.timestamp === undefined ? '' : `${line.timestamp.toFixed(6)} s`;
}
