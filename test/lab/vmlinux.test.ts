/** Which vmlinux is taken for real: reduced debug info and its rescue, and Debian's own debuginfod. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { AdapterClient } from '../adapter/support/adapter-client';
import { failureEvent } from '../adapter/support/failure-event';
import { sampleFile, sampleLaunch } from '../adapter/support/sample';
import { Sandbox } from '../adapter/support/sandbox';
import { until } from '../adapter/support/until';
import { freePort } from '../support/free-port.mjs';
import { ensureCommands } from '../support/provision/system-packages.mjs';
import { ensureTinyDump, ensureTinyKernel } from './tiny-kernel';

const BUILD_ID = 'b3f8154e6f3292cfb80906262ea538aa8753de4a';

describe('the vmlinux of a dump', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;

  beforeEach(async () => {
    sandbox = await Sandbox.create();
    await mkdir(sandbox.path('dump'));
  });

  afterEach(async () => {
    await client?.stop();
    await sandbox.assertClean();
    await sandbox.remove();
  });

  const { crashPath } = sampleLaunch();

  it('is refused where its debug info is reduced, and a build with all of it is offered and used', async () => {
    const [vmcore, reduced, full] = [
      await ensureTinyDump('reduced'),
      await ensureTinyKernel('reduced'),
      await ensureTinyKernel('full'),
    ];
    client = await AdapterClient.begin(sandbox);
    const launch = { vmcore, crashPath, vmlinuxPaths: [reduced, full] };
    await client.response('launch', { ...launch, minimal: 'never' });
    const { id, why, remedy, actions, rescue } = failureEvent(client);
    assert.equal(id, 'vmlinux-reduced');
    assert.match(why, /was built with CONFIG_DEBUG_INFO_REDUCED=y/);
    assert.ok(remedy.startsWith(`${full} is of another build, but all `), remedy);
    assert.equal(actions[0], 'use-vmlinux-anyway');
    assert.equal(rescue, full);
    await client.stop();

    client = await AdapterClient.begin(sandbox);
    const { threadId = 0 } = await client.open({
      ...launch,
      vmlinux: rescue,
      acceptVmlinux: true,
    });
    const names = (await client.stack(threadId)).map(({ name }) => name);
    assert.ok(names.includes('sysrq_handle_crash'), names.join(', '));
    const { lacks } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(lacks[0]?.id, 'other-vmlinux');
  });

  it('comes from a real debuginfod server', async () => {
    await ensureCommands(['debuginfod', 'debuginfod-find']);
    await symlink(sampleFile('vmcore'), sandbox.path('dump', 'vmcore'));
    await mkdir(sandbox.path('served'));
    await copyFile(sampleFile('vmlinux'), sandbox.path('served', 'vmlinux'));
    const port = await freePort();
    const options = ['-d', sandbox.path('index'), '-p', String(port), '-F'];
    const server = spawn('debuginfod', [...options, sandbox.path('served')], { stdio: 'ignore' });
    try {
      const file = `http://127.0.0.1:${port}/buildid/${BUILD_ID}/debuginfo`;
      const isServed = async () => {
        const { ok, body } = await fetch(file);
        await body?.cancel();
        return ok;
      };
      await until('debuginfod has the file', () => isServed().catch(() => false), {
        milliseconds: 60_000,
      });
      client = await AdapterClient.begin(sandbox);
      const debuginfodUrls = [`http://127.0.0.1:${port}`];
      await client.open({ vmcore: sandbox.path('dump', 'vmcore'), crashPath, debuginfodUrls });
      const { vmlinux } = await client.ask('kernelCrash/sessionInfo', {});
      assert.match(vmlinux ?? '', /debuginfod_client/);
    } finally {
      server.kill('SIGKILL');
    }
  });
});
