/** Which crash a session takes: the real ones, asked what they are before one is started. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { resource } from '../support/environment.mjs';
import { ensureSampleVmcore } from '../support/provision/sample.mjs';
import { AdapterClient } from './support/adapter-client';
import { writePatched } from '../support/patched-file';
import { sampleFile, sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';
import { failureEvent } from './support/failure-event';

describe('the choice of crash', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;

  beforeEach(async () => {
    sandbox = await Sandbox.create();
    await mkdir(sandbox.path('bin'));
  });

  afterEach(async () => {
    await client?.stop();
    await sandbox.assertClean();
    await sandbox.remove();
  });

  /** Puts a real crash on the PATH under a name. */
  async function install(name: string, crash: 'crashNewest' | 'crash802'): Promise<string> {
    const file = sandbox.path('bin', name);
    const text = `#!/bin/sh\nexec '${resource(crash)}' "$@"\n`;
    await writeFile(file, text, { mode: 0o755 });
    return file;
  }

  const begin = async (): Promise<AdapterClient> =>
    (client = await AdapterClient.begin(sandbox, {
      env: { PATH: `${sandbox.path('bin')}:/usr/bin:/bin` },
    }));

  it('is the newest on the PATH', async () => {
    await install('crash', 'crash802');
    const newest = await install('crash-x86_64', 'crashNewest');
    await begin();
    await client.open({ ...sampleLaunch(), crashPath: undefined });
    const info = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(info.crashPath, newest);
  });

  it('refuses a dump of another architecture before it starts, and says what to do', async () => {
    const vmcore = await ensureSampleVmcore('arm64-tiny');
    const named = resource('crashNewest');
    await begin();
    const answer = await client.response('launch', { vmcore, crashPath: named });
    assert.equal(answer.success, false);
    const { id, what, why, remedy } = failureEvent(client);
    assert.equal(id, 'crash-wrong-target');
    assert.equal(what, 'This crash does not read dumps of arm64.');
    assert.match(why, /the dump is of arm64: \S+ \(9\.\d+\.\d+\) is for x86_64\.$/);
    assert.match(remedy, /make target=ARM64/);
    assert.deepEqual(sandbox.tools(), [], 'crash was started');
  });

  it('says what crashes there are when none of them fits', async () => {
    const vmcore = await ensureSampleVmcore('arm64-tiny');
    await install('crash', 'crash802');
    await begin();
    const crashPaths = [resource('crashNewest')];
    await client.response('launch', { vmcore, crashPaths, minimal: 'never' });
    const { what, why } = failureEvent(client);
    assert.equal(what, 'There is no crash for dumps of arm64 here.');
    assert.match(why, /\(9\.\d+\.\d+\) is for x86_64; \S+\/bin\/crash \(8\.0\.2\) is for x86_64/);
  });

  describe('with a kernel that the table knows it does not open', () => {
    let vmcore: string;

    beforeEach(async () => {
      vmcore = sandbox.path('vmcore');
      const own = Buffer.from('OSRELEASE=6.1.176-tiny\n');
      const newer = Buffer.from('OSRELEASE=6.4.176-tiny\n');
      await writePatched(sampleFile('vmcore'), vmcore, own, newer);
      await begin();
    });

    it('is started once, in its minimal mode, and says why', async () => {
      await client.open({ ...sampleLaunch('crash802'), vmcore });
      const announced = client.outputs.map(({ output }) => output);
      assert.match(announced[0] ?? '', /^crash 8\.0\.2 does not open dumps of this kernel/);
      assert.equal(client.progress.filter((step) => step.startsWith('starting crash')).length, 1);
      const { standing } = await client.ask('kernelCrash/sessionInfo', {});
      const { id, why, actions } = standing.failure ?? {};
      assert.deepEqual([standing.rung, id], ['minimal', 'crash-too-old']);
      assert.match(why ?? '', /^crash 8\.0\.2 cannot read .* Linux 6\.4\.176: .* Take crash /);
      assert.equal(announced.filter((output) => output.includes('cannot read dumps')).length, 1);
      assert.ok(
        actions?.some((action) => typeof action === 'object' && action.do === 'retry-with'),
      );
    });

    it('is tried with all its commands where the person wants it', async function () {
      this.timeout(180_000); // the slowest crash, started whole
      await client.open({ ...sampleLaunch('crash802'), vmcore, minimal: 'never' });
      const { standing } = await client.ask('kernelCrash/sessionInfo', {});
      assert.equal(standing.rung, 'full');
    });
  });
});
