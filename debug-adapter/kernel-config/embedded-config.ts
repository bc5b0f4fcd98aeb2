import { gunzipSync } from 'node:zlib';

/** What stands around the packed configuration in the kernel's image (kernel/configs.c). */
export const START_MARK = Buffer.from('IKCFG_ST', 'latin1');
const END_MARK = Buffer.from('IKCFG_ED', 'latin1');

/** Ten times what a distribution's configuration takes, packed and as text. */
export const MOST_PACKED_BYTES = 1 << 20;
const MOST_TEXT_BYTES = 4 << 20;

/**
 * The configuration that a kernel with CONFIG_IKCONFIG=y carries in its read-only data.
 * @param bytes of the image, from before the mark on, or a part of it
 * @returns its text; undefined where no mark is, or nothing that can be unpacked behind it
 */
export function embeddedConfig(bytes: Buffer): string | undefined {
  // The code that prints it may have the mark as a string as well: only gzip behind it counts.
  for (
    let at = bytes.indexOf(START_MARK);
    at >= 0;
    at = bytes.indexOf(START_MARK, at + START_MARK.length)
  ) {
    const start = at + START_MARK.length;
    const end = bytes.indexOf(END_MARK, start);
    if (end < 0 || end - start > MOST_PACKED_BYTES) continue;
    const text = unpacked(bytes.subarray(start, end));
    if (text !== undefined) return text;
  }
  return undefined;
}

function unpacked(packed: Buffer): string | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: MOST_TEXT_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
}
