import type { LogLine } from './log-line';

/**
 * oops: a fault in kernel code; bug: a failed check (`kernel BUG at`, KASAN); warning: WARN() with
 * panic_on_warn; lockup: soft or hard lockup; stall: RCU; hung-task: a task blocked too long;
 * sysrq: someone crashed it on purpose; panic: panic() of itself.
 */
export type OopsKind =
  'oops' | 'bug' | 'warning' | 'lockup' | 'stall' | 'hung-task' | 'sysrq' | 'panic';

/** The part of the log that tells of the crash. */
export interface Oops {
  readonly kind: OopsKind;
  /** The line that tells the most, without its time. */
  readonly message: string;
  /** The `Kernel panic - not syncing: …` line, where there is one. */
  readonly panic?: string;
  /** Index of the first line of `block` in the log. */
  readonly first: number;
  /** From its first line to the end of its trace. */
  readonly block: readonly LogLine[];
}

/**
 * Finds what the kernel died of; undefined when the log tells of nothing fatal.
 *
 * The last panic decides: a panic that only reports an earlier event (`Fatal exception`, `softlockup:
 * hung tasks`, …) leads back to the last such event before it, any other speaks for itself. Without a
 * panic line (kdump starts right after an oops when panic_on_oops is set) the last oops counts.
 */
export function findOops(lines: readonly LogLine[]): Oops | undefined {
  const events = findEvents(lines);
  const panicIndex = lines.findLastIndex(isPanic);
  const panic = lines[panicIndex]?.text;
  if (panic === undefined) {
    const last = events.findLast((event) => fatalKinds.has(event.kind));
    return last && toOops(lines, last, endOfTrace(lines, last.index), undefined);
  }
  const kinds = causes.find(([pattern]) => pattern.test(panic))?.[1] ?? [];
  const cause = events.findLast((event) => event.index < panicIndex && kinds.includes(event.kind));
  if (cause && cause.kind !== 'sysrq') {
    const isNear = endOfTrace(lines, cause.index) + maxGap >= panicIndex;
    if (isNear || !mayHaveNoCause.test(panic)) {
      return toOops(lines, cause, lines.length, panic);
    }
  }
  const kind = /sysrq triggered crash/i.test(panic) ? 'sysrq' : 'panic';
  const first = cause?.kind === 'sysrq' ? cause.index : panicIndex;
  return { kind, message: panic, panic, first, block: lines.slice(first) };
}

/** The beginning of something in the log that may kill a kernel. */
export interface LogEvent {
  readonly kind: OopsKind;
  /** Index of its line. */
  readonly index: number;
  readonly message: string;
}

const panicPattern = /^Kernel panic - not syncing/;

export function isPanic({ text }: LogLine): boolean {
  return panicPattern.test(text);
}

/** The panics that report something that the log told before, and what that may be. */
const causes: readonly (readonly [RegExp, readonly OopsKind[]])[] = [
  [/sysrq triggered crash/i, ['sysrq']],
  [/soft ?lockup|hard LOCKUP|Watchdog detected/i, ['lockup']],
  [/hung_task|hung task/i, ['hung-task']],
  [/RCU Stall/i, ['stall']],
  [/panic_on_warn|check_panic_on_warn|panic on warn/i, ['warning', 'bug']],
  [
    /Fatal exception|Attempted to kill|Aiee|Oops|Fatal hardware error|BUG!|stack overflow|SError|kill the idle/i,
    ['oops', 'bug'],
  ],
];

/** `Attempted to kill init!` may be about a fault in user space: then no oops stands right before. */
const mayHaveNoCause = /Attempted to kill init|Aiee/;
const maxGap = 30;

/** Kinds that stop the machine without a panic line. */
const fatalKinds: ReadonlySet<OopsKind> = new Set<OopsKind>(['oops', 'bug', 'sysrq']);

