import type { KernelMemory } from '../memory/kernel-memory';
import { unreadableWords } from '../memory/memory-read';
import type { VmcoreinfoValues } from '../memory/vmcoreinfo-values';
import { callerName } from './caller-name';
import type { LogBuffer } from './log-buffer';
import type { LogReading, LogRecord } from './log-record';
import { logText } from './log-text';

/**
 * The log of kernels of 3.5 to 5.9 (kernel `kernel/printk.c`, `struct log` and later
 * `struct printk_log`): records of different lengths in one buffer, each with its text and then its
 * dictionary. One of length 0 says that the next is at the buffer's beginning.
 */

interface Layout {
  readonly size: number;
  readonly time: number;
  readonly length: number;
  readonly textLength: number;
  readonly dictionaryLength: number;
  readonly callerId?: number;
}

/** @param isKernel35 whether `level` is still a number of 16 bits with the facility in it */
export async function readRecordBuffer(
  memory: KernelMemory,
  values: VmcoreinfoValues,
  buffer: LogBuffer,
  isKernel35: boolean,
): Promise<LogReading> {
  const layout = findLayout(values);
  if (!layout) return { ok: false, why: 'vmcoreinfo does not tell the layout of the log.' };
  const ends = await Promise.all([
    readIndex(memory, values.symbol('log_first_idx')),
    readIndex(memory, values.symbol('log_next_idx')),
  ]);
  const [first, next] = ends;
  if (typeof first !== 'number' || typeof next !== 'number') {
    const why = typeof first === 'string' ? first : String(next);
    return { ok: false, why: `The ends of the log cannot be read: ${why}.` };
  }
  const read = await memory.readVirtual(buffer.start, buffer.size);
  if (!read.ok) return { ok: false, why: `The log cannot be read: ${unreadableWords(read)}.` };
  return parseRecords(read.bytes, layout, first, next, isKernel35);
}

/** The 32-bit number at a symbol, or why there is none. */
async function readIndex(
  memory: KernelMemory,
  symbol: bigint | undefined,
): Promise<number | string> {
  if (symbol === undefined) return 'vmcoreinfo does not name them';
  const read = await memory.readVirtual(symbol, 4);
  return read.ok ? read.bytes.readUInt32LE(0) : unreadableWords(read);
}

function parseRecords(
  bytes: Buffer,
  layout: Layout,
  first: number,
  next: number,
  isKernel35: boolean,
): LogReading {
  const records: LogRecord[] = [];
  let damage: string | undefined;
  let at = first;
  let wrapped = false;
  // Once around at most: a record is never empty, and only one wrap is possible.
  while (at !== next) {
    const length = at + layout.size <= bytes.length ? bytes.readUInt16LE(at + layout.length) : 0;
    const ends = at + layout.size > bytes.length || length === 0;
    const isLost = length > 0 && (length < layout.size || at + length > bytes.length);
    const isCycle = wrapped && (ends || at >= first);
    if (isLost || isCycle) {
      damage = `The log breaks off: the record at ${at} makes no sense.`;
      break;
    }
    if (ends) {
      wrapped = true;
      at = 0;
      continue;
    }
    records.push(parseRecord(bytes.subarray(at, at + length), layout, isKernel35));
    at += length;
  }
  return { ok: true, log: { form: 'records', records, ...(damage !== undefined && { damage }) } };
}

function parseRecord(record: Buffer, layout: Layout, isKernel35: boolean): LogRecord {
  const { size, dictionaryLength, callerId } = layout;
  const textEnd = size + record.readUInt16LE(layout.textLength);
  const dictionary = parseDictionary(
    record.subarray(textEnd, textEnd + record.readUInt16LE(dictionaryLength)),
  );
  const caller = callerId === undefined ? undefined : record.readUInt32LE(callerId);
  return {
    time: Number(record.readBigUInt64LE(layout.time) / 1000n),
    ...parseLevel(record, dictionaryLength + 2, isKernel35),
    ...(caller !== undefined && { caller: callerName(caller) }),
    ...(dictionary && { dictionary }),
    text: logText(record.subarray(size, textEnd)),
  };
}

/** `facility` and the bits of `flags` and `level` follow `dict_len`. */
function parseLevel(
  record: Buffer,
  at: number,
  isKernel35: boolean,
): Pick<LogRecord, 'level' | 'facility'> {
  if (at + 2 > record.length) return {};
  if (isKernel35)
    return { level: record.readUInt16LE(at) & 7, facility: record.readUInt16LE(at) >> 3 };
  return { level: (record[at + 1] ?? 0) >> 5, facility: record[at] ?? 0 };
}

/** `SUBSYSTEM=pci\0DEVICE=+pci:0000:00:02.0`. */
function parseDictionary(bytes: Buffer): Record<string, string> | undefined {
  const entries = bytes
    .toString('latin1')
    .split('\0')
    .map((entry) => /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(entry))
    .flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? ''] as const] : []));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The struct was called `log` before 3.11. */
function findLayout(values: VmcoreinfoValues): Layout | undefined {
  for (const name of ['printk_log', 'log']) {
    const size = values.size(name);
    const time = values.offset(`${name}.ts_nsec`);
    const length = values.offset(`${name}.len`);
    const textLength = values.offset(`${name}.text_len`);
    if (size === undefined || time === undefined || length === undefined) continue;
    if (textLength === undefined) continue;
    const dictionaryLength = values.offset(`${name}.dict_len`) ?? textLength + 2;
    const callerId = values.offset(`${name}.caller_id`);
    const ends = [time + 8, length + 2, textLength + 2, dictionaryLength + 2, (callerId ?? 0) + 4];
    if (Math.max(...ends) > size) continue;
    const layout = { size, time, length, textLength, dictionaryLength };
    return callerId === undefined ? layout : { ...layout, callerId };
  }
  return undefined;
}
