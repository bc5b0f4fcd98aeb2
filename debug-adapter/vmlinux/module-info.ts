import type { FileHandle } from 'node:fs/promises';
import type { ElfFile } from './elf-file';
import { readRange, SHT_NOBITS } from './elf-file';

const MOST_BYTES = 1 << 18;

/**
 * The `key=value` texts of a module's `.modinfo` section (kernel `include/linux/moduleparam.h`), the
 * first of equal keys. Empty when the section is missing or was emptied (a separate debug file).
 */
export async function readModuleInfo(
  file: FileHandle,
  elf: ElfFile,
): Promise<ReadonlyMap<string, string>> {
  const entries = new Map<string, string>();
  const section = elf.sections.find(({ name }) => name === '.modinfo');
  if (!section || section.type === SHT_NOBITS) return entries;
  const bytes = await readRange(file, section.offset, section.size, MOST_BYTES);
  for (const text of (bytes?.toString('latin1') ?? '').split('\0')) {
    const equals = text.indexOf('=');
    const key = text.slice(0, equals);
    if (equals > 0 && !entries.has(key)) entries.set(key, text.slice(equals + 1));
  }
  return entries;
}
