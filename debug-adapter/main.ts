import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SessionServer } from './dap/server';
import { CrashDebugSession } from './dap/session';

/** What a process that is told to end may take to end crash in order, also one that is starting. */
const GRACE_MS = 4_000;

const USAGE = `usage: debug-adapter.js [--server PORT]
  Speaks the Debug Adapter Protocol on standard input and output, one session a process; with
  --server on a TCP port of 127.0.0.1, one session a connection. Port 0 takes a free one.
`;

/** Sessions that this process holds: one on stdio, any number behind a port. */
interface Sessions {
  /** Ends them in order. */
  abandon(): Promise<void>;
  /** The process is told to die. */
  abandonNow(): void;
}

async function main(): Promise<void> {
  dropRelativePathEntries();
  const port = serverPort();
  const sessions = port === undefined ? onStdio() : await onPort(port);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      void Promise.race([sessions.abandon(), delay(GRACE_MS)]).finally(() => {
        sessions.abandonNow();
        process.exit(0);
      });
    });
  }
}

/** The port that was asked for. Ends the process when the command line cannot be understood. */
function serverPort(): number | undefined {
  try {
    const options = { server: { type: 'string' }, help: { type: 'boolean' } } as const;
    // VS Code runs the adapter as a module that `node -e` loads, where parseArgs would count otherwise.
    const { server, help } = parseArgs({ options, args: process.argv.slice(2) }).values;
    if (help === true) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    if (server === undefined) {
      return undefined;
    }
    const port = Number(server);
    if (/^\d{1,5}$/.test(server) && port < 65_536) {
      return port;
    }
    throw new Error(`${server} is no port.`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

function onStdio(): Sessions {
  const session = new CrashDebugSession(() => {
    // Give the last message time to leave, then end: nothing else may keep the process.
    process.stdout.write('', () => setTimeout(() => process.exit(0), 50));
  });
  session.setRunAsServer(true);
  session.start(process.stdin, process.stdout);
  // The client is gone without a word.
  process.stdin.on('close', () => void session.abandon().finally(() => process.exit(0)));
  process.stdout.on('error', () => void session.abandon().finally(() => process.exit(0)));
  return session;
}

async function onPort(port: number): Promise<Sessions> {
  const server = await SessionServer.listen(port).catch((error: NodeJS.ErrnoException) => {
    process.stderr.write(`Port ${port} cannot be had (${error.code ?? error.message}).\n`);
    process.exit(1);
  });
  process.stdout.write(`Listening on 127.0.0.1:${server.port}\n`);
  return { abandon: () => server.close(), abandonNow: () => server.closeNow() };
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

void main();
