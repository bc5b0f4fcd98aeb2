import { binaryFields } from './binary-fields';

/** One note of a PT_NOTE segment. */
export interface ElfNote {
  readonly owner: string;
  readonly type: number;
  readonly content: Buffer;
}

const NOTE_HEADER_BYTES = 12;
const LONGEST_OWNER = 32;
/** Registers of 8,192 CPUs, two notes each, and some more. */
const MOST_NOTES = 20_000;

/**
 * The notes of a segment (`elf(5)`, names and contents padded to 4 bytes), up to the first one that
 * makes no sense or is cut off.
 */
export function parseNotes(segment: Buffer, littleEndian: boolean): ElfNote[] {
  const notes: ElfNote[] = [];
  const fields = binaryFields(segment, littleEndian);
  let at = 0;
  while (notes.length < MOST_NOTES && at + NOTE_HEADER_BYTES <= segment.length) {
    const ownerSize = fields.u32(at);
    const contentSize = fields.u32(at + 4);
    if (ownerSize === 0 && contentSize === 0) break;
    const ownerStart = at + NOTE_HEADER_BYTES;
    const start = ownerStart + padded(ownerSize);
    const end = start + contentSize;
    if (end > segment.length) break;
    const owner = segment
      .toString('latin1', ownerStart, ownerStart + Math.min(ownerSize, LONGEST_OWNER))
      .replace(/\0[^]*$/, '');
    notes.push({ owner, type: fields.u32(at + 8), content: segment.subarray(start, end) });
    at = start + padded(contentSize);
  }
  return notes;
}

function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}
