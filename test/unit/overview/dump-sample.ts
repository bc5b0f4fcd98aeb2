import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';
import type { LogReading } from '../../../debug-adapter/dumpfile/log/log-record';
import { openDumpFile } from '../../../debug-adapter/dumpfile/open-dump-file';
import { ensureSampleVmcore } from '../../support/provision/sample.mjs';

export type Sample = 'x86_64-tiny' | 'arm64-tiny';

/** What the reader knows of a sample dump of the repository. */
export async function readSample(
  sample: Sample,
): Promise<{ readonly identity: DumpIdentity; readonly log: LogReading }> {
  const dump = await openDumpFile(await ensureSampleVmcore(sample));
  await dump.close();
  return { identity: dump.identity, log: dump.log };
}

/** The log of a sample as makedumpfile wrote it, line by line. */
export function sampleLog(sample: Sample): string[] {
  const file = join(import.meta.dirname, '../../dumps', sample, 'dmesg.txt');
  return readFileSync(file, 'utf8').replace(/\n$/, '').split('\n');
}

/** A kdump that tells nothing; a test adds what it is about. */
export function identityOf(fields: Partial<DumpIdentity>): DumpIdentity {
  return {
    path: '/var/crash/host/vmcore',
    fileSize: 4096,
    container: {
      kind: 'kdump',
      headerVersion: 6,
      blockSize: 4096,
      compression: 'zstd',
      split: false,
    },
    flattened: false,
    registers: [],
    incomplete: false,
    unknown: {},
    problems: [],
    ...fields,
  };
}
