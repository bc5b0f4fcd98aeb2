import { open } from 'node:fs/promises';
import { embeddedConfig } from '../kernel-config/embedded-config';
import { readElfFile, readRange, SHF_COMPRESSED, SHT_NOBITS } from './elf-file';

const MOST_BYTES = 256 << 20;

/**
 * The configuration that a vmlinux with CONFIG_IKCONFIG=y carries in its read-only data. A file of
 * debug info only has none. Rejects with the system's error when reading fails.
 */
export async function readVmlinuxConfig(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const elf = await readElfFile(file);
    const section = elf?.sections.find(({ name }) => name === '.rodata');
    const isThere = section && section.type !== SHT_NOBITS && !(section.flags & SHF_COMPRESSED);
    if (!isThere) return undefined;
    const bytes = await readRange(file, section.offset, section.size, MOST_BYTES);
    return bytes && embeddedConfig(bytes);
  } finally {
    await file.close();
  }
}
