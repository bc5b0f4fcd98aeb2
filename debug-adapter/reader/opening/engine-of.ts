import { parseStartWarnings } from '../../commands/start-warnings';
import { parseVersion } from '../../commands/version';
import type { CrashProcess } from '../../crash/crash-process';
import { startNotes } from '../../failures/notes';
import type { Engine } from '../opened-dump';
import type { CrashCall } from './start-crash';

export function engineOf({ crashPath, args }: CrashCall, crash: CrashProcess): Engine {
  const version = parseVersion(crash.startOutput);
  const { lines: warnings } = parseStartWarnings(crash.startOutput);
  // What the rung leaves out is told with the rung.
  const notes = startNotes(crash.startOutput)
    .filter(({ id }) => id !== 'modules-unknown' || !args.includes('--no_modules'))
    .map(({ text }) => text);
  return { path: crashPath, version, crash, warnings, notes };
}
