import { parseStartWarnings } from '../../commands/start-warnings';
import { parseVersion } from '../../commands/version';
import type { CrashProcess } from '../../crash/crash-process';
import type { Engine } from '../opened-dump';
import type { CrashCall } from './start-crash';

export function engineOf({ crashPath }: CrashCall, crash: CrashProcess): Engine {
  const version = parseVersion(crash.startOutput);
  const { lines: warnings } = parseStartWarnings(crash.startOutput);
  return { path: crashPath, version, crash, warnings };
}
