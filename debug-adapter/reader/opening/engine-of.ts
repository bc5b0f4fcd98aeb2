import { parseStartWarnings } from '../../commands/start-warnings';
import { parseVersion } from '../../commands/version';
import type { CrashProcess } from '../../crash/crash-process';
import { startNotes } from '../../failures/notes';
import type { Engine } from '../opened-dump';
import type { CrashCall } from './start-crash';

export function engineOf({ crashPath }: CrashCall, crash: CrashProcess): Engine {
  const version = parseVersion(crash.startOutput);
  const { lines: warnings } = parseStartWarnings(crash.startOutput);
  const notes = startNotes(crash.startOutput).map(({ text }) => text);
  return { path: crashPath, version, crash, warnings, notes };
}
