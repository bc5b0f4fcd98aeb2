import { binaryFields } from './binary-fields';
import type { ByteSource } from './byte-source';
import type { FileRange } from './elf-core';

/** One note of a PT_NOTE segment; its content stays in the file. */
export interface ElfNote {
  readonly owner: string;
  readonly type: number;
  readonly content: FileRange;
}

const NOTE_HEADER_BYTES = 12;
const LONGEST_OWNER = 32;
/** Registers of 8,192 CPUs, two notes each, and some more. */
const MOST_NOTES = 20_000;
const WINDOW_BYTES = 4096;

/**
 * Walks the notes of a segment (`elf(5)`, names and contents padded to 4 bytes), reading their
 * headers through a small window. Ends at the first one that makes no sense.
 */
export async function* readNotes(
  source: ByteSource,
  segment: FileRange,
  littleEndian: boolean,
): AsyncGenerator<ElfNote> {
  let window: { readonly start: bigint; readonly bytes: Buffer } = {
    start: 0n,
    bytes: Buffer.alloc(0),
  };
  const end = segment.offset + segment.size;
  let at = segment.offset;
  for (let count = 0; count < MOST_NOTES && at + BigInt(NOTE_HEADER_BYTES) <= end; count++) {
    const needed = BigInt(NOTE_HEADER_BYTES + LONGEST_OWNER);
    if (at < window.start || at + needed > window.start + BigInt(window.bytes.length)) {
      if (at > BigInt(Number.MAX_SAFE_INTEGER)) return;
      window = { start: at, bytes: await source.read(Number(at), WINDOW_BYTES) };
    }
    const here = window.bytes.subarray(Number(at - window.start));
    if (here.length < NOTE_HEADER_BYTES) return;
    const fields = binaryFields(here, littleEndian);
    const ownerSize = fields.u32(0);
    const contentSize = fields.u32(4);
    if (ownerSize === 0 && contentSize === 0) return;
    const owner = here
      .subarray(NOTE_HEADER_BYTES, NOTE_HEADER_BYTES + Math.min(ownerSize, LONGEST_OWNER))
      .toString('latin1')
      .replace(/\0[^]*$/, '');
    const content = {
      offset: at + BigInt(NOTE_HEADER_BYTES + padded(ownerSize)),
      size: BigInt(contentSize),
    };
    if (content.offset + content.size > end) return;
    yield { owner, type: fields.u32(8), content };
    at = content.offset + BigInt(padded(contentSize));
  }
}

function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}
