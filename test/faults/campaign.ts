/**
 * What can go wrong around a session, at random moments: whatever happens, every request is answered,
 * the adapter ends when it is asked to, and no program and no file is left.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient, type AdapterOptions } from '../adapter/support/adapter-client';
import type { Sandbox } from '../adapter/support/sandbox';
import { until, within } from '../adapter/support/until';
import type { SeededRandom } from './seeded-random';

type Launch = Record<string, unknown>;

/** An answer in mid-flight takes a minute; crash answers it by then, or was ended. */
const ANSWER_MS = 50_000;
const LONG_COMMAND = 'dis _stext 300000';

/** How many requests of a campaign were answered, and how. */
export interface Counts {
  rounds: number;
  succeeded: number;
  failed: number;
  cancelled: number;
}

export class Campaign {
  readonly counts: Counts = { rounds: 0, succeeded: 0, failed: 0, cancelled: 0 };

  constructor(
    private readonly sandbox: Sandbox,
    private readonly random: SeededRandom,
    private readonly launch: Launch,
  ) {}

  /** crash is killed at a random moment: of its start, while it answers, or while it is idle. */
  async killCrash(): Promise<void> {
    await this.round(async (client, answers) => {
      const opening = this.open(client, answers);
      await until('crash runs', () => this.crashes().length > 0, { milliseconds: ANSWER_MS });
      await delay(this.random.below(6_000));
      const crashes = this.crashes();
      crashes.forEach((pid) => process.kill(pid, 'SIGKILL'));
      // A crash that dies while it starts may be done without.
      const goesOn = await opening.then(
        () => this.goesOn(client),
        () => false,
      );
      if (!goesOn) await client.event('terminated', ANSWER_MS);
    });
  }

  /** Whether a session stands on a lower rung, after the crash of the first was killed. */
  private async goesOn(client: AdapterClient): Promise<boolean> {
    let rung: string | undefined;
    client.ask('kernelCrash/sessionInfo', {}).then(
      ({ standing }) => (rung = standing.rung),
      () => undefined,
    );
    const settled = (): boolean =>
      rung !== undefined || client.eventsNamed('terminated').length > 0;
    await until('it goes on or ends', settled, { milliseconds: ANSWER_MS });
    return rung !== undefined && rung !== 'full';
  }

  /** crash is stopped in mid-answer: a person is told, and cancelling wakes it. */
  async stopCrash(): Promise<void> {
    await this.round(async (client, answers) => {
      const asked: Promise<P.Response>[] = [];
      const { threadId = 1 } = await this.open(client, asked);
      await Promise.all([...asked, client.stack(threadId)]);
      // Now crash is at rest, and has not yet begun with what nobody waits for.
      const long = client.response('evaluate', { expression: LONG_COMMAND, context: 'repl' });
      const { seq } = client;
      answers.push(long);
      await delay(100 + this.random.below(400));
      const { crashPid = 0 } = await client.ask('kernelCrash/sessionInfo', {});
      process.kill(crashPid, 'SIGSTOP');
      await until('it is told', () =>
        client.outputs.some(({ output }) => /has been stopped by a signal/.test(output)),
      );
      const from = performance.now();
      await client.response('cancel', { requestId: seq });
      assert.equal((await long).message, 'cancelled');
      // One that is not woken is given up after 30 s.
      const answered = performance.now() - from;
      assert.ok(answered < 15_000, `answered at once, and not after ${answered} ms`);
      assert.match(await client.console('eval 21 + 21'), /decimal: 42/);
      const back = performance.now() - from;
      assert.ok(back < 25_000, `crash is back at once, and not after ${back} ms`);
    });
  }

