import { evaluateCommand } from '../../../debug-adapter/mi/data';
import type { AdapterSession } from '../adapter-session';
import type { Bench, Inputs, Sample, SessionInput, SessionTools } from '../bench';
import type { CrashAlone } from '../crash-alone';
import { openBesideCrash } from '../session-beside-crash';

const REQUESTS = 1_000;
const WARM_UP = 1;
const SAMPLES = 5;

/** 1,000 requests at once: what the person looks at, which is asked last, and all of them. */
export default function burstBenches({ sessions, tools }: Inputs): Bench[] {
  return sessions
    .filter(({ crowd }) => !crowd)
    .flatMap((dump) => {
      let burst: Promise<Burst> | undefined;
      const open = (): Promise<Burst> => (burst ??= Burst.start(tools, dump));
      return [
        {
          name: `${dump.name}: a stack is asked for behind ${REQUESTS} expressions`,
          peer: 'another stack, with nothing before it',
          warmUp: WARM_UP,
          samples: SAMPLES,
          sample: async () => (await open()).lookedAt(),
        },
        {
          name: `${dump.name}: ${REQUESTS} expressions at once`,
          peer: 'the same in crash alone, one after the other',
          warmUp: WARM_UP,
          samples: SAMPLES,
          sample: async () => (await open()).whole(),
        },
      ];
    });
}

/** The requests of one session, and the same in a crash beside it. */
class Burst {
  private turn = 0;
  private left = 2 * (WARM_UP + SAMPLES);

  private constructor(
    private readonly session: AdapterSession,
    private readonly crash: CrashAlone,
    private readonly threads: readonly number[],
  ) {}

  static async start(tools: SessionTools, dump: SessionInput): Promise<Burst> {
    const { session, crash, threads } = await openBesideCrash(tools, dump);
    return new Burst(session, crash, threads);
  }

  async lookedAt(): Promise<Sample> {
    const answers = this.ask();
    const own = await this.stack();
    // In crash's queue, the stack must have come before the expressions that wait.
    await Promise.all(answers);
    const peer = await this.stack();
    await this.done();
    return { own, peer };
  }

  async whole(): Promise<Sample> {
    const from = performance.now();
    await Promise.all(this.ask());
    const own = performance.now() - from;
    const again = performance.now();
    for (const expression of this.expressions()) await this.crash.ask(evaluateCommand(expression));
    const peer = performance.now() - again;
    this.turn += 1;
    await this.done();
    return { own, peer };
  }

  private ask(): Promise<unknown>[] {
    return this.expressions().map((expression) =>
      this.session.ask('evaluate', { expression, context: 'watch' }),
    );
  }

  private expressions(): string[] {
    return Array.from({ length: REQUESTS }, (_, index) => `jiffies + ${this.turn * index}`);
  }

  /** Of a task that nobody has looked at. */
  private async stack(): Promise<number> {
    const threadId = this.threads[this.turn++ % this.threads.length];
    const from = performance.now();
    await this.session.ask('stackTrace', { threadId });
    return performance.now() - from;
  }

  private async done(): Promise<void> {
    this.left -= 1;
    if (this.left > 0) return;
    await this.session.end();
    await this.crash.end();
  }
}
