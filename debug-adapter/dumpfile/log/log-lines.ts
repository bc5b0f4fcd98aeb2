import type { LogLine } from '../../kernel-log/log-line';
import type { KernelLog } from './log-record';

/** The log line by line: the later lines of a message have no time of their own. */
export function logLines({ records }: KernelLog): LogLine[] {
  return records.flatMap(({ time, caller, level, text }) => {
    const [first = '', ...rest] = text.split('\n');
    const head = {
      ...(time !== undefined && { timestamp: time / 1_000_000 }),
      ...(caller !== undefined && { caller }),
      ...(level !== undefined && { level }),
      text: first,
    };
    return [head, ...rest.map((line) => ({ text: line }))];
  });
}
