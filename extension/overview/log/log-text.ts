import { dmesgText } from '../../../debug-adapter/dumpfile/log/dmesg-text';
import type { KernelLog } from '../../../debug-adapter/dumpfile/log/log-record';
import { displayLines } from '../../../debug-adapter/protocol/display-text';

/** A line of the log as it is shown, with what only the record tells of it. */
export interface ShownLine {
  readonly text: string;
  /** syslog's level, 0 (emergency) to 7 (debug). */
  readonly level?: number;
  /** syslog's facility; 0 is the kernel itself. */
  readonly facility?: number;
}

/**
 * The log as makedumpfile and dmesg write it, line by line, so that it can be compared with theirs;
 * only characters that could mislead an eye or a terminal stand escaped.
 */
export function shownLines(log: KernelLog): ShownLine[] {
  return log.records.flatMap((record) => {
    const { level, facility } = record;
    const text = displayLines(dmesgText({ ...log, records: [record] })).replace(/\n$/, '');
    return text.split('\n').map((line) => ({
      text: line,
      ...(level !== undefined && { level }),
      ...(facility !== undefined && { facility }),
    }));
  });
}

const LEVELS = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];
const FACILITIES = ['kernel', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp'];

/** `error (3), from the kernel`; user space writes into the log too, through /dev/kmsg. */
export function levelWords({ level, facility = 0 }: ShownLine): string | undefined {
  if (level === undefined) return undefined;
  const from =
    facility === 0
      ? 'the kernel'
      : `user space (facility ${FACILITIES[facility] ?? 'number'} ${facility})`;
  return `${LEVELS[level] ?? 'level'} (${level}), from ${from}`;
}
