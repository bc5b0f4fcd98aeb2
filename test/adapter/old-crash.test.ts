/** crash 8.0.2, which does not unwind with gdb and loses tasks: true in what it shows, and it says so. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from './support/adapter-client';
import { callsOf, differences } from './support/calls';
import { readExpected } from './support/expected';
import { sampleFile, sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';
import { x86Sample } from './support/subject';
import { kernelLines, lookedUp } from './support/true-lines';

/** crash's letters for the kernel's. */
const LETTERS: Readonly<Record<string, string>> = { S: 'IN', D: 'UN', I: 'ID', Z: 'ZO', R: 'RU' };

function isLost(name: string): boolean {
  return name.endsWith(' · no stack');
}

/** What LLVM's symbolizer says of a link-time address; undefined where it is not installed. */
function llvmLines(address: bigint): number[] | undefined {
  const args = ['--output-style=JSON', '--obj', sampleFile('vmlinux'), `0x${address.toString(16)}`];
  const run = spawnSync('llvm-symbolizer', args);
  if (run.error) return undefined;
  const [answer] = JSON.parse(run.stdout.toString()) as { Symbol: { Line: number }[] }[];
  return answer?.Symbol.map(({ Line }) => Line) ?? [];
}

describe('crash 8.0.2', () => {
  const expected = readExpected();
  let sandbox: Sandbox;
  let client: AdapterClient;
  let stopped: P.StoppedEvent['body'];

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
    stopped = await client.open(sampleLaunch('crash802'));
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  it('opens the dump, stopped on the panic', () => {
    assert.equal(stopped.reason, 'exception');
    assert.match(stopped.text ?? '', /NULL pointer dereference/);
  });

  it('shows the true frames of the panic task', async () => {
    const frames = await client.stack(stopped.threadId ?? 0);
    const calls = callsOf(frames).filter(({ handler }) => !handler);
    assert.deepEqual(differences(calls, expected.panic.frames), []);
    const first = frames.find(
      ({ presentationHint }) => presentationHint !== 'label' && presentationHint !== 'subtle',
    );
    assert.equal(first?.name, 'lab_account [labcrash]');
    assert.equal(first?.line, 54);
  });

  it('shows the lines of all calls as eu-addr2line and llvm-symbolizer name them', async () => {
    const subject = x86Sample('crash 8.0.2', 'crash802');
    for (const thread of (await client.threads()).filter(({ name }) => !isLost(name))) {
      const frames = await client.stack(thread.id);
      assert.ok(frames.length > 0, thread.name);
      const asked = lookedUp(frames);
      const truth = await kernelLines([...asked.values()], subject);
      for (const [pc, address] of asked) {
        const shown = callsOf(frames)
          .filter((call) => call.pc === pc)
          .map(({ line }) => line);
        const lines = truth.get(address)?.map(({ line }) => line);
        assert.deepEqual(shown, lines, `${thread.name}: ${pc.toString(16)}`);
        const others = llvmLines(address - subject.kernelOffset);
        if (others !== undefined) assert.deepEqual(shown, others, `${pc.toString(16)}, by llvm`);
      }
    }
  });

  it('shows every task, and says of which it has no stack', async () => {
    const threads = await client.threads();
    // Two idle tasks are not among those of drgn.
    assert.equal(threads.length, expected.tasks.length + 2);
    const lost = threads.filter(({ name }) => isLost(name));
    assert.equal(lost.length, 53);
    const names = lost.map(({ name }) => name.split(' · ').slice(0, 2).join(' · ')).sort();
    const others = expected.tasks.filter(({ pid }) => pid !== expected.panic.tid);
    assert.deepEqual(names, others.map(({ comm, pid }) => `${comm} · ${pid}`).sort());
    for (const { pid, state } of others) {
      const name = lost.find((thread) => thread.name.includes(` · ${pid} · `))?.name;
      assert.equal(name?.split(' · ')[2], LETTERS[state] ?? state, `${pid}: ${state}`);
    }
    const [{ name: label, presentationHint } = { name: '', presentationHint: '' }, ...more] =
      await client.stack(lost[7]?.id ?? 0);
    assert.match(label, /^no stack: crash 8\.0\.2 does not find this task/);
    assert.equal(presentationHint, 'label');
    assert.deepEqual(more, []);
  });

  it('says that gdb does not unwind in it', async () => {
    await client.stack(stopped.threadId ?? 0);
    await client.event('kernelCrash/lack');
    const info = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(info.crashVersion, '8.0.2');
    assert.equal(info.gdbUnwinds, false);
    const lack = info.lacks.find(({ id }) => id === 'old-crash');
    assert.match(
      lack?.text ?? '',
      /^Parts of crash 8\.0\.2 do not work with upstream Linux 6\.1\.176: .* crash 8\.0\.2 does not unwind stacks with gdb: .* 8\.0\.6 or later/,
    );
  });

  it('says how many tasks it has lost', async () => {
    await client.event('kernelCrash/lack');
    const { lacks } = await client.ask('kernelCrash/sessionInfo', {});
    const text = lacks.find(({ id }) => id === 'old-crash')?.text ?? '';
    assert.match(text, / crash 8\.0\.2 lists 3 of the 56 tasks .* The other 53 were read from/);
  });

  it('says so in the Debug Console, once', async () => {
    const { lacks } = await client.ask('kernelCrash/sessionInfo', {});
    const important = client.outputs.filter(({ category }) => category === 'important');
    for (const { text } of lacks) {
      assert.equal(important.filter(({ output }) => output === `${text}\n`).length, 1);
    }
    assert.equal(client.eventsNamed('kernelCrash/lack').length, lacks.length);
    const advice = lacks.filter(({ id }) => /old-crash|crash-too-old|missing-tasks/.test(id));
    assert.equal(advice.length, 1);
  });
});
