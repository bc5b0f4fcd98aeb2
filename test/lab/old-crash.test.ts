/** crash 8.0.2 on a Debian kernel with thousands of processes, of which it lists a handful. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from '../adapter/support/adapter-client';
import { callsOf } from '../adapter/support/calls';
import { Sandbox } from '../adapter/support/sandbox';
import { lookedUp, vmlinuxLines } from '../adapter/support/true-lines';
import { ensureCrash, ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { ensureForm, type DumpForm } from './dumps';

describe('6.1-5000 with crash 8.0.2', () => {
  let sandbox: Sandbox;
  let dump: DumpForm;
  let client: AdapterClient;
  let stopped: P.StoppedEvent['body'];
  let threads: readonly P.Thread[];

  before(async () => {
    sandbox = await Sandbox.create();
    dump = await ensureForm('6.1-5000');
    const { vmcore, vmlinux } = dump;
    const crashPath = (await ensureCrash('8.0.2', 'bookworm')).path;
    client = await AdapterClient.begin(sandbox);
    stopped = await client.open({ vmcore, vmlinux, crashPath });
    threads = await client.threads();
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  const isLost = ({ name }: P.Thread): boolean => name.endsWith(' · no stack');
  /** `name · pid · state`, of `name · pid · state · CPU 3`. */
  const about = ({ name }: P.Thread): string => name.split(' · ').slice(0, 3).join(' · ');

  it('shows every task as the newest crash lists it', async () => {
    const { vmcore, vmlinux } = dump;
    const newest = await AdapterClient.begin(sandbox);
    try {
      await newest.open({ vmcore, vmlinux, crashPath: (await ensureNewestCrash()).path });
      const all = await newest.threads();
      assert.ok(all.length > 5_000);
      assert.deepEqual(threads.map(about).sort(), all.map(about).sort());
    } finally {
      await newest.stop();
    }
    const lost = threads.filter(isLost).length;
    console.log(`      ${threads.length} tasks, ${lost} of them not listed by crash 8.0.2`);
    assert.ok(lost > 0);
    await client.event('kernelCrash/lack');
    const { lacks } = await client.ask('kernelCrash/sessionInfo', {});
    const text = lacks.find(({ id }) => id === 'old-crash')?.text ?? '';
    const counts = `lists ${threads.length - lost} of the ${threads.length} tasks`;
    assert.ok(text.includes(counts), text);
    assert.ok(text.includes(`The other ${lost} were read from the dump itself`), text);
  });

  it('shows the lines of its calls as eu-addr2line names them', async () => {
    const offset = /KASLR offset: ([0-9a-f]+)/.exec(await client.console('help -k'))?.[1];
    let compared = 0;
    for (const thread of threads.filter((one) => !isLost(one))) {
      const frames = await client.stack(thread.id);
      const asked = lookedUp(frames);
      const truth = await vmlinuxLines(
        [...asked.values()],
        BigInt(`0x${offset ?? '0'}`),
        dump.vmlinux,
      );
      for (const [pc, address] of asked) {
        const shown = callsOf(frames).filter((call) => call.pc === pc);
        assert.deepEqual(
          shown.map(({ line }) => line),
          truth.get(address)?.map(({ line }) => line),
          `${thread.name}: ${pc.toString(16)}`,
        );
        compared += shown.length;
      }
    }
    console.log(`      ${compared} calls equal`);
    assert.ok(compared > 10);
  });

  it('leads the eye to what died', async () => {
    const frames = await client.stack(stopped.threadId ?? 0);
    const first = frames.find(
      ({ presentationHint }) => presentationHint !== 'subtle' && presentationHint !== 'label',
    );
    assert.match(first?.name ?? '', /^sysrq_handle_crash/);
  });
});
