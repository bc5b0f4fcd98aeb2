/** The whole fault campaign: 100 kills at random moments, and everything else that can go wrong. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { AdapterClient } from '../adapter/support/adapter-client';
import { sampleLaunch } from '../adapter/support/sample';
import { Sandbox } from '../adapter/support/sandbox';
import { Campaign } from '../faults/campaign';
import { faultSeed, SeededRandom } from '../faults/seeded-random';
import { ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { ensureForm } from './dumps';

const seed = faultSeed();

describe(`all faults, seed ${seed}`, () => {
  let sandbox: Sandbox;
  let campaign: Campaign;

  beforeEach(async () => {
    sandbox = await Sandbox.create();
    campaign = new Campaign(sandbox, new SeededRandom(seed), sampleLaunch());
  });

  afterEach(async () => {
    const { rounds, succeeded, failed, cancelled } = campaign.counts;
    console.log(
      `      ${rounds} sessions; of their requests ${succeeded} answered, ${failed} failed in words, ${cancelled} cancelled`,
    );
    await sandbox.remove();
  });

  function times(count: number, what: () => Promise<void>): () => Promise<void> {
    return async () => {
      for (let round = 0; round < count; round++) await what();
    };
  }

  it(
    'crash killed at 100 random moments',
    times(100, () => campaign.killCrash()),
  );
  it(
    'crash stopped in mid-answer',
    times(10, () => campaign.stopCrash()),
  );
  it(
    '1,000 requests in a burst, some cancelled',
    times(2, () => campaign.burst(1_000)),
  );
  it(
    'a launch cancelled at random moments',
    times(20, () => campaign.cancelLaunch()),
  );
  it(
    'a client that vanishes at random moments',
    times(20, () => campaign.loseClient()),
  );

  it(
    'an adapter that is killed at random moments',
    times(20, () => campaign.killAdapter()),
  );

  it('a disk that is full', async () => {
    const mounted = 'mount -t tmpfs -o size=512k tmpfs "$TMPDIR" && exec "$@"';
    const under = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mounted, 'sh'];
    await campaign.round(
      async (client) => {
        await client.open(sampleLaunch());
        const long = { expression: 'dis _stext 12000', context: 'repl' };
        const { success, message } = await client.response('evaluate', long);
        assert.equal(success, false);
        assert.match(message ?? '', /^The disk that holds \S+ is full, so the answer of crash to /);
        // With the answer its part of the disk is free again.
        assert.equal((await client.threads()).length, 56);
      },
      { under },
    );
  });

  it('a crash that floods the terminal from its start', async () => {
    const flood = sandbox.path('crash');
    const text = '#!/bin/sh\nwhile :; do echo "gdb: gdb request failed: list"; done\n';
    await writeFile(flood, text, { mode: 0o755 });
    await campaign.round(async (client) => {
      await client.open({ ...sampleLaunch(), crashPath: flood });
      // The ladder's last rung does without crash.
      const { standing } = await client.ask('kernelCrash/sessionInfo', {});
      assert.equal(standing.rung, 'no-crash');
    });
  });

  it('a command that floods its answer', async () => {
    await campaign.round(async (client) => {
      await client.open(sampleLaunch());
      await client.response('evaluate', { expression: 'search -k 0', context: 'repl' });
      assert.equal((await client.threads()).length, 56);
    });
  });

  it('two sessions at once on two dumps', async () => {
    const { vmcore, vmlinux, release } = await ensureForm('6.1-5000');
    const crashPath = (await ensureNewestCrash()).path;
    const clients = await Promise.all([AdapterClient.begin(sandbox), AdapterClient.begin(sandbox)]);
    const [one, other] = clients;
    await Promise.all([one.open(sampleLaunch()), other.open({ vmcore, vmlinux, crashPath })]);
    for (let round = 0; round < 5; round++) {
      const [few, many] = await Promise.all(clients.map((client) => client.threads()));
      assert.equal(few?.length, 56);
      assert.ok((many?.length ?? 0) > 5_000);
      const infos = clients.map((client) => client.ask('kernelCrash/sessionInfo', {}));
      const releases = (await Promise.all(infos)).map((info) => info.release);
      assert.equal(releases[1], release);
      assert.notEqual(releases[0], release);
    }
    assert.deepEqual(await one.end(), { status: 0, signal: null });
    assert.match(await other.console('eval 6 * 7'), /decimal: 42/);
    assert.deepEqual(await other.end(), { status: 0, signal: null });
    await sandbox.assertClean();
  });
});
