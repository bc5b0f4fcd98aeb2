/** The tasks of a dump as threads. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from '../support/adapter-client';
import type { Expected } from '../support/expected';
import { Sandbox } from '../support/sandbox';
import { expectedOf, launchOf, type Subject } from '../support/subject';

/** A row of the Call Stack view shows about this many characters. */
const VISIBLE = 25;

export interface OpenedThreads {
  readonly client: AdapterClient;
  readonly stopped: P.StoppedEvent['body'];
  readonly threads: readonly P.Thread[];
}

/**
 * @param cpus how many the machine had: each has an idle task
 * @param more tests of this dump alone
 */
export function describeThreads(
  subject: Subject,
  cpus: number,
  more: (session: () => OpenedThreads) => void = () => undefined,
): void {
  describe(`threads with ${subject.title}`, () => {
    let expected: Expected;
    let sandbox: Sandbox;
    let client: AdapterClient;
    let stopped: P.StoppedEvent['body'];
    let threads: P.Thread[];

    before(async () => {
      expected = expectedOf(subject);
      sandbox = await Sandbox.create();
      client = await AdapterClient.begin(sandbox);
      stopped = await client.open(launchOf(subject));
      threads = await client.threads();
    });

    after(async () => {
      await client?.stop();
      await sandbox?.assertClean();
      await sandbox?.remove();
    });

    it('are the expected tasks and the idle task of each CPU', () => {
      const idle = Array.from({ length: cpus }, (_, cpu) => `swapper/${cpu} · 0`);
      const wanted = expected.tasks.map(({ comm, pid }) => `${comm} · ${pid}`).concat(idle);
      assert.deepEqual(threads.map(nameAndPid).sort(), wanted.sort());
      assert.equal(threads.length, expected.tasks.length + cpus);
    });

    it('have unique ids, though idle tasks share pid 0', () => {
      assert.equal(new Set(threads.map(({ id }) => id)).size, threads.length);
      assert.ok(threads.every(({ id }) => Number.isInteger(id) && id > 0));
    });

    it('begin with the one that panicked, on which the session stopped', () => {
      assert.match(threads[0]?.name ?? '', / · panic$/);
      assert.equal(threads[0]?.id, stopped.threadId);
      assert.equal(stopped.reason, 'exception');
      assert.equal(stopped.allThreadsStopped, true);
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

    more(() => ({ client, stopped, threads }));
  });
}

/** `name · pid`, of `name · pid · state`. */
function nameAndPid({ name }: P.Thread): string {
  return name.replace(/ · [^·]*$/, '');
}
