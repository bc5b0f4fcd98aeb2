import type { FileHandle } from 'node:fs/promises';
import type { ElfFile } from './elf-file';
import { elfFields, readRange, SHF_COMPRESSED, SHT_NOBITS } from './elf-file';
import type { DebugInfo } from './inspection';

/** Looks for `.debug_info`; of a compressed section it reads the header (`Elf64_Chdr`). */
export async function readDebugInfo(file: FileHandle, elf: ElfFile): Promise<DebugInfo> {
  const holdsSomething = (section: ElfFile['sections'][number]) =>
    section.type !== SHT_NOBITS && section.size > 0n;
  const plain = elf.sections.find(({ name }) => name === '.debug_info');
  if (plain && holdsSomething(plain)) {
    const code = elf.sections.find(({ name }) => name === '.text');
    const separate = code?.type === SHT_NOBITS && { separate: true as const };
    if ((plain.flags & SHF_COMPRESSED) === 0n) return { present: true, ...separate };
    const header = await readRange(file, plain.offset, 4n, 4);
    const kind = header && elfFields(header, elf.bits, elf.littleEndian).u32(0);
    const compression = kind === 1 ? 'zlib' : kind === 2 ? 'zstd' : 'unknown';
    return { present: true, compression, ...separate };
  }
  const gnu = elf.sections.find(({ name }) => name === '.zdebug_info');
  if (gnu && holdsSomething(gnu)) return { present: true, compression: 'zlib-gnu' };
  return { present: false };
}
