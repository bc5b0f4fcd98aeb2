import { CrashDebugSession } from './dap/session';

/** DAP on stdio: one process, one session. */
function main(): void {
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
      session.abandonNow();
      process.exit(0);
    });
  }
}

main();
