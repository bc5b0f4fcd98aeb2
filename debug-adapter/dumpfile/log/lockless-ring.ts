import type { KernelMemory } from '../memory/kernel-memory';
import type { Unreadable } from '../memory/memory-read';
import { unreadableWords } from '../memory/memory-read';
import type { VmcoreinfoValues } from '../memory/vmcoreinfo-values';
import { findLayout, type InfoLayout, type Layout, type Place } from './lockless-layout';
import type { LogReading, LogRecord } from './log-record';
import { callerName } from './caller-name';
import { fixedText, logText } from './log-text';

/**
 * The log of kernels of 5.10 and later (kernel `kernel/printk/printk_ringbuffer.h` and `.c`): a ring
 * of descriptors with the state of each message and where its text is, an array of
 * `struct printk_info` beside it, and a ring of texts. Positions and ids run on and on; the lower
 * bits are the place in the ring.
 */

const ID_BITS = 62;
/** States of a descriptor whose text is there: committed, finalized. */
const READABLE_STATES: readonly bigint[] = [1n, 2n];
/** A ring of 64 MiB has 2 million descriptors (`PRB_AVGBITS` 5). */
const MOST_COUNT_BITS = 21;
const MOST_SIZE_BITS = 31;
/** Descriptors and infos are read so many at a time. */
const AT_ONCE = 2048;
/** The text ring is read in pieces of this size. */
const TEXT_BLOCK = 1 << 16;
const MISFIT = 'The head and the tail of the log do not fit together: all of it is shown.';
const OVERLAP = 'The log breaks off: its messages overlap.';
/** More text than anybody's log has. */
const MOST_TEXT_BYTES = 1 << 26;
/** So many places that cannot be read are looked at one by one. */
const MOST_FAILURES = 1024;

export async function readLocklessRing(
  memory: KernelMemory,
  values: VmcoreinfoValues,
  pointer: bigint,
): Promise<LogReading> {
  const layout = findLayout(values);
  if (!layout) return { ok: false, why: 'vmcoreinfo does not tell the layout of the log.' };
  const address = await memory.readVirtual(pointer, 8);
  if (!address.ok) return unread('The pointer to the log', address);
  const ring = await memory.readVirtual(address.bytes.readBigUInt64LE(0), layout.ring.size);
  if (!ring.ok) return unread('The head of the log', ring);
  const reader = ringReader(memory, layout, ring.bytes);
  return reader ? reader.read() : { ok: false, why: 'The head of the log makes no sense.' };
}

function unread(what: string, read: Unreadable): LogReading {
  return { ok: false, why: `${what} cannot be read: ${unreadableWords(read)}.` };
}

/** The fields of the head, when they are those of a ring. */
function ringReader(memory: KernelMemory, layout: Layout, head: Buffer): RingReader | undefined {
  const { descRing, textRing } = layout;
  const desc = (field: number) => layout.ring.descRing + field;
  const text = (field: number) => layout.ring.textRing + field;
  const ends = [
    ...Object.values(descRing).map((field) => desc(field) + 8),
    ...Object.values(textRing).map((field) => text(field) + 8),
  ];
  if (Math.max(...ends) > head.length) return undefined;
  const countBits = head.readUInt32LE(desc(descRing.countBits));
  const sizeBits = head.readUInt32LE(text(textRing.sizeBits));
  if (countBits < 1 || countBits > MOST_COUNT_BITS || sizeBits < 4 || sizeBits > MOST_SIZE_BITS) {
    return undefined;
  }
  return new RingReader(memory, layout, {
    count: 2 ** countBits,
    textSize: 2 ** sizeBits,
    descs: head.readBigUInt64LE(desc(descRing.descs)),
    infos: head.readBigUInt64LE(desc(descRing.infos)),
    texts: head.readBigUInt64LE(text(textRing.data)),
    headId: id(head.readBigUInt64LE(desc(descRing.headId))),
    tailId: id(head.readBigUInt64LE(desc(descRing.tailId))),
  });
}

function id(value: bigint): bigint {
  return BigInt.asUintN(ID_BITS, value);
}

interface Ring {
  readonly count: number;
  readonly textSize: number;
  readonly descs: bigint;
  readonly infos: bigint;
  readonly texts: bigint;
  readonly headId: bigint;
  readonly tailId: bigint;
}

class RingReader {
  private readonly records: LogRecord[] = [];
  /** The first thing that could not be read. */
  private failure: Unreadable | undefined;
  private failures = 0;
  /** All messages together have no more text than the ring has room. */
  private textLeft: number;
  private textBlock: { readonly start: number; readonly bytes?: Buffer } | undefined;

  constructor(
    private readonly memory: KernelMemory,
    private readonly layout: Layout,
    private readonly ring: Ring,
  ) {
    this.textLeft = Math.min(ring.textSize, MOST_TEXT_BYTES);
  }