  /** A burst of requests, some of them cancelled: each is answered, once. */
  async burst(count: number): Promise<void> {
    await this.round(async (client, answers) => {
      const { threadId = 1 } = await this.open(client, []);
      const threads = await client.threads();
      for (let index = 0; index < count; index++) {
        const [command, args] = this.request(this.random.pick(threads).id);
        answers.push(client.response(command, args));
        if (this.random.below(4) === 0) {
          const requestId = client.seq - this.random.below(Math.min(index + 1, 20));
          answers.push(client.response('cancel', { requestId }));
        }
      }
      await Promise.all(answers);
      const seqs = client.responses().map((response) => response.request_seq);
      assert.equal(new Set(seqs).size, seqs.length, 'a request was answered twice');
      assert.ok((await client.stack(threadId)).length > 5);
    });
  }

  /** The launch is cancelled at a random moment. */
  async cancelLaunch(): Promise<void> {
    await this.round(async (client, answers) => {
      answers.push(client.response('launch', this.launch));
      const requestId = client.seq;
      await delay(this.random.below(2_000));
      answers.push(client.response('cancel', { requestId }));
      await Promise.all(answers);
    });
  }

  /** The client vanishes at a random moment. */
  async loseClient(): Promise<void> {
    const client = await AdapterClient.begin(this.sandbox);
    client.response('launch', this.launch).catch(() => undefined);
    await delay(this.random.below(6_000));
    if (this.random.below(2) === 0) {
      client.closeInput();
    } else {
      client.signal('SIGTERM');
    }
    await within('the adapter exits', client.exited);
    this.counts.rounds += 1;
    await this.sandbox.assertClean();
  }

  /**
   * The adapter is killed at a random moment, and cannot put anything in order: crash and the
   * symbolizer end all the same, and the next session removes what lies about.
   */
  async killAdapter(): Promise<void> {
    const client = await AdapterClient.begin(this.sandbox);
    client.response('launch', this.launch).catch(() => undefined);
    await delay(this.random.below(6_000));
    client.signal('SIGKILL');
    await within('the adapter exits', client.exited);
    await this.sandbox.assertNothingRuns();
    await this.round(async (next) => {
      await next.open(this.launch);
    });
  }

  /** A session in which something happens, and what must hold after it. */
  async round(
    happen: (client: AdapterClient, answers: Promise<P.Response>[]) => Promise<void>,
    options: AdapterOptions = {},
  ): Promise<void> {
    const client = await AdapterClient.begin(this.sandbox, options);
    const answers: Promise<P.Response>[] = [];
    await happen(client, answers);
    for (const { success, message } of await within('answers', Promise.all(answers), ANSWER_MS)) {
      this.counts[success ? 'succeeded' : message === 'cancelled' ? 'cancelled' : 'failed'] += 1;
    }
    assert.deepEqual(await client.end(), { status: 0, signal: null });
    this.counts.rounds += 1;
    await this.sandbox.assertClean();
  }

  /** Opens the dump as a client does, and asks on. */
  private async open(
    client: AdapterClient,
    answers: Promise<P.Response>[],
  ): Promise<P.StoppedEvent['body']> {
    const launched = client.response('launch', this.launch);
    answers.push(launched);
    if (!(await launched).success) throw new Error('not launched');
    await client.event('initialized');
    answers.push(client.response('configurationDone'));
    const stopped = (await client.event('stopped')).body as P.StoppedEvent['body'];
    for (let index = 0; index < 8; index++) {
      answers.push(client.response(...this.request(1 + this.random.below(50))));
    }
    return stopped;
  }

  private request(threadId: number): [string, unknown] {
    return this.random.pick<[string, unknown]>([
      ['threads', undefined],
      ['stackTrace', { threadId, startFrame: 0, levels: 20 }],
      ['stackTrace', { threadId }],
      ['evaluate', { expression: 'eval 6 * 7', context: 'repl' }],
      ['evaluate', { expression: 'ps', context: 'repl' }],
      ['modules', {}],
      ['kernelCrash/sessionInfo', {}],
      ['no such request', {}],
    ]);
  }

  /** crash itself, not a symbolizer, nor a crash that is only asked for its version. */
  private crashes(): number[] {
    return this.sandbox.tools().filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes('vmcore');
      } catch {
        return false;
      }
    });
  }
}
