import type { OpenTerminal, Terminal, TerminalExit } from './terminal';
import { CrashStartError } from './errors';

/** crash reads lines of up to 1,500 bytes: wider than that, readline never wraps what it echoes. */
const COLUMNS = 4000;
const ROWS = 50;

/**
 * Starts a program under node-pty; the only file that knows it. It is loaded late, so that a package
 * for another platform (a VSIX of the wrong target) gives a sentence instead of a stack trace.
 */
export const openNodePtyTerminal: OpenTerminal = async (options) => {
  const pty = await import('node-pty').catch((error: unknown) => {
    throw new CrashStartError('terminal-unavailable', String(error));
  });
  const child = pty.spawn(options.file, [...options.args], {
    cwd: options.cwd,
    env: { ...options.env },
    cols: COLUMNS,
    rows: ROWS,
    encoding: 'utf8',
  });
  let ended = false;
  child.onExit(() => {
    ended = true;
  });
  const terminal: Terminal = {
    pid: child.pid,
    write: (text) => {
      if (!ended) {
        child.write(text);
      }
    },
    onData: (listener) => {
      child.onData(listener);
    },
    onExit: (listener: (exit: TerminalExit) => void) => {
      child.onExit(({ exitCode, signal }) => listener({ exitCode, signal: signal ?? 0 }));
    },
    kill: (signal) => {
      if (ended) {
        return;
      }
      // The program leads a session, and so a process group, of its own; commands that it has
      // started (a pipe of the user's) belong to it.
      for (const target of [-child.pid, child.pid]) {
        try {
          process.kill(target, signal);
        } catch {
          // Already gone.
        }
      }
    },
  };
  return terminal;
};
