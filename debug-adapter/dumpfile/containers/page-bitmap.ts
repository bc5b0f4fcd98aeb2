import type { ByteSource } from '../byte-source';

/**
 * How far into a bitmap pages are looked for: 512 MiB stand for 16 TiB of memory with pages of 4 KiB.
 * The number of a page among the dumped ones is known only by counting all bits before it.
 */
const MOST_BITMAP_BYTES = 1 << 29;

/** A block of counted bits; 32 KiB stand for 1 GiB of memory with pages of 4 KiB. */
const BLOCK_BYTES = 1 << 15;
/** Blocks read at once while counting. */
const BLOCKS_AT_ONCE = 32;
const MOST_KEPT_BLOCKS = 16;

export type Bit = 'set' | 'clear' | 'out-of-reach' | 'truncated';

/** A bitmap in a file: one bit a page, the lowest bit of the first byte first. It is read as needed. */
export class PageBitmap {
  /** `counts[n]`: the bits set from the first counted block up to block `firstBlock + n`. */
  private readonly counts: number[] = [0];
  private readonly kept = new Map<number, Buffer>();
  private readonly firstBlock: number;
  /** The file ends within the bitmap. */
  private cutOff = false;

  /**
   * @param start where the bitmap begins in the file
   * @param length bytes
   * @param firstBit where `rank` begins to count
   */
  constructor(
    private readonly source: ByteSource,
    private readonly start: number,
    private readonly length: number,
    private readonly firstBit = 0,
  ) {
    this.firstBlock = Math.floor(firstBit / 8 / BLOCK_BYTES);
  }

  async get(bit: number): Promise<Bit> {
    const byte = Math.floor(bit / 8);
    if (byte >= this.length) return 'clear';
    const block = await this.block(Math.floor(byte / BLOCK_BYTES));
    const value = block[byte % BLOCK_BYTES];
    if (value === undefined) return 'truncated';
    return (value & (1 << (bit % 8))) === 0 ? 'clear' : 'set';
  }

  /** How many bits from `firstBit` up to, without, `bit` are set. */
  async rank(bit: number): Promise<number | 'out-of-reach'> {
    const byte = Math.floor(bit / 8);
    if (byte - this.firstBlock * BLOCK_BYTES > MOST_BITMAP_BYTES) return 'out-of-reach';
    const index = Math.floor(byte / BLOCK_BYTES);
    await this.countUpTo(index - this.firstBlock);
    const block = await this.block(index);
    const counted =
      (this.counts[index - this.firstBlock] ?? 0) + countBits(block, bit % BLOCK_BITS);
    return counted - (await this.skipped());
  }

  /** How many bits are set in all; undefined when there are too many to count, or not all are there. */
  async total(): Promise<number | undefined> {
    if (this.length > MOST_BITMAP_BYTES) return undefined;
    const blocks = Math.ceil(this.length / BLOCK_BYTES);
    await this.countUpTo(blocks - this.firstBlock);
    return this.cutOff ? undefined : this.counts[blocks - this.firstBlock];
  }

  /** Bits of the first counted block that stand before `firstBit`. */
  private async skipped(): Promise<number> {
    const inBlock = this.firstBit % BLOCK_BITS;
    return inBlock === 0 ? 0 : countBits(await this.block(this.firstBlock), inBlock);
  }

  private async countUpTo(blocks: number): Promise<void> {
    while (this.counts.length <= blocks && !this.cutOff) {
      const done = this.counts.length - 1;
      const wanted = Math.min(blocks - done, BLOCKS_AT_ONCE);
      const bytes = await this.read(this.firstBlock + done, wanted);
      let count = this.counts[done] ?? 0;
      for (let block = 0; block < wanted; block++) {
        const part = bytes.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
        count += countBits(part, part.length * 8);
        this.counts[done + block + 1] = count;
      }
      const end = Math.min((this.firstBlock + done + wanted) * BLOCK_BYTES, this.length);
      this.cutOff = (this.firstBlock + done) * BLOCK_BYTES + bytes.length < end;
    }
  }

  private async block(index: number): Promise<Buffer> {
    const kept = this.kept.get(index);
    if (kept) return kept;
    const block = await this.read(index, 1);
    if (this.kept.size >= MOST_KEPT_BLOCKS) this.kept.delete(firstKey(this.kept));
    this.kept.set(index, block);
    return block;
  }

  private read(block: number, count: number): Promise<Buffer> {
    const from = block * BLOCK_BYTES;
    const length = Math.min(count * BLOCK_BYTES, this.length - from);
    return length <= 0
      ? Promise.resolve(Buffer.alloc(0))
      : this.source.read(this.start + from, length);
  }
}

const BLOCK_BITS = BLOCK_BYTES * 8;

function firstKey(map: Map<number, Buffer>): number {
  return map.keys().next().value ?? -1;
}

/** The number of bits set among the first `bits`. */
function countBits(bytes: Buffer, bits: number): number {
  const whole = Math.min(Math.floor(bits / 8), bytes.length);
  let count = 0;
  let at = 0;
  if (bytes.byteOffset % 4 === 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, whole >> 2);
    for (const word of words) if (word !== 0) count += bitsOfWord(word);
    at = words.length * 4;
  }
  for (; at < whole; at++) count += bitsOfWord(bytes[at] ?? 0);
  const rest = (bytes[whole] ?? 0) & ((1 << (bits % 8)) - 1);
  return whole * 8 <= bits ? count + bitsOfWord(rest) : count;
}

/** Adds neighbouring bits, pairs and nibbles side by side in one word. */
function bitsOfWord(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
