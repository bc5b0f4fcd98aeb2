/**
 * Dumps that crash cannot open with all its commands, on real kernels: the session opens all the same,
 * says why and on which rung it stands, and shows where the kernel died.
 */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { FailureId } from '../../debug-adapter/protocol/failure';
import type { Rung } from '../../debug-adapter/protocol/rung';
import { DapClient } from '../support/dap-client';
import { ensureCrash, ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { ensureForm, type DumpName, type FormName } from './dumps';
import { ensureKernel } from './provision.mjs';

interface Case {
  readonly dump: DumpName | FormName;
  readonly crash: '8.0.2' | '8.0.6' | 'newest';
  readonly rungs: readonly Rung[];
  readonly id: FailureId;
}

/** What no crash of these versions opens, and what it must not be told as. */
const CASES: readonly Case[] = [
  { dump: 'newest-zstd', crash: 'newest', rungs: ['minimal', 'no-crash'], id: 'crash-too-old' },
  { dump: 'newest-zstd', crash: '8.0.6', rungs: ['minimal', 'no-crash'], id: 'crash-too-old' },
  { dump: 'newest-zstd', crash: '8.0.2', rungs: ['minimal', 'no-crash'], id: 'crash-too-old' },
  { dump: 'newest-whole', crash: 'newest', rungs: ['reduced'], id: 'crash-too-old' },
  { dump: 'newest-whole', crash: '8.0.6', rungs: ['reduced'], id: 'crash-too-old' },
  { dump: '6.12-zstd', crash: '8.0.2', rungs: ['minimal', 'no-crash'], id: 'crash-too-old' },
];

async function crashPathOf(version: Case['crash']): Promise<string> {
  const crash = version === 'newest' ? ensureNewestCrash() : ensureCrash(version, 'trixie');
  return version === '8.0.2' ? '/usr/bin/crash' : (await crash).path;
}

for (const { dump: name, crash, rungs, id } of CASES) {
  describe(`${name} with crash ${crash}`, () => {
    let client: DapClient;
    let stopped: P.StoppedEvent['body'];

    before(async () => {
      const { vmcore, vmlinux } = await ensureForm(name);
      client = await DapClient.start();
      stopped = await client.open({ vmcore, vmlinux, crashPath: await crashPathOf(crash) });
    });

    after(() => client?.stop());

    it('says on which rung it stands, and why', async () => {
      const { standing } = await client.ask('kernelCrash/sessionInfo', {});
      console.log(`      ${standing.rung}: ${standing.because}`);
      assert.ok(rungs.includes(standing.rung), standing.rung);
      assert.equal(standing.failure?.id, id);
    });

    it('stops on the panic, with its stack from the log, each call with its line', async () => {
      assert.equal(stopped.reason, 'exception');
      const frames = await client.stack(stopped.threadId ?? 0);
      const calls = frames.filter(({ presentationHint }) => presentationHint !== 'label');
      console.log(calls.map(({ name: call, line }) => `      ${call}:${line}`).join('\n'));
      const first = calls.find(({ presentationHint }) => presentationHint !== 'subtle');
      assert.equal(first?.name, 'sysrq_handle_crash');
      const sure = calls.filter(({ name: call }) => !call.startsWith('? '));
      assert.deepEqual(
        sure.filter(({ line, source }) => line <= 1 || source?.path === undefined),
        [],
      );
    });

    it('has the whole log in the Debug Console', async () => {
      assert.match(await client.console('log'), /Linux version [^]*Kernel panic - not syncing/);
    });
  });
}

describe('6.12-zstd with the vmlinux of 6.1', () => {
  let client: DapClient;

  after(() => client?.stop());

  it('is refused with both builds, before crash starts', async () => {
    const { vmcore } = await ensureForm('6.12-zstd');
    const { vmlinux } = await ensureKernel('bookworm', '6.1');
    client = await DapClient.start();
    const launch: Record<string, unknown> = { vmcore, vmlinux };
    await assert.rejects(
      client.launchRequest(launch),
      /vmlinux-6\.1\S+ has the build ID [0-9a-f]{40}, the dump has [0-9a-f]{40}: another build\./,
    );
  });
});