/** The first line of each event. The order matters where two fit. */
const beginnings: readonly (readonly [RegExp, OopsKind])[] = [
  [/^(?:sysrq: )?(?:SysRq : )?Trigger a crash/i, 'sysrq'],
  [/(?:BUG: soft lockup|Watchdog detected hard LOCKUP)/i, 'lockup'],
  [/^(?:rcu: )?INFO: rcu\S* .*(?:stall|detected)/, 'stall'],
  [/^INFO: task .* blocked (?:for more than|in I\/O wait)/, 'hung-task'],
  [/^WARNING: .*\bat \S+/, 'warning'],
  [/^BUG: (?:kernel NULL pointer|unable to handle|stack guard page|TASK stack)/, 'oops'],
  [/^Unable to handle kernel /, 'oops'],
  [/^(?:traps: )?PANIC: double fault/, 'oops'],
  [/^(?:Insufficient stack space|kernel stack overflow)/, 'oops'],
  [/^kernel BUG at /i, 'bug'],
  [/^BUG: (?:KASAN|KFENCE|KMSAN|KCSAN|UBSAN)/, 'bug'],
  [/^Internal error: Oops - BUG/, 'bug'],
  [/^Internal error: /, 'oops'],
  [/^Oops[:[ -]/, 'oops'],
  [/^[A-Za-z][^:]{0,160}: [0-9a-f]{4,16} \[#\d+\]/, 'oops'],
  [/^SError Interrupt on CPU|^Bad mode in .* handler/, 'oops'],
  [/^Unable to handle |^Unhandled fault/, 'oops'],
];

/** An oops names its cause first and says `Oops:` or `Internal error:` some lines later. */
const sameOopsLines = 30;

/** Every such event, in order; panics are not among them. */
export function findEvents(lines: readonly LogLine[]): LogEvent[] {
  const events: LogEvent[] = [];
  /** Before which a line of an oops belongs to the event before it; 0: none. */
  let openUntil = 0;
  for (const [index, line] of lines.entries()) {
    const { text } = line;
    if (isEndOfTrace(line)) {
      openUntil = 0;
      continue;
    }
    const kind = beginnings.find(([pattern]) => pattern.test(text))?.[1];
    if (kind === undefined || (isOops(kind) && index < openUntil && !isCause(text))) {
      continue;
    }
    events.push({ kind, index, message: text });
    openUntil = isOops(kind) ? index + sameOopsLines : 0;
  }
  return events;
}

function isOops(kind: OopsKind): boolean {
  return kind === 'oops' || kind === 'bug';
}

/** Whether a line opens an oops by its cause, so that it cannot be a later line of the same one. */
function isCause(text: string): boolean {
  return /^(?:BUG: |kernel BUG at |Unable to handle kernel )/i.test(text);
}

const endPattern = /^---\[ end (?:trace|Kernel panic)/;
const cutHerePattern = /^-+\[ cut here \]-+/;

/** `---[ end trace 0000000000000000 ]---`: the kernel has told all of an event. */
export function isEndOfTrace({ text }: LogLine): boolean {
  return endPattern.test(text);
}

/** `------------[ cut here ]------------` stands right before some events. */
export function isCutHere({ text }: LogLine): boolean {
  return cutHerePattern.test(text);
}

/** One past the last line of the trace that begins at `index`. */
function endOfTrace(lines: readonly LogLine[], index: number): number {
  const end = lines.findIndex((line, at) => at > index && isEndOfTrace(line));
  return end < 0 ? lines.length : end + 1;
}

function toOops(
  lines: readonly LogLine[],
  { kind, index, message }: LogEvent,
  end: number,
  panic: string | undefined,
): Oops {
  const before = lines[index - 1];
  const first = before && isCutHere(before) ? index - 1 : index;
  return {
    kind,
    message,
    ...(panic === undefined ? {} : { panic }),
    first,
    block: lines.slice(first, end),
  };
}
