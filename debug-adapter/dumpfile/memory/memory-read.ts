/**
 * Why bytes of the dumped memory cannot be had:
 *
 * - hole: the machine had no memory at this physical address
 * - excluded: makedumpfile left the page out (`-d`)
 * - lost: makedumpfile ran out of space before this page
 * - truncated: the file ends before this page
 * - damaged: the page's place or its packed bytes make no sense
 * - unsupported-compression: packed in a way that is not known here
 * - other-part: in another file of a dump saved with `--split`
 * - out-of-reach: so far up that finding it would take too long (see `MOST_BITMAP_BYTES`)
 * - unmapped: no page table maps this virtual address
 * - untranslatable: vmcoreinfo does not tell where the page tables are, or those of the machine are
 *   not known here
 */
export type UnreadableReason =
  | 'hole'
  | 'excluded'
  | 'lost'
  | 'truncated'
  | 'damaged'
  | 'unsupported-compression'
  | 'other-part'
  | 'out-of-reach'
  | 'unmapped'
  | 'untranslatable';

export interface Unreadable {
  readonly ok: false;
  readonly reason: UnreadableReason;
  /** The first address that could not be read: physical, or virtual for the two reasons that are about mapping. */
  readonly address: bigint;
}

/**
 * All the bytes asked for, which may be shared and must not be changed, or why the first of those that
 * are missing is missing.
 */
export type MemoryRead = { readonly ok: true; readonly bytes: Buffer } | Unreadable;

/** The memory of the machine by physical address. */
export interface PhysicalMemory {
  /** Bytes; memory is present or absent by whole pages of this size. */
  readonly pageSize: number;
  /**
   * Reads across pages. `address` is a whole number from 0 up to 2⁵³; `length` is the caller's bound
   * of memory. Rejects with the system's error when the file cannot be read.
   */
  read(address: number, length: number): Promise<MemoryRead>;
  /** Whether the page at an address is in the file, without unpacking it; undefined when it is. */
  missing(address: number): Promise<UnreadableReason | undefined>;
}

export function unreadable(reason: UnreadableReason, address: number | bigint): Unreadable {
  return { ok: false, reason, address: BigInt(address) };
}

/** Each as one clause. */
export const UNREADABLE_WORDS: Readonly<Record<UnreadableReason, string>> = {
  hole: 'the machine had no memory there',
  excluded: 'makedumpfile left the page out',
  lost: 'makedumpfile ran out of space before this page',
  truncated: 'the file ends before this page',
  damaged: 'the page is damaged',
  'unsupported-compression': 'the page is packed in a way that is not known here',
  'other-part': 'the page is in another part of the split dump',
  'out-of-reach': 'the address is too far up',
  unmapped: 'no page table maps this address',
  untranslatable: 'how the kernel mapped its memory is not known',
};

/** One clause: `makedumpfile left the page out (address 0x1234)`. */
export function unreadableWords({ reason, address }: Unreadable): string {
  return `${UNREADABLE_WORDS[reason]} (address 0x${address.toString(16)})`;
}