  async read(): Promise<LogReading> {
    const { count, headId, tailId } = this.ring;
    const distance = Number(id(headId - tailId)) + 1;
    const misfit = distance > count ? MISFIT : undefined;
    let left = Math.min(distance, count);
    let next = id(headId - BigInt(left - 1));
    while (left > 0 && this.textLeft >= 0) {
      const index = Number(next % BigInt(count));
      const wanted = Math.min(left, AT_ONCE, count - index);
      await this.readSome(next, index, wanted);
      next = id(next + BigInt(wanted));
      left -= wanted;
    }
    const { records, failure } = this;
    if (records.length === 0 && failure) return unread('The log', failure);
    const lost = failure && `Some messages cannot be read: ${unreadableWords(failure)}.`;
    const damage = misfit ?? (this.textLeft < 0 ? OVERLAP : lost);
    return {
      ok: true,
      log: { form: 'lockless', records, ...(damage !== undefined && { damage }) },
    };
  }

  /** Reads messages whose descriptors lie side by side. */
  private async readSome(firstId: bigint, index: number, count: number): Promise<void> {
    const { desc, info } = this.layout;
    const at = (base: bigint, size: number) => base + BigInt(index * size);
    const descs = await this.memory.readVirtual(at(this.ring.descs, desc.size), count * desc.size);
    const infos = await this.memory.readVirtual(at(this.ring.infos, info.size), count * info.size);
    if (!descs.ok || !infos.ok) {
      const failed = descs.ok ? infos : descs;
      this.failures++;
      if (count > 1 && this.failures < MOST_FAILURES) {
        // Only the messages of the missing page are lost.
        const half = count >> 1;
        await this.readSome(firstId, index, half);
        await this.readSome(id(firstId + BigInt(half)), index + half, count - half);
      } else if (!failed.ok) {
        this.failure ??= failed;
      }
      return;
    }
    for (let n = 0; n < count; n++) {
      const own = descs.bytes.subarray(n * desc.size, (n + 1) * desc.size);
      const state = own.readBigUInt64LE(desc.state);
      if (id(state) !== id(firstId + BigInt(n))) continue;
      if (!READABLE_STATES.includes(state >> BigInt(ID_BITS))) continue;
      await this.take(own, infos.bytes.subarray(n * info.size, (n + 1) * info.size));
    }
  }

  private async take(desc: Buffer, info: Buffer): Promise<void> {
    const { textLength } = this.layout.info;
    const place = this.textPlace(
      desc.readBigUInt64LE(this.layout.desc.begin),
      desc.readBigUInt64LE(this.layout.desc.next),
    );
    if (!place) return;
    const length = Math.min(info.readUInt16LE(textLength), place.size);
    this.textLeft -= length;
    if (this.textLeft < 0) return;
    const text = await this.text(place.offset, length);
    if (text) this.records.push({ ...parseInfo(info, this.layout.info), text: logText(text) });
  }

  /**
   * Where in the ring a message's text lies: behind the id that begins its block. A block that would
   * not fit before the end of the ring begins anew at its start. Without data, both positions are odd.
   */
  private textPlace(begin: bigint, next: bigint): Place | undefined {
    const size = BigInt(this.ring.textSize);
    if (begin === next || (begin & 1n) === 1n) return undefined;
    const last = BigInt.asUintN(64, next - 1n);
    const wraps = begin / size !== last / size;
    const offset = (wraps ? 0 : Number(begin % size)) + 8;
    const end = Number(last % size) + 1;
    return end >= offset ? { offset, size: end - offset } : undefined;
  }

  private async text(offset: number, length: number): Promise<Buffer | undefined> {
    const start = offset - (offset % TEXT_BLOCK);
    const end = offset + length;
    if (this.textBlock?.start !== start) {
      const size = Math.min(TEXT_BLOCK, this.ring.textSize - start);
      const block = await this.memory.readVirtual(this.ring.texts + BigInt(start), size);
      this.textBlock = { start, ...(block.ok && { bytes: block.bytes }) };
    }
    const { bytes } = this.textBlock;
    if (bytes && end <= start + bytes.length) return bytes.subarray(offset - start, end - start);
    // It goes on in the next block, or not all of its block is there.
    const read = await this.memory.readVirtual(this.ring.texts + BigInt(offset), length);
    if (!read.ok) this.failure ??= read;
    return read.ok ? read.bytes : undefined;
  }
}

function parseInfo(info: Buffer, layout: InfoLayout): Omit<LogRecord, 'text'> {
  const { textLength, callerId } = layout;
  const nanoseconds = info.readBigUInt64LE(layout.time);
  const dictionary = {
    ...named('SUBSYSTEM', info, layout.subsystem),
    ...named('DEVICE', info, layout.device),
  };
  return {
    sequence: Number(info.readBigUInt64LE(layout.sequence)),
    time: Number(nanoseconds / 1000n),
    // `facility`, and the bits of `flags` and `level`, stand right before `caller_id`.
    ...(callerId === textLength + 4 && {
      level: (info[textLength + 3] ?? 0) >> 5,
      facility: info[textLength + 2] ?? 0,
    }),
    ...(callerId !== undefined && { caller: callerName(info.readUInt32LE(callerId)) }),
    ...(Object.keys(dictionary).length > 0 && { dictionary }),
  };
}

function named(key: string, info: Buffer, place: Place | undefined): Record<string, string> {
  if (!place) return {};
  const text = fixedText(info.subarray(place.offset, place.offset + place.size));
  return text === '' ? {} : { [key]: text };
}
