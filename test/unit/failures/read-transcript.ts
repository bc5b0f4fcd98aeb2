import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  DumpEvidence,
  Evidence,
  KernelEvidence,
} from '../../../debug-adapter/failures/evidence';

const FOLDER = fileURLToPath(new URL('transcripts/', import.meta.url));

export function transcriptNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ''));
}

/** A dump that our own reader finds whole, of a kernel whose vmlinux was given. */
const WHOLE: DumpEvidence = {
  size: 15_000_000,
  missingBytes: 0,
  incomplete: false,
  mayLackPages: true,
  hasVmcoreinfo: true,
  logIsReadable: true,
};

/**
 * What a real crash printed, as evidence of a failed start. The transcripts begin with the command
 * line, and most end with the exit status.
 * @param dump what our own reader would find in the dump of that case
 * @param kernel and our checks of its vmlinux
 */
export function readTranscript(
  name: string,
  dump: Partial<DumpEvidence> = {},
  kernel: Partial<KernelEvidence> = {},
): Evidence {
  const output = readFileSync(path.join(FOLDER, `${name}.txt`), 'utf8');
  const [command = ''] = output.split('\n');
  const [crashPath = '', ...args] = command.replace(/^\$ /, '').split(' ');
  const files = args.filter((argument) => !argument.startsWith('-'));
  const isDump = (file: string): boolean => /vmcore|fail\/|dumps?\//.test(file);
  const vmcore = files.findLast(isDump) ?? files.at(-1) ?? '';
  const vmlinux = files.find((file) => file !== vmcore) ?? '';
  const status = /(?:exit status:?|rc) (\d+)/.exec(output)?.[1];
  const version = /^crash(?:-[\w.-]+)? (\d+\.\d+\.\d+)/m.exec(output)?.[1];
  return {
    end: 'exited',
    output,
    exitCode: Number(status ?? 1),
    exitSignal: 0,
    crashPath,
    ...(version === undefined ? {} : { crashVersion: version }),
    vmlinux,
    vmcore,
    names: { vmlinux, vmcore },
    args: args.filter((argument) => argument.startsWith('-')),
    dump: { ...WHOLE, ...dump },
    kernel: { build: 'same', isReduced: false, ...kernel },
  };
}
