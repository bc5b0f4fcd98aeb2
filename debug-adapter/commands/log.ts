import type { LogLine } from '../kernel-log/log-line';
import { parseLogLine } from '../kernel-log/parse-log-line';

/** Reads `log`, `log -m` or `dmesg`. Every line is a line of the log, so nothing is left over. */
export function parseLog(text: string): LogLine[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  return lines.map(parseLogLine);
}
