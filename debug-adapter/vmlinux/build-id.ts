import type { FileHandle } from 'node:fs/promises';
import type { ElfFile } from './elf-file';
import { readRange, SHT_NOTE } from './elf-file';

const NT_GNU_BUILD_ID = 3;
const MOST_NOTE_BYTES = 1 << 16;

/**
 * The build ID that the linker left in a note (`.notes` of a vmlinux, `.note.gnu.build-id` of a
 * module), lower-case hexadecimal digits; undefined when there is none.
 */
export async function readBuildId(file: FileHandle, elf: ElfFile): Promise<string | undefined> {
  const noteSections = elf.sections.filter((section) => section.type === SHT_NOTE);
  for (const place of [...noteSections, ...elf.noteSegments]) {
    const notes = await readRange(file, place.offset, place.size, MOST_NOTE_BYTES);
    const buildId = notes && findBuildId(notes, elf.littleEndian);
    if (buildId) return buildId;
  }
  return undefined;
}

/** Looks through notes as they stand in a file: names and contents padded to 4 bytes. */
function findBuildId(notes: Buffer, littleEndian: boolean): string | undefined {
  const u32 = (at: number) => (littleEndian ? notes.readUInt32LE(at) : notes.readUInt32BE(at));
  let at = 0;
  while (at + 12 <= notes.length) {
    const nameSize = u32(at);
    const size = u32(at + 4);
    const type = u32(at + 8);
    const content = at + 12 + padded(nameSize);
    if (content + size > notes.length) return undefined;
    const name = notes.toString('latin1', at + 12, at + 12 + nameSize);
    if (type === NT_GNU_BUILD_ID && name === 'GNU\0' && size > 0) {
      return notes.toString('hex', content, content + size);
    }
    at = content + padded(size);
  }
  return undefined;
}

function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}
