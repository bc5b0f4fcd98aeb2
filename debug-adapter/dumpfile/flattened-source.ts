import type { ByteSource } from './byte-source';

/**
 * The flattened format (`makedumpfile -F`, makedumpfile `makedumpfile.h`): a header of 4,096 bytes
 * (`makedumpfile_header`), then records, each an offset, a size (`makedumpfile_data_header`, both
 * 64 bits, big-endian) and the bytes that belong there; −1 and −1 at the end.
 */
const SIGNATURE = 'makedumpfile';
const FILE_HEADER_BYTES = 4096;
const RECORD_HEADER_BYTES = 16;
/** The headers and notes of a dump are within the first of its records. */
const MOST_RECORDS = 256;

interface FlatRecord {
  readonly start: number;
  readonly size: number;
  readonly position: number;
}

export function isFlattened(start: Buffer): boolean {
  return start.toString('latin1', 0, SIGNATURE.length) === SIGNATURE;
}

/** Whether the file has its end mark; without it the end is missing. */
export async function hasEndMark(file: ByteSource): Promise<boolean> {
  if (file.size < FILE_HEADER_BYTES + RECORD_HEADER_BYTES) return false;
  const last = await file.read(file.size - RECORD_HEADER_BYTES, RECORD_HEADER_BYTES);
  return last.length === RECORD_HEADER_BYTES && last.every((byte) => byte === 0xff);
}

/**
 * The beginning of the file that a flattened one stands for, from its first 256 records. What they
 * do not hold reads as missing, or as zeros before something that they do hold.
 */
export async function flattenedSource(file: ByteSource): Promise<ByteSource> {
  const records = await readRecords(file);
  return { size: Infinity, read: (offset, length) => assemble(file, records, offset, length) };
}

async function readRecords(file: ByteSource): Promise<readonly FlatRecord[]> {
  const records: FlatRecord[] = [];
  let at = FILE_HEADER_BYTES;
  while (records.length < MOST_RECORDS) {
    const header = await file.read(at, RECORD_HEADER_BYTES);
    if (header.length < RECORD_HEADER_BYTES) break;
    const start = header.readBigInt64BE(0);
    const size = header.readBigInt64BE(8);
    const largest = BigInt(Number.MAX_SAFE_INTEGER);
    if (start < 0n || size <= 0n || start > largest || size > BigInt(file.size - at)) break;
    const position = at + RECORD_HEADER_BYTES;
    records.push({ start: Number(start), size: Number(size), position });
    at = position + Number(size);
  }
  return records;
}

async function assemble(
  file: ByteSource,
  records: readonly FlatRecord[],
  offset: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  // In the order of the file: makedumpfile writes some headers twice, the later one counts.
  for (const record of records) {
    const from = Math.max(offset, record.start);
    const to = Math.min(offset + length, record.start + record.size);
    if (from >= to) continue;
    const part = await file.read(record.position + from - record.start, to - from);
    part.copy(bytes, from - offset);
    filled = Math.max(filled, from - offset + part.length);
  }
  return bytes.subarray(0, filled);
}
