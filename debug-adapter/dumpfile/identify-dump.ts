import type { DumpIdentity } from './dump-identity';
import { openDumpFile } from './open-dump-file';

/**
 * Says what a dump file is, of which kernel and why that died. Never rejects: a file that cannot be
 * read or makes no sense is described in `container` and `problems`.
 */
export async function identifyDump(path: string): Promise<DumpIdentity> {
  const file = await openDumpFile(path);
  await file.close();
  return file.identity;
}
