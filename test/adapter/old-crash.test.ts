/** crash 8.0.2, which does not unwind with gdb and loses tasks: true in what it shows, and it says so. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from './support/adapter-client';
import { callsOf, differences } from './support/calls';
import { readExpected } from './support/expected';
import { sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';
import { until } from './support/until';

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

  it('shows true frames of the other tasks that it lists, or says why there are none', async () => {
    for (const thread of (await client.threads()).slice(1)) {
      const frames = await client.stack(thread.id);
      assert.ok(frames.length > 0, thread.name);
      for (const { name, file, line } of callsOf(frames)) {
        assert.doesNotMatch(name, /\?|^0x/, thread.name);
        assert.ok(file !== '' && line > 0, `${thread.name}: ${name} ${file}:${line}`);
      }
    }
  });

  it('says that gdb does not unwind in it', async () => {
    await client.stack(stopped.threadId ?? 0);
    const info = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(info.crashVersion, '8.0.2');
    assert.equal(info.gdbUnwinds, false);
    const lack = info.lacks.find(({ id }) => id === 'old-crash');
    assert.match(
      lack?.text ?? '',
      /^crash 8\.0\.2 does not unwind stacks with gdb: .* 8\.0\.6 or later/,
    );
  });

  it('says how many tasks it lists and how many it has lost', async () => {
    await until('it has counted them', () => client.eventsNamed('kernelCrash/lack').length >= 2);
    const { lacks } = await client.ask('kernelCrash/sessionInfo', {});
    const text = lacks.find(({ id }) => id === 'missing-tasks')?.text ?? '';
    const [, listed, missing] =
      /lists (\d+) tasks .* at least (\d+) more processes/.exec(text) ?? [];
    assert.equal(Number(listed), (await client.threads()).length);
    assert.equal(Number(listed), 3);
    // Processes are counted, their threads are not; of those listed, one is no idle task.
    const threads = expected.tasks.filter(({ comm }) => /^lab-t\d\.\d$/.test(comm));
    assert.equal(Number(missing), expected.tasks.length - threads.length - 1);
  });

  it('says so in the Debug Console, once', async () => {
    const { lacks } = await client.ask('kernelCrash/sessionInfo', {});
    const important = client.outputs.filter(({ category }) => category === 'important');
    for (const { text } of lacks) {
      assert.equal(important.filter(({ output }) => output === `${text}\n`).length, 1);
    }
    assert.equal(client.eventsNamed('kernelCrash/lack').length, lacks.length);
    assert.deepEqual(lacks.map(({ id }) => id).sort(), ['missing-tasks', 'old-crash']);
  });
});
