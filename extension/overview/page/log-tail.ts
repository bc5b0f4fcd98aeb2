import { findOops } from '../../../debug-adapter/kernel-log/oops';
import { parseLogLine } from '../../../debug-adapter/kernel-log/parse-log-line';

/** The end of the log, as much as a page shows. */
export interface LogTail {
  readonly lines: readonly string[];
  /** Index in `lines` of the first line of the oops, and one past its last; absent without an oops. */
  readonly oops?: { readonly from: number; readonly to: number };
  /** How many lines of the log come before. */
  readonly before: number;
  /** How many lines come after, where the oops or what follows it is long. */
  readonly after: number;
}

const LAST_LINES = 25;
const LINES_BEFORE_OOPS = 4;
/** An oops with the stacks of all CPUs can be longer than anyone reads on a page. */
const MOST_LINES = 160;

/** The oops with what led to it, to the end of the log; without an oops the last lines. */
export function logTail(lines: readonly string[]): LogTail {
  const oops = findOops(lines.map(parseLogLine));
  if (!oops) {
    const before = Math.max(0, lines.length - LAST_LINES);
    return { lines: lines.slice(before), before, after: 0 };
  }
  const before = Math.max(0, oops.first - LINES_BEFORE_OOPS);
  const shown = lines.slice(before, before + MOST_LINES);
  const from = oops.first - before;
  const to = Math.min(shown.length, from + oops.block.length);
  return { lines: shown, oops: { from, to }, before, after: lines.length - before - shown.length };
}
