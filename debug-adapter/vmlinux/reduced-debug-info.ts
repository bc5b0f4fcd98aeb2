import { open } from 'node:fs/promises';
import { readElfFile } from './elf-file';
import { debugSection } from './section-content';

/**
 * What CONFIG_DEBUG_INFO_REDUCED adds to the flags of gcc (kernel `scripts/Makefile.debug`, `Makefile`
 * before 5.17). gcc records its flags in each DW_AT_producer, whose text stands in `.debug_str`.
 */
const FLAG = Buffer.from('-femit-struct-debug-baseonly');
/** Debian's 6.1 has 12 MB of it. */
const MOST_BYTES = 256 << 20;

/**
 * Whether the kernel was built with CONFIG_DEBUG_INFO_REDUCED: its debug info then lacks the members
 * of most structures, and crash cannot use it. Undefined when that cannot be read. Never throws.
 */
export async function hasReducedDebugInfo(path: string): Promise<boolean | undefined> {
  try {
    const file = await open(path);
    try {
      const elf = await readElfFile(file);
      const texts = elf && (await debugSection(file, elf, 'debug_str'));
      return texts && (await contains(texts, FLAG));
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

async function contains(texts: AsyncIterable<Buffer>, wanted: Buffer): Promise<boolean> {
  let rest = Buffer.alloc(0);
  let seen = 0;
  for await (const part of texts) {
    const whole = Buffer.concat([rest, part]);
    if (whole.includes(wanted)) return true;
    seen += part.length;
    if (seen > MOST_BYTES) break;
    rest = whole.subarray(Math.max(0, whole.length - wanted.length));
  }
  return false;
}
