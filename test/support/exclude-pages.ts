import { readFile, writeFile } from 'node:fs/promises';

/** `struct page_desc` of makedumpfile (`diskdump_mod.h`): offset, size, flags, page_flags. */
const DESCRIPTOR_BYTES = 24;

/**
 * Writes a copy of a kdump-compressed dump as makedumpfile would have saved it had it taken some pages
 * for free ones: their bits in the second bitmap are clear, and they have no descriptors. Nothing else
 * is changed; their bytes stay in the file, where nothing leads to them.
 * Of the format: makedumpfile `IMPLEMENTATION`, section “The kdump-compressed format”.
 * @param pages physical addresses
 */
export async function writeWithoutPages(
  from: string,
  to: string,
  pages: readonly number[],
): Promise<void> {
  const bytes = await readFile(from);
  if (bytes.toString('latin1', 0, 8) !== 'KDUMP   ') throw new Error(`${from}: another format`);
  // struct disk_dump_header of a 64-bit machine: block_size, sub_hdr_size, bitmap_blocks.
  const [blockSize, subHeaderBlocks, bitmapBlocks] = [428, 432, 436].map((offset) =>
    bytes.readUInt32LE(offset),
  ) as [number, number, number];
  const bitmap = (1 + subHeaderBlocks + bitmapBlocks / 2) * blockSize;
  const descriptors = (1 + subHeaderBlocks + bitmapBlocks) * blockSize;
  const bitmapBytes = bytes.subarray(bitmap, descriptors);
  let count = ones(bitmapBytes);
  for (const address of pages) {
    const pfn = Math.floor(address / blockSize);
    const [byte, mask] = [pfn >> 3, 1 << (pfn & 7)];
    const own = bitmapBytes.readUInt8(byte);
    if ((own & mask) === 0) throw new Error(`the page at 0x${address.toString(16)} is not there`);
    const before = ones(bitmapBytes.subarray(0, byte)) + ones(Buffer.of(own & (mask - 1)));
    const at = descriptors + before * DESCRIPTOR_BYTES;
    bytes.copyWithin(at, at + DESCRIPTOR_BYTES, descriptors + count * DESCRIPTOR_BYTES);
    bitmapBytes.writeUInt8(own & ~mask, byte);
    count -= 1;
  }
  await writeFile(to, bytes);
}

/** How many bits are set. */
function ones(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) {
    for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}
