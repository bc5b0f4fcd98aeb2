import type { ByteSource } from './byte-source';
import { readPadded } from './byte-source';
import { binaryFields } from './binary-fields';
import type { KdumpHeader } from './kdump-header';

/** `struct page_desc` of makedumpfile: offset, size, flags, page_flags. */
const DESCRIPTOR_BYTES = 24;
const TAIL_DESCRIPTORS = 512;

/**
 * The number of bytes that a kdump-compressed file must at least have, without counting its pages:
 * page descriptors stand in front of the page data and grow with it, so those just before the first
 * page's data point to the end of the file. A lower bound; exact when the last pages are not zero.
 */
export async function leastKdumpSize(source: ByteSource, header: KdumpHeader): Promise<number> {
  const descriptors = (1 + header.subHeaderBlocks + header.bitmapBlocks) * header.blockSize;
  const least = descriptors + DESCRIPTOR_BYTES;
  if (least > source.size) return least;

  const first = await readPadded(source, descriptors, DESCRIPTOR_BYTES);
  const dataStart = endOfPage(first.bytes, 0, descriptors, header)?.start;
  if (dataStart === undefined) return least;
  if (dataStart > source.size) return dataStart;

  // The page of zeros that many pages share may stand between the descriptors and the first page.
  const tailBytes = TAIL_DESCRIPTORS * DESCRIPTOR_BYTES + header.blockSize;
  const skipped = Math.floor(Math.max(0, dataStart - descriptors - tailBytes) / DESCRIPTOR_BYTES);
  const tailStart = descriptors + skipped * DESCRIPTOR_BYTES;
  const tail = await source.read(tailStart, Math.min(tailBytes, dataStart - tailStart));
  let end = dataStart;
  for (let at = 0; at + DESCRIPTOR_BYTES <= tail.length; at += DESCRIPTOR_BYTES) {
    const page = endOfPage(tail, at, descriptors, header);
    if (page === undefined) break;
    end = Math.max(end, page.end);
  }
  return end;
}

function endOfPage(
  bytes: Buffer,
  at: number,
  lowest: number,
  header: KdumpHeader,
): { readonly start: number; readonly end: number } | undefined {
  const fields = binaryFields(bytes, header.littleEndian);
  const start = fields.u64(at);
  const size = fields.u32(at + 8);
  const flags = fields.u32(at + 12);
  const plausible =
    start > BigInt(lowest) &&
    start < BigInt(Number.MAX_SAFE_INTEGER) &&
    size > 0 &&
    size <= header.blockSize &&
    flags <= 0xff;
  return plausible ? { start: Number(start), end: Number(start) + size } : undefined;
}
