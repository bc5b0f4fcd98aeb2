import type { KernelLog, LogRecord } from './log-record';
import { timestamp } from './timestamp';

/** As wide as the kernel and makedumpfile write it. */
const CALLER_WIDTH = 8;

/**
 * The log as `makedumpfile --dump-dmesg` writes it: `[    1.234567] [      T1] text`, further lines of
 * a message indented below it, each line with its end. makedumpfile knows no UTF-8; here characters
 * beyond ASCII stand as they are.
 */
export function dmesgText({ form, records }: KernelLog): string {
  return records.map((record) => (form === 'plain' ? plainLine(record) : message(record))).join('');
}

function message({ time = 0, caller, text }: LogRecord): string {
  const who = caller === undefined ? '' : `[${caller.padStart(CALLER_WIDTH)}] `;
  const prefix = `${timestamp(time)}${who}`;
  return `${prefix}${text.replaceAll('\n', `\n${' '.repeat(prefix.length)}`)}\n`;
}

function plainLine({ time, level, facility = 0, text }: LogRecord): string {
  const prefix = level === undefined ? '' : `<${facility * 8 + level}>`;
  return `${prefix}${time === undefined ? '' : timestamp(time)}${text}\n`;
}
