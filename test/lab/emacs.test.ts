/** Emacs with dap-mode, from Debian's packages, opens the sample: the adapter is not VS Code's alone. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { sampleLaunch } from '../adapter/support/sample';
import { Sandbox } from '../adapter/support/sandbox';
import { ServerProcess } from '../adapter/support/server-process';
import { ADAPTER } from '../support/dap-client';
import { ensureEmacs } from './provision.mjs';

/** What drive.el writes. */
interface Shown {
  readonly threads: number;
  readonly first: string;
  readonly frames: readonly (readonly [string, number])[];
  readonly active: string;
  readonly line: number;
}

describe('Emacs with dap-mode', () => {
  let sandbox: Sandbox;

  before(ensureEmacs);

  beforeEach(async () => {
    sandbox = await Sandbox.create();
  });

  afterEach(async () => {
    await sandbox.assertClean();
    await sandbox.remove();
  });

  async function drive(how: { adapter: readonly string[] } | { port: number }): Promise<Shown> {
    const file = sandbox.path('launch.json');
    await writeFile(file, JSON.stringify({ ...how, arguments: sampleLaunch() }));
    const script = path.join(__dirname, 'emacs', 'drive.el');
    const env = { ...process.env, HOME: sandbox.home, TMPDIR: sandbox.temporary };
    const emacs = await promisify(execFile)('emacs', ['--batch', '-l', script, file], {
      env,
      timeout: 120_000,
    });
    return JSON.parse(emacs.stdout.slice(emacs.stdout.indexOf('{'))) as Shown;
  }

  function assertShown({ threads, first, frames, active, line }: Shown): void {
    assert.equal(threads, 56);
    assert.equal(first, 'init · 1 · panic');
    assert.equal(active, 'lab_account [labcrash]');
    assert.equal(line, 54);
    const names = frames.map(([name]) => name);
    assert.deepEqual(names.slice(names.indexOf(active), names.indexOf(active) + 3), [
      'lab_account [labcrash]',
      'lab_dispatch [labcrash]',
      'lab_submit [labcrash]',
    ]);
  }

  it('starts the adapter and speaks to it over stdio', async () => {
    assertShown(await drive({ adapter: [process.execPath, ADAPTER] }));
  });

  it('connects to an adapter that listens on a port', async () => {
    const server = await ServerProcess.start(sandbox);
    assertShown(await drive({ port: server.port }));
    // The end of a session is not that of the server.
    assertShown(await drive({ port: server.port }));
    assert.deepEqual(await server.end(), { status: 0, signal: null });
  });
});
