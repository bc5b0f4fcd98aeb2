import type { ByteSource } from './byte-source';

/**
 * The flattened format (`makedumpfile -F`, makedumpfile `IMPLEMENTATION`, section “The flattened
 * format”): a header of 4,096 bytes (`makedumpfile_header`), then records, each an offset, a size
 * (`makedumpfile_data_header`, both 64 bits, big-endian) and the bytes that belong there; −1 and −1
 * at the end. Nothing but the chain of sizes tells where a record begins.
 */
const SIGNATURE = 'makedumpfile';
const FILE_HEADER_BYTES = 4096;
const RECORD_HEADER_BYTES = 16;
/** How many records one entry of the index stands for. */
const RECORDS_IN_BLOCK = 32;
/** Some 60 GB: makedumpfile writes pages and their descriptors by turns, 64 KiB at most. */
const MOST_RECORDS = 1 << 21;
const MOST_KEPT_BLOCKS = 64;
/** How long the thread is held by a walk before others have their turn. */
const TURN_MS = 5;

/** A stretch of the file that the flattened one stands for. */
interface Span {
  readonly start: number;
  end: number;
}

/** Records that follow each other in the file: which bytes they hold, as few spans as possible. */
interface Block {
  /** Where the first record's header stands in the file. */
  readonly position: number;
  readonly spans: Span[];
  count: number;
}

interface FlatRecord extends Span {
  /** Where its bytes stand in the file. */
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
 * The file that a flattened one stands for. Its records are looked through only as far as a read
 * needs them; what none of them holds reads as missing, or as zeros before something that one holds.
 * Reading rejects when there are more records than can be looked through.
 */
export function flattenedSource(file: ByteSource): ByteSource {
  const index = new RecordIndex(file);
  return { size: Infinity, read: (offset, length) => index.read(offset, length) };
}

class RecordIndex {
  private readonly blocks: Block[] = [];
  private readonly kept = new Map<Block, readonly FlatRecord[]>();
  private position = FILE_HEADER_BYTES;
  private complete = false;
  private walking: Promise<void> | undefined;

  constructor(private readonly file: ByteSource) {}

  async read(offset: number, length: number): Promise<Buffer> {
    await this.walkUntil(offset, offset + length);
    const bytes = Buffer.alloc(length);
    let filled = 0;
    const overlaps = ({ start, end }: Span) => start < offset + length && end > offset;
    // In the order of the file: makedumpfile writes some headers twice, the later one counts.
    for (const block of this.blocks.filter(({ spans }) => spans.some(overlaps))) {
      for (const record of (await this.records(block)).filter(overlaps)) {
        const from = Math.max(offset, record.start);
        const to = Math.min(offset + length, record.end);
        const part = await this.file.read(record.position + from - record.start, to - from);
        part.copy(bytes, from - offset);
        filled = Math.max(filled, from - offset + part.length);
      }
    }
    return bytes.subarray(0, filled);
  }

  /** Looks through the records until they hold every byte of a range, or to the end. */
  private async walkUntil(from: number, to: number): Promise<void> {
    let at = from;
    let looked = 0;
    while (at < to) {
      const span = this.findSpan(at, looked);
      if (span) {
        at = span.end;
        looked = 0;
        continue;
      }
      if (this.complete) return;
      // The last block may grow; the ones before it are known not to hold this byte.
      looked = Math.max(0, this.blocks.length - 1);
      this.walking ??= this.walk().finally(() => (this.walking = undefined));
      await this.walking;
    }
  }

  private findSpan(at: number, firstBlock: number): Span | undefined {
    for (let index = firstBlock; index < this.blocks.length; index++) {
      const span = this.blocks[index]?.spans.find(({ start, end }) => start <= at && at < end);
      if (span) return span;
    }
    return undefined;
  }

  /** Reads the headers of some more records. */
  private async walk(): Promise<void> {
    const turnEnds = performance.now() + TURN_MS;
    do {
      const record = await this.header(this.position);
      if (!record) {
        this.complete = true;
        return;
      }
      this.add(record);
    } while (performance.now() < turnEnds);
    // Reads without waiting do not let anyone else run.
    await new Promise(setImmediate);
  }

  private add(record: FlatRecord): void {
    let block = this.blocks.at(-1);
    if (!block || block.count === RECORDS_IN_BLOCK) {
      if (this.blocks.length * RECORDS_IN_BLOCK >= MOST_RECORDS) {
        throw new Error('The flattened file has more records than can be looked through');
      }
      block = { position: this.position, spans: [], count: 0 };
      this.blocks.push(block);
    }
    block.count++;
    const before = block.spans.find(({ end }) => end === record.start);
    if (before) before.end = record.end;
    else block.spans.push({ start: record.start, end: record.end });
    this.position = record.position + record.end - record.start;
  }

  /** The records of a block; their headers are read again. */
  private async records(block: Block): Promise<readonly FlatRecord[]> {
    const kept = this.kept.get(block);
    if (kept?.length === block.count) return kept;
    const records: FlatRecord[] = [];
    for (let at = block.position; records.length < block.count;) {
      const record = await this.header(at);
      if (!record) break;
      records.push(record);
      at = record.position + record.end - record.start;
    }
    for (const [oldest] of this.kept) {
      if (this.kept.size < MOST_KEPT_BLOCKS) break;
      this.kept.delete(oldest);
    }
    this.kept.set(block, records);
    return records;
  }

  /** The record whose header stands at a place in the file; none at the end. */
  private async header(at: number): Promise<FlatRecord | undefined> {
    const header =
      this.file.readNow?.(at, RECORD_HEADER_BYTES) ??
      (await this.file.read(at, RECORD_HEADER_BYTES));
    if (header.length < RECORD_HEADER_BYTES) return undefined;
    const start = header.readBigInt64BE(0);
    const size = header.readBigInt64BE(8);
    const position = at + RECORD_HEADER_BYTES;
    const isRecord = start >= 0n && size > 0n && position < this.file.size;
    if (!isRecord || start + size > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
    // The last record of a file that was cut off is still good for what it has.
    const inFile = Math.min(Number(size), this.file.size - position);
    return { start: Number(start), end: Number(start) + inFile, position };
  }
}
