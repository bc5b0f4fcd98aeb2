/** An adapter on a port: a session for each connection, and none of them ends another or the server. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ADAPTER } from '../support/dap-client';
import { sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';
import { ServerProcess } from './support/server-process';
import { until } from './support/until';

describe('an adapter on a port', () => {
  let sandbox: Sandbox;
  let server: ServerProcess;

  before(async () => {
    sandbox = await Sandbox.create();
    server = await ServerProcess.start(sandbox);
  });

  after(async () => {
    assert.deepEqual(await server?.end(), { status: 0, signal: null });
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  it('serves two clients at once, and goes on when they have left', async () => {
    const [one, other] = await Promise.all([server.connect(), server.connect()]);
    await Promise.all([one.open(sampleLaunch()), other.open(sampleLaunch())]);
    assert.equal((await sandbox.sessionDirectories()).length, 2);
    await one.disconnectRequest();
    await until('one directory is left', async () => (await left()) === 1);
    assert.equal((await other.threads()).length, 56);
    // Gone without a word.
    const crashes = sandbox.tools().length;
    assert.ok(crashes > 0);
    await other.stop();
    await until(
      'nothing is left',
      async () => (await left()) === 0 && sandbox.tools().length === 0,
    );
    assert.ok(server.isRunning());
  });

  async function left(): Promise<number> {
    return (await sandbox.sessionDirectories()).length;
  }

  it('cleans up after a client that leaves while crash starts', async () => {
    const client = await server.connect();
    client.launchRequest(sampleLaunch() as Record<string, unknown>).catch(() => undefined);
    await until('crash runs', () => sandbox.tools().length > 0);
    await client.stop();
    await until(
      'nothing is left',
      async () => (await left()) === 0 && sandbox.tools().length === 0,
    );
    assert.ok(server.isRunning());
  });

  it('hangs up on a browser', async () => {
    const socket = connect(server.port, '127.0.0.1');
    const body = '{"seq":1,"type":"request","command":"initialize"}';
    socket.write(`POST / HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    let answer = '';
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
    socket.on('error', () => undefined);
    await once(socket, 'close');
    assert.equal(answer, '');
  });

  it('listens on the loopback address only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of [...others, { address: '127.0.0.2' }]) {
      const socket = connect(server.port, address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      assert.equal(error.code, 'ECONNREFUSED', address);
    }
  });

  for (const [args, status, text] of [
    [['--server', 'http'], 2, /^http is no port\.\nusage: /],
    [['--server', '65536'], 2, /^65536 is no port\./],
    [['--listen'], 2, /^Unknown option '--listen'.*\nusage: /],
    [['--help'], 0, /^usage: debug-adapter\.js \[--server PORT\]\n/],
  ] as const) {
    it(`answers the arguments ${args.join(' ')}`, () => {
      const { status: got, stdout, stderr } = spawnSync(process.execPath, [ADAPTER, ...args]);
      assert.equal(got, status);
      assert.match(`${stderr.toString()}${stdout.toString()}`, text);
    });
  }

  it('says when the port is taken', () => {
    const args = [ADAPTER, '--server', String(server.port)];
    const { status, stderr } = spawnSync(process.execPath, args);
    assert.equal(status, 1);
    assert.equal(stderr.toString(), `Port ${server.port} cannot be had (EADDRINUSE).\n`);
  });
});
