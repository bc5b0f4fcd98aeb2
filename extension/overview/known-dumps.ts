import { stat } from 'node:fs/promises';
import type { DumpIdentity } from '../../debug-adapter/dumpfile/dump-identity';
import type { LogReading } from '../../debug-adapter/dumpfile/log/log-record';
import { openDumpFile } from '../../debug-adapter/dumpfile/open-dump-file';

/** What was read of a dump file. */
export interface KnownDump {
  readonly identity: DumpIdentity;
  readonly log: LogReading;
}

/** Why the log of a dump cannot be shown; undefined when it can. */
export function whyNoLog({ identity, log }: KnownDump): string | undefined {
  if (log.ok) return undefined;
  const [problem] = identity.problems;
  const why = problem ? `${problem.what} ${problem.why} ${problem.remedy}` : log.why;
  return `The kernel log of ${identity.path} cannot be shown. ${why}`;
}

const MOST = 8;

/**
 * Dumps that were read lately: the page, the log and the links of one dump ask for the same. A file
 * that has changed since is read again.
 */
export class KnownDumps {
  private readonly dumps = new Map<string, { stamp: string; dump: Promise<KnownDump> }>();

  async read(path: string): Promise<KnownDump> {
    const stamp = await stampOf(path);
    const known = this.dumps.get(path);
    this.dumps.delete(path); // it becomes the youngest
    const dump = known?.stamp === stamp ? known.dump : readDump(path);
    this.dumps.set(path, { stamp, dump });
    for (const oldest of this.dumps.keys()) {
      if (this.dumps.size <= MOST) break;
      this.dumps.delete(oldest);
    }
    return dump;
  }

  /** Whatever the file's times say, it is read again when it is asked for next. */
  forget(path: string): void {
    this.dumps.delete(path);
  }
}

async function readDump(path: string): Promise<KnownDump> {
  const file = await openDumpFile(path);
  await file.close();
  return { identity: file.identity, log: file.log };
}

async function stampOf(path: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  return stats ? `${stats.size} ${stats.mtimeMs} ${stats.ino}` : 'missing';
}
