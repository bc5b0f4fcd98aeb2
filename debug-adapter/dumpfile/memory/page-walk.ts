import { PageCache } from '../pages/page-cache';
import type { PhysicalMemory, Unreadable, UnreadableReason } from './memory-read';
import { unreadable } from './memory-read';

/** What a virtual address stands for. */
export type Translation =
  | {
      readonly ok: true;
      readonly physical: number;
      /** Bytes from there on that are mapped by the same entry. */
      readonly room: number;
    }
  | Unreadable;

/** Virtual addresses of the kernel → physical ones. */
export interface AddressSpace {
  /** Rejects with the system's error when the file cannot be read. */
  translate(address: bigint): Promise<Translation>;
}

/** One level of page tables: which bits of an address are the index into its tables. */
export interface TableLevel {
  readonly shift: number;
  readonly bits: number;
}

/** What an entry of a page table says. */
export type TableEntry =
  { readonly kind: 'none' } | { readonly kind: 'table' | 'page'; readonly physical: bigint };

export interface PageTables {
  /** Physical address of the top table. */
  readonly root: bigint;
  /** From the top down. */
  readonly levels: readonly TableLevel[];
  /** `isLast`: the lowest level, whose entries map pages. */
  readonly parse: (entry: bigint, isLast: boolean) => TableEntry;
}

const ENTRY_BYTES = 8;
const BLOCK_BYTES = 4096;
const CACHE_BYTES = 1 << 20;

/** Follows the page tables in the dumped memory. Tables are little-endian, entries 64 bits. */
export class PageWalk implements AddressSpace {
  private readonly cache = new PageCache(CACHE_BYTES);

  constructor(
    private readonly memory: PhysicalMemory,
    private readonly tables: PageTables,
  ) {}

  async translate(address: bigint): Promise<Translation> {
    const { levels, parse } = this.tables;
    let table = this.tables.root;
    for (const [depth, { shift, bits }] of levels.entries()) {
      const index = (address >> BigInt(shift)) & ((1n << BigInt(bits)) - 1n);
      const entry = await this.entry(Number(table) + Number(index) * ENTRY_BYTES);
      if (typeof entry === 'string') return unreadable(entry, address);
      const found = parse(entry, depth === levels.length - 1);
      if (found.kind === 'none') return unreadable('unmapped', address);
      if (found.kind === 'page') {
        const size = 2 ** shift;
        const within = Number(BigInt.asUintN(shift, address));
        const start = Number(
          BigInt.asUintN(64, (found.physical >> BigInt(shift)) << BigInt(shift)),
        );
        return { ok: true, physical: start + within, room: size - within };
      }
      table = found.physical;
    }
    return unreadable('unmapped', address);
  }

  private async entry(physical: number): Promise<bigint | UnreadableReason> {
    const start = physical - (physical % BLOCK_BYTES);
    let block = this.cache.get(start);
    if (block === undefined) {
      const read = await this.memory.read(start, BLOCK_BYTES);
      if (!read.ok) return read.reason;
      block = read.bytes;
      this.cache.set(start, block);
    }
    return block.readBigUInt64LE(physical - start);
  }
}
