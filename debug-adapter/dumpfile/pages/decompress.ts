import { inflateSync } from 'node:zlib';
import { ZSTDDecoder } from 'zstddec';
import { unpackLzo1x } from './lzo1x';
import { unpackSnappy } from './snappy';

/** How one page is packed (`DUMP_DH_COMPRESSED_…` in the flags of its `page_desc`). */
export type PagePacking = 'plain' | 'zlib' | 'lzo' | 'snappy' | 'zstd';

/** Zstandard's own decoder as WebAssembly: Node 20 has none. */
const zstd = new ZSTDDecoder();

/**
 * Unpacks one page; undefined when the bytes are damaged or do not give exactly `pageSize` bytes.
 * Needs no more memory than a few pages, whatever the bytes say.
 */
export async function unpackPage(
  packed: Buffer,
  packing: PagePacking,
  pageSize: number,
): Promise<Buffer | undefined> {
  if (packing === 'zstd') await zstd.init();
  try {
    const page = unpack(packed, packing, pageSize);
    if (page?.length !== pageSize) return undefined;
    return Buffer.from(page.buffer, page.byteOffset, page.length);
  } catch {
    // The libraries throw their own errors on damaged bytes: there is nothing more to tell.
    return undefined;
  }
}

function unpack(packed: Buffer, packing: PagePacking, pageSize: number): Uint8Array | undefined {
  switch (packing) {
    case 'plain':
      return packed;
    case 'zlib':
      return inflateSync(packed, { maxOutputLength: pageSize });
    case 'lzo':
      return unpackLzo1x(packed, pageSize);
    case 'snappy':
      return unpackSnappy(packed, pageSize);
    case 'zstd':
      return zstd.decode(packed, pageSize);
  }
}
