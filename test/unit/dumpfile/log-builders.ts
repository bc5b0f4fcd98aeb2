import type { KernelImage } from './kernel-image';

export interface Message {
  readonly text: string | Buffer;
  readonly nanoseconds?: bigint;
  readonly level?: number;
  readonly facility?: number;
  /** `caller_id`. */
  readonly caller?: number;
  readonly subsystem?: string;
  readonly device?: string;
  /** State of its descriptor: 0 reserved, 1 committed, 2 finalized (usual), 3 reusable. */
  readonly state?: number;
  /** No data block: its text was lost (0x1), or it is an empty line (0x3). */
  readonly dataless?: bigint;
}

export interface RingOptions {
  readonly countBits?: number;
  readonly sizeBits?: number;
  /** Where in the text ring the first message begins. */
  readonly firstPosition?: number;
  /** Blocks that end exactly where the ring ends stay there (kernels of 6.18 and later). */
  readonly fillsRing?: boolean;
}

const MASK = (1n << 62n) - 1n;
const DESC = 24;
const INFO = 88;

const LOCKLESS_LAYOUT = {
  'SIZE(printk_ringbuffer)': 80,
  'OFFSET(printk_ringbuffer.desc_ring)': 0,
  'OFFSET(printk_ringbuffer.text_data_ring)': 40,
  'OFFSET(prb_desc_ring.count_bits)': 0,
  'OFFSET(prb_desc_ring.descs)': 8,
  'OFFSET(prb_desc_ring.infos)': 16,
  'OFFSET(prb_desc_ring.head_id)': 24,
  'OFFSET(prb_desc_ring.tail_id)': 32,
  'SIZE(prb_desc)': DESC,
  'OFFSET(prb_desc.state_var)': 0,
  'OFFSET(prb_desc.text_blk_lpos)': 8,
  'OFFSET(prb_data_blk_lpos.begin)': 0,
  'OFFSET(prb_data_blk_lpos.next)': 8,
  'SIZE(printk_info)': INFO,
  'OFFSET(printk_info.seq)': 0,
  'OFFSET(printk_info.ts_nsec)': 8,
  'OFFSET(printk_info.text_len)': 16,
  'OFFSET(printk_info.caller_id)': 20,
  'OFFSET(printk_info.dev_info)': 24,
  'OFFSET(dev_printk_info.subsystem)': 0,
  'LENGTH(printk_info_subsystem)': 16,
  'OFFSET(dev_printk_info.device)': 16,
  'LENGTH(printk_info_device)': 48,
  'OFFSET(prb_data_ring.size_bits)': 0,
  'OFFSET(prb_data_ring.data)': 8,
  'OFFSET(atomic_long_t.counter)': 0,
};

/** Where a test may do harm. */
export interface LocklessParts {
  readonly head: Buffer;
  readonly descs: Buffer;
  readonly infos: Buffer;
  readonly texts: Buffer;
}

/** Puts a log as kernels of 5.10 and later keep it into an image; as many messages as fit. */
export function locklessLog(
  image: KernelImage,
  messages: readonly Message[],
  { countBits = 4, sizeBits = 10, firstPosition = 0, fillsRing = false }: RingOptions = {},
): LocklessParts {
  const count = 2 ** countBits;
  const size = 2 ** sizeBits;
  const head = image.place(80);
  const descs = image.place(count * DESC);
  const infos = image.place(count * INFO);
  const texts = image.place(size);
  const pointer = image.place(8, 'prb');
  pointer.bytes.writeBigUInt64LE(head.address);
  image.addAll(LOCKLESS_LAYOUT);

  // The kernel begins with ids and positions that overflow soon.
  let position = BigInt.asUintN(64, BigInt(firstPosition - size));
  const first = BigInt.asUintN(62, -BigInt(count));
  for (const [number, message] of messages.entries()) {
    const text = Buffer.from(message.text);
    const id = (first + BigInt(number)) & MASK;
    const index = Number(id % BigInt(count));
    const needed = BigInt(8 + Math.ceil(text.length / 8) * 8);
    const end = BigInt.asUintN(64, position + needed);
    const last = BigInt.asUintN(64, fillsRing ? end - 1n : end);
    const wraps = position / BigInt(size) !== last / BigInt(size);
    const thisWrap = end - (end % BigInt(size));
    const next = wraps ? BigInt.asUintN(64, thisWrap + needed) : end;
    const start = wraps ? 0 : Number(position % BigInt(size));
    if (message.dataless === undefined) {
      texts.bytes.writeBigUInt64LE(id, start);
      text.copy(texts.bytes, start + 8);
    }

    const desc = descs.bytes.subarray(index * DESC);
    desc.writeBigUInt64LE((BigInt(message.state ?? 2) << 62n) | id, 0);
    desc.writeBigUInt64LE(message.dataless ?? position, 8);
    desc.writeBigUInt64LE(message.dataless ?? next, 16);
    const info = infos.bytes.subarray(index * INFO);
    info.writeBigUInt64LE(BigInt(number), 0);
    info.writeBigUInt64LE(message.nanoseconds ?? BigInt(number) * 1_500_000n, 8);
    info.writeUInt16LE(text.length, 16);
    info[18] = message.facility ?? 0;
    info[19] = (message.level ?? 6) << 5;
    info.writeUInt32LE(message.caller ?? 1, 20);
    info.write(message.subsystem ?? '', 24, 'latin1');
    info.write(message.device ?? '', 40, 'latin1');
    if (message.dataless === undefined) position = next;
  }
  const shown = Math.min(messages.length, count);
  head.bytes.writeUInt32LE(countBits, 0);
  head.bytes.writeBigUInt64LE(descs.address, 8);
  head.bytes.writeBigUInt64LE(infos.address, 16);
  head.bytes.writeBigUInt64LE((first + BigInt(messages.length - 1)) & MASK, 24);
  head.bytes.writeBigUInt64LE((first + BigInt(messages.length - shown)) & MASK, 32);
  head.bytes.writeUInt32LE(sizeBits, 40);
  head.bytes.writeBigUInt64LE(texts.address, 48);
  return { head: head.bytes, descs: descs.bytes, infos: infos.bytes, texts: texts.bytes };
}

