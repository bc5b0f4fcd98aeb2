import type { KernelMemory } from '../memory/kernel-memory';
import { unreadableWords } from '../memory/memory-read';
import type { VmcoreinfoValues } from '../memory/vmcoreinfo-values';
import type { LogBuffer } from './log-buffer';
import type { LogReading, LogRecord } from './log-record';
import { logText } from './log-text';
import { timestamp } from './timestamp';

/**
 * The log of kernels before 3.5 (kernel `kernel/printk.c`): a ring of text, the lines as they were
 * printed: `<6>[    0.000000] Linux version …`. `log_end` counts all bytes ever written.
 */
export async function readPlainBuffer(
  memory: KernelMemory,
  values: VmcoreinfoValues,
  buffer: LogBuffer,
): Promise<LogReading> {
  const symbol = values.symbol('log_end');
  if (symbol === undefined) {
    return { ok: false, why: 'vmcoreinfo does not name the end of the log.' };
  }
  const end = await memory.readVirtual(symbol, 4);
  if (!end.ok) {
    return { ok: false, why: `The end of the log cannot be read: ${unreadableWords(end)}.` };
  }
  const written = end.bytes.readUInt32LE(0);
  const ring = await memory.readVirtual(buffer.start, Math.min(written, buffer.size));
  if (!ring.ok) return { ok: false, why: `The log cannot be read: ${unreadableWords(ring)}.` };
  const oldest = written > buffer.size ? written % buffer.size : 0;
  const text = Buffer.concat([ring.bytes.subarray(oldest), ring.bytes.subarray(0, oldest)]);
  return { ok: true, log: { form: 'plain', records: parseLines(text) } };
}

function parseLines(bytes: Buffer): LogRecord[] {
  const records: LogRecord[] = [];
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf('\n', at);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    records.push(parseLine(logText(bytes.subarray(at, end))));
    at = end + 1;
  }
  return records;
}

function parseLine(line: string): LogRecord {
  const [, prefix, rest = line] = /^<(\d{1,3})>(.*)$/s.exec(line) ?? [];
  const value = Number(prefix ?? 0);
  const stamp = /^\[ *(\d{1,9})\.(\d{6})\] /.exec(rest);
  const time = Number(stamp?.[1]) * 1_000_000 + Number(stamp?.[2]);
  // A time that the kernel did not write itself stays in the text, as it is.
  const isTime = stamp?.[0] === timestamp(time);
  return {
    ...(isTime && { time }),
    ...(prefix !== undefined && { level: value & 7, facility: value >> 3 }),
    text: isTime ? rest.slice(stamp[0].length) : rest,
  };
}
