import { openDumpFile, type DumpFile } from '../../dumpfile/open-dump-file';
import { UNREADABLE_WORDS, type UnreadableReason } from '../../dumpfile/memory/memory-read';
import type { MemoryPlace } from './memory-reference';
import type { MemorySource, PageRead } from './memory-source';

/** What says more of this reader than of the dump. */
const UNKNOWN: ReadonlySet<UnreadableReason> = new Set([
  'untranslatable',
  'unsupported-compression',
]);

/** The dump file itself, read by ourselves: it needs no crash, and knows why a page is missing. */
export class DumpFileSource implements MemorySource {
  private file: Promise<DumpFile> | undefined;

  constructor(private readonly vmcore: string) {}

  async read(place: MemoryPlace, length: number): Promise<PageRead> {
    this.file ??= openDumpFile(this.vmcore);
    const { memory } = await this.file;
    if (!memory) return { ok: false, why: 'the dump cannot be read', unknown: true };
    const read =
      place.space === 'physical'
        ? await memory.readPhysical(place.address, length)
        : await memory.readVirtual(place.address, length);
    if (read.ok) return read;
    const why = UNREADABLE_WORDS[read.reason];
    return { ok: false, why, ...(UNKNOWN.has(read.reason) ? { unknown: true } : {}) };
  }

  async close(): Promise<void> {
    const file = await this.file;
    this.file = undefined;
    await file?.close();
  }
}
