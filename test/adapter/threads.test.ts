/** The tasks of the sample as threads. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from './support/adapter-client';
import { readExpected } from './support/expected';
import { sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';

/** A row of the Call Stack view shows about this many characters. */
const VISIBLE = 25;

describe('threads', () => {
  const expected = readExpected();
  let sandbox: Sandbox;
  let client: AdapterClient;
  let stopped: P.StoppedEvent['body'];
  let threads: P.Thread[];

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
    stopped = await client.open(sampleLaunch());
    threads = await client.threads();
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  it('are the expected tasks and the idle task of each CPU', () => {
    const idle = ['swapper/0 · 0', 'swapper/1 · 0'];
    const wanted = expected.tasks.map(({ comm, pid }) => `${comm} · ${pid}`).concat(idle);
    assert.deepEqual(threads.map(nameAndPid).sort(), wanted.sort());
    assert.equal(threads.length, expected.tasks.length + 2);
  });

  it('have unique ids, though idle tasks share pid 0', () => {
    assert.equal(new Set(threads.map(({ id }) => id)).size, threads.length);
    assert.ok(threads.every(({ id }) => Number.isInteger(id) && id > 0));
  });

  it('begin with the one that panicked, on which the session stopped', () => {
    assert.equal(threads[0]?.name, 'init · 1 · panic');
    assert.equal(threads[0]?.id, stopped.threadId);
    assert.equal(stopped.reason, 'exception');
    assert.equal(stopped.allThreadsStopped, true);
    assert.match(stopped.text ?? '', /^BUG: kernel NULL pointer dereference, address: 0+8$/);
  });

  it('go on with those on a CPU, then those in state D, then the rest', () => {
    assert.deepEqual(
      threads.slice(1, 3).map(({ name }) => name),
      ['swapper/0 · 0 · CPU 0', 'lab-dstate · 57 · UN'],
    );
    const others = threads.slice(3).map(({ name }) => name);
    assert.ok(
      others.every((name) => !/ · (panic|CPU \d+|UN)$/.test(name)),
      others.join(),
    );
  });

  it('tell the state that the kernel had them in', () => {
    const inState = (letter: string) =>
      expected.tasks
        .filter(({ state }) => state === letter)
        .map(({ comm, pid }) => `${comm} · ${pid}`)
        .sort();
    const tagged = (tag: string) =>
      threads
        .filter(({ name }) => name.endsWith(` · ${tag}`))
        .map(nameAndPid)
        .sort();
    assert.deepEqual(tagged('ZO'), inState('Z'));
    assert.deepEqual(tagged('UN'), inState('D'));
    assert.deepEqual(tagged('ID'), inState('I'));
    assert.deepEqual(tagged('IN'), inState('S'));
  });

  it('tell what matters within the width of a row', () => {
    const names = threads.filter(({ name }) => [...name].length > VISIBLE);
    // What is cut off is at most the state.
    assert.ok(names.every((thread) => [...nameAndPid(thread)].length <= VISIBLE));
  });

  it('are the same, in the same order, when asked again', async () => {
    assert.deepEqual(await client.threads(), threads);
  });
});

/** `name · pid`, of `name · pid · state`. */
function nameAndPid({ name }: P.Thread): string {
  return name.replace(/ · [^·]*$/, '');
}
