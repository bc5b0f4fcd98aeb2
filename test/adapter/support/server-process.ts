import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ADAPTER, DapClient } from '../../support/dap-client';
import type { Exit } from './adapter-client';
import type { Sandbox } from './sandbox';
import { within } from './until';

/** An adapter that listens on a port, in a sandbox. */
export class ServerProcess {
  private readonly exited: Promise<Exit>;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    readonly port: number,
  ) {
    this.exited = once(child, 'exit').then(([status, signal]: unknown[]) => ({
      status: status as number | null,
      signal: signal as NodeJS.Signals | null,
    }));
  }

  static async start(sandbox: Sandbox): Promise<ServerProcess> {
    const env = { ...process.env, TMPDIR: sandbox.temporary, HOME: sandbox.home };
    const child = spawn(process.execPath, [ADAPTER, '--server', '0'], { cwd: sandbox.root, env });
    child.stderr.resume();
    const [line] = (await within('it listens', once(createInterface(child.stdout), 'line'))) as [
      string,
    ];
    const port = /^Listening on 127\.0\.0\.1:(\d+)$/.exec(line)?.[1];
    if (port === undefined) {
      throw new Error(`Not what a server says: ${line}`);
    }
    return new ServerProcess(child, Number(port));
  }

  /** A client on a connection of its own. */
  async connect(): Promise<DapClient> {
    const client = new DapClient();
    await client.start(this.port);
    await client.initializeRequest({ adapterID: 'kernel-crash', clientID: 'test' });
    return client;
  }

  isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async end(): Promise<Exit> {
    this.child.kill('SIGTERM');
    return within('the server exits', this.exited);
  }
}
