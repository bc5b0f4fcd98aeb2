import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CrashDebugSession } from './dap/session';

/** What a process that is told to end may take to end crash in order, also one that is starting. */
const GRACE_MS = 4_000;

/** DAP on stdio: one process, one session. */
function main(): void {
  dropRelativePathEntries();
  const session = new CrashDebugSession(() => {
    // Give the last message time to leave, then end: nothing else may keep the process.
    process.stdout.write('', () => setTimeout(() => process.exit(0), 50));
  });
  session.setRunAsServer(true);
  session.start(process.stdin, process.stdout);
  // The client is gone without a word.
  process.stdin.on('close', () => void session.abandon().finally(() => process.exit(0)));
  process.stdout.on('error', () => void session.abandon().finally(() => process.exit(0)));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      void Promise.race([session.abandon(), delay(GRACE_MS)]).finally(() => {
        session.abandonNow();
        process.exit(0);
      });
    });
  }
}

/** They would run programs of the working directory, which may be a workspace, in place of the system's. */
function dropRelativePathEntries(): void {
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  if (folders.length > 0) {
    process.env['PATH'] = folders.join(path.delimiter);
  } else {
    // An empty one would mean the working directory again; without any, the system has its own.
    delete process.env['PATH'];
  }
}

main();
