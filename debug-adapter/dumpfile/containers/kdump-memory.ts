import { binaryFields } from '../binary-fields';
import type { ByteSource } from '../byte-source';
import type { KdumpHeader, KdumpSubHeader } from '../kdump-header';
import type { MemoryRead, UnreadableReason } from '../memory/memory-read';
import { unreadable } from '../memory/memory-read';
import type { ContainerMemory } from '../opened-container';
import { unpackPage, type PagePacking } from '../pages/decompress';
import { PageCache } from '../pages/page-cache';
import { PageBitmap } from './page-bitmap';

/** `struct page_desc` of makedumpfile (`diskdump_mod.h`): offset, size, flags, page_flags. */
const DESCRIPTOR_BYTES = 24;
const DESCRIPTORS_AT_ONCE = 170;
const CACHE_BYTES = 8 << 20;

const PACKINGS: Readonly<Record<number, PagePacking>> = {
  0x0: 'plain',
  0x1: 'zlib',
  0x2: 'lzo',
  0x4: 'snappy',
  0x20: 'zstd',
};

/** Where a page's bytes stand in the file. */
interface PagePlace {
  readonly offset: number;
  readonly size: number;
  readonly packing: PagePacking;
}

/**
 * The memory in a kdump-compressed file (makedumpfile `IMPLEMENTATION`, section “The
 * kdump-compressed format”): the first bitmap has a bit for each page that was memory, the second for
 * each that was dumped; a page's descriptor is found by counting the bits before its own.
 */
export class KdumpMemory implements ContainerMemory {
  readonly pageSize: number;
  private readonly present: PageBitmap | undefined;
  private readonly dumped: PageBitmap;
  private readonly descriptors: number;
  private readonly maxPfn: number;
  private readonly cache = new PageCache(CACHE_BYTES);
  private window: { readonly first: number; readonly bytes: Buffer } | undefined;

  constructor(
    private readonly source: ByteSource,
    private readonly header: KdumpHeader,
    private readonly subHeader: KdumpSubHeader,
  ) {
    const { blockSize, subHeaderBlocks, bitmapBlocks } = header;
    this.pageSize = blockSize;
    const start = (1 + subHeaderBlocks) * blockSize;
    const both = bitmapBlocks * blockSize;
    this.descriptors = start + both;
    this.maxPfn = Number(subHeader.maxPfn ?? BigInt(header.maxPfn));
    const firstPfn = Number(subHeader.split?.start ?? 0n);
    // A dump of all pages may have the one bitmap only (crash `diskdump.c`, `dump_is_partial`).
    const hasTwo = bitmapBlocks >= 2 * Math.ceil(this.maxPfn / 8 / blockSize);
    this.present = hasTwo ? new PageBitmap(source, start, both / 2) : undefined;
    this.dumped = hasTwo
      ? new PageBitmap(source, start + both / 2, both / 2, firstPfn)
      : new PageBitmap(source, start, both, firstPfn);
  }

  async read(address: number, length: number): Promise<MemoryRead> {
    const first = Math.floor(address / this.pageSize);
    const last = Math.floor((address + Math.max(length, 1) - 1) / this.pageSize);
    const parts: Buffer[] = [];
    for (let pfn = first; pfn <= last; pfn++) {
      const page = await this.page(pfn);
      if (typeof page === 'string') {
        return unreadable(page, Math.max(address, pfn * this.pageSize));
      }
      const from = Math.max(address - pfn * this.pageSize, 0);
      parts.push(page.subarray(from, address + length - pfn * this.pageSize));
    }
    return { ok: true, bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) };
  }

  async missing(address: number): Promise<UnreadableReason | undefined> {
    const place = await this.find(Math.floor(address / this.pageSize));
    if (typeof place === 'string') return place;
    return place.offset + place.size > this.source.size ? 'truncated' : undefined;
  }

  /** Bytes of memory that the machine had and kdump saw; undefined when it takes too long to count. */
  async presentBytes(): Promise<number | undefined> {
    const pages = await this.present?.total();
    return pages === undefined ? undefined : pages * this.pageSize;
  }

  private async page(pfn: number): Promise<Buffer | UnreadableReason> {
    const cached = this.cache.get(pfn);
    if (cached) return cached;
    const place = await this.find(pfn);
    if (typeof place === 'string') return place;
    const packed = await this.source.read(place.offset, place.size);
    if (packed.length < place.size) return 'truncated';
    const page = await unpackPage(packed, place.packing, this.pageSize);
    if (page === undefined) return 'damaged';
    this.cache.set(pfn, page);
    return page;
  }

  private async find(pfn: number): Promise<PagePlace | UnreadableReason> {
    if (pfn >= this.maxPfn) return 'hole';
    const { split } = this.subHeader;
    if (split && (BigInt(pfn) < split.start || BigInt(pfn) >= split.end)) return 'other-part';
    const bit = await this.dumped.get(pfn);
    if (bit === 'clear') return (await this.present?.get(pfn)) === 'set' ? 'excluded' : 'hole';
    if (bit !== 'set') return bit;
    const index = await this.dumped.rank(pfn);
    return index === 'out-of-reach' ? index : this.place(index);
  }

  private async place(index: number): Promise<PagePlace | UnreadableReason> {
    const first = index - (index % DESCRIPTORS_AT_ONCE);
    if (this.window?.first !== first) {
      const from = this.descriptors + first * DESCRIPTOR_BYTES;
      const bytes = await this.source.read(from, DESCRIPTORS_AT_ONCE * DESCRIPTOR_BYTES);
      this.window = { first, bytes };
    }
    const at = (index - first) * DESCRIPTOR_BYTES;
    const { bytes } = this.window;
    if (at + DESCRIPTOR_BYTES > bytes.length) return 'truncated';
    const fields = binaryFields(bytes, this.header.littleEndian);
    const offset = fields.u64(at);
    const size = fields.u32(at + 8);
    const packing = PACKINGS[fields.u32(at + 12)];
    // A descriptor that was never written (makedumpfile `IMPLEMENTATION`, “The incomplete DUMPFILE”).
    if (offset === 0n) return this.header.incomplete ? 'lost' : 'damaged';
    if (packing === undefined) return 'unsupported-compression';
    if (size === 0 || size > this.pageSize || offset > BigInt(Number.MAX_SAFE_INTEGER)) {
      return 'damaged';
    }
    return { offset: Number(offset), size, packing };
  }
}
