import { readFile, rm } from 'node:fs/promises';
import { parseRdRefusal } from '../../commands/rd';
import type { CrashProcess } from '../../crash/crash-process';
import { Priority } from '../../crash/job-queue';
import type { PrivateDirectory } from '../../crash/private-directory';
import type { MemoryPlace } from './memory-reference';
import type { MemorySource, PageRead } from './memory-source';

/** crash, which also reads dumps whose form or page tables we do not know. */
export class CrashSource implements MemorySource {
  constructor(
    private readonly crash: CrashProcess,
    private readonly directory: PrivateDirectory,
  ) {}

  read(place: MemoryPlace, length: number, signal?: AbortSignal): Promise<PageRead> {
    const option = place.space === 'physical' ? '-p ' : '';
    const address = place.address.toString(16);
    return this.crash.exclusive(Priority.Normal, signal, async (run) => {
      const name = this.directory.freshName('r');
      const file = this.directory.file(name);
      const { text } = await run(`rd ${option}-r ${name} ${address} ${length}`);
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      await rm(file, { force: true });
      return bytes.length === length
        ? { ok: true, bytes }
        : { ok: false, why: parseRdRefusal(text) };
    });
  }
}