export interface RecordOptions {
  /** `struct log` before 3.11, `struct printk_log` since. */
  readonly name?: 'log' | 'printk_log';
  /** `caller_id` is there (5.1 and later). */
  readonly callers?: boolean;
  /** Level and facility as one number of 16 bits (3.5). */
  readonly isKernel35?: boolean;
  readonly size?: number;
  /** Where the oldest record begins. */
  readonly first?: number;
}

/** Puts a log as kernels of 3.5 to 5.9 keep it into an image. */
export function recordLog(
  image: KernelImage,
  messages: readonly Message[],
  {
    name = 'printk_log',
    callers = false,
    isKernel35 = false,
    size = 1024,
    first = 0,
  }: RecordOptions = {},
): Buffer {
  const head = callers ? 20 : 16;
  const buffer = image.place(size);
  let at = first;
  for (const message of messages) {
    const text = Buffer.from(message.text);
    const entries = [
      ...(message.subsystem === undefined ? [] : [`SUBSYSTEM=${message.subsystem}`]),
      ...(message.device === undefined ? [] : [`DEVICE=${message.device}`]),
    ];
    const dictionary = Buffer.from(entries.join('\0'), 'latin1');
    const length = Math.ceil((head + text.length + dictionary.length) / 4) * 4;
    // The kernel keeps room for one more header, which says that the buffer begins anew.
    if (at + length + head > size) {
      buffer.bytes.fill(0, at, Math.min(at + head, size));
      at = 0;
    }
    const record = buffer.bytes.subarray(at, at + length);
    record.writeBigUInt64LE(message.nanoseconds ?? 1_500_000n, 0);
    record.writeUInt16LE(length, 8);
    record.writeUInt16LE(text.length, 10);
    record.writeUInt16LE(dictionary.length, 12);
    const { level = 6, facility = 0 } = message;
    record.writeUInt16LE(isKernel35 ? facility * 8 + level : facility + (level << 13), 14);
    if (callers) record.writeUInt32LE(message.caller ?? 1, 16);
    text.copy(record, head);
    dictionary.copy(record, head + text.length);
    at += length;
  }
  image.addAll({
    [`SIZE(${name})`]: head,
    [`OFFSET(${name}.ts_nsec)`]: 0,
    [`OFFSET(${name}.len)`]: 8,
    [`OFFSET(${name}.text_len)`]: 10,
    [`OFFSET(${name}.dict_len)`]: 12,
    ...(callers && { [`OFFSET(${name}.caller_id)`]: 16 }),
  });
  bufferSymbols(image, buffer.address, size);
  image.place(4, 'log_first_idx').bytes.writeUInt32LE(first);
  image.place(4, 'log_next_idx').bytes.writeUInt32LE(at);
  return buffer.bytes;
}

/** Puts a log as kernels before 3.5 keep it into an image: `text` is all that was ever printed. */
export function plainLog(image: KernelImage, text: string, size = 256): void {
  const buffer = image.place(size);
  const bytes = Buffer.from(text, 'utf8');
  for (const [at, byte] of bytes.entries()) buffer.bytes[at % size] = byte;
  bufferSymbols(image, buffer.address, size);
  image.place(4, 'log_end').bytes.writeUInt32LE(bytes.length);
}

function bufferSymbols(image: KernelImage, address: bigint, size: number): void {
  image.place(8, 'log_buf').bytes.writeBigUInt64LE(address);
  image.place(4, 'log_buf_len').bytes.writeUInt32LE(size);
}
