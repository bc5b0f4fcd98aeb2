import { hexAddress } from '../../../debug-adapter/mi/command';
import { varCreateCommand, varListChildrenCommand } from '../../../debug-adapter/mi/variable';
import type { AdapterSession } from '../adapter-session';
import type { Bench, Inputs, Sample, SessionInput, SessionTools } from '../bench';
import type { CrashAlone } from '../crash-alone';
import { openBesideCrash } from '../session-beside-crash';

/** How a node is opened, and what crash alone is asked for the same. */
interface Node {
  readonly name: string;
  /** The structure at the address of a task. */
  readonly structure: string;
  /** Members that lead from the task to what is opened. */
  readonly way: readonly string[];
}

const NODES: readonly Node[] = [
  { name: 'task_struct', structure: 'struct task_struct', way: [] },
  { name: 'sched_entity', structure: 'struct sched_entity', way: ['se'] },
];

const WARM_UP = 3;
const SAMPLES = 20;

/** Opening a structure in the Variables view: crash's own answer, and what the adapter adds. */
export default function valueBenches({ sessions, tools }: Inputs): Bench[] {
  return sessions
    .filter(({ crowd }) => !crowd)
    .flatMap((dump) => {
      let pair: Promise<Pair> | undefined;
      const open = (): Promise<Pair> => (pair ??= Pair.start(tools, dump));
      return NODES.map((node) => ({
        name: `${dump.name}: ${node.name} is opened`,
        peer: 'the same variable object in crash alone',
        atMostMore: 5,
        warmUp: WARM_UP,
        samples: SAMPLES,
        sample: async () => (await open()).expand(node),
      }));
    });
}

/** What is opened in one session, and in a crash beside it. */
class Pair {
  private turn = 0;
  private left = NODES.length * (WARM_UP + SAMPLES);

  private constructor(
    private readonly session: AdapterSession,
    private readonly crash: CrashAlone,
    private readonly frames: readonly number[],
  ) {}

  static async start(tools: SessionTools, dump: SessionInput): Promise<Pair> {
    const { session, crash, threads } = await openBesideCrash(tools, dump);
    const frames: number[] = [];
    for (const threadId of threads.slice(0, 30)) {
      const { stackFrames } = (await session.ask('stackTrace', { threadId })) as {
        stackFrames: { id: number; presentationHint?: string }[];
      };
      const frame = stackFrames.find(({ presentationHint }) => presentationHint !== 'label');
      frames.push(...(frame ? [frame.id] : []));
    }
    return new Pair(session, crash, frames);
  }

  /** One task's structure, or a structure in it, that nobody has opened before. */
  async expand({ structure, way }: Node): Promise<Sample> {
    const frameId = this.frames[this.turn++ % this.frames.length];
    const { scopes } = (await this.session.ask('scopes', { frameId })) as {
      scopes: { name: string; variablesReference: number }[];
    };
    let reference = scopes.find(({ name }) => name === 'Task')?.variablesReference ?? 0;
    let [own, members] = await this.list(reference);
    let address = BigInt(members[0]?.memoryReference ?? 0);
    for (const step of way) {
      const member = members.find(({ name }) => name === step);
      reference = member?.variablesReference ?? 0;
      address = BigInt(member?.memoryReference ?? 0);
      [own, members] = await this.list(reference);
    }
    const name = `b${this.turn}`;
    const from = performance.now();
    await this.crash.ask(varCreateCommand(name, `*(${structure} *)${hexAddress(address)}`));
    const created = performance.now();
    await this.crash.ask(varListChildrenCommand(name, 0, 5_000));
    // Of what lies in the task, the session has the variable object already.
    const peer = performance.now() - (way.length === 0 ? from : created);
    this.left -= 1;
    if (this.left === 0) {
      await this.session.end();
      await this.crash.end();
    }
    return { own, peer };
  }

  private async list(
    variablesReference: number,
  ): Promise<[number, { name: string; memoryReference?: string; variablesReference: number }[]]> {
    const from = performance.now();
    const { variables } = (await this.session.ask('variables', { variablesReference })) as {
      variables: { name: string; memoryReference?: string; variablesReference: number }[];
    };
    return [performance.now() - from, variables];
  }
}
