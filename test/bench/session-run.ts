import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AdapterSession } from './adapter-session';
import type { SessionInput, SessionTools } from './bench';
import { CrashAlone } from './crash-alone';

/** Threads that are expanded of a crowd, evenly spread. */
const EXPANDED = 40;
/** Where memory is looked at, more than anybody goes through: what is kept of each would show. */
export const MANY_EXPANDED = 1000;

/** Milliseconds and megabytes of one session, and of crash alone and drgn with the same dump. */
export interface SessionRun {
  readonly adapter: Figures & { readonly firstFrame: number };
  readonly crash: Figures;
  readonly drgn?: Pick<Figures, 'open' | 'list' | 'stacks' | 'megabytes'>;
}

interface Figures {
  /** From the start of the program to the stopped event, or to the prompt. */
  readonly open: number;
  /** The list of tasks. */
  readonly list: number;
  /** The stacks of all tasks; of a crowd, of some. */
  readonly stacks: number;
  /** The stack of one task, for each that was looked at. */
  readonly each: readonly number[];
  readonly megabytes: number;
}

/** One session with a dump, after one of crash alone; `expanded` is how many threads of a crowd are. */
export async function runSession(
  tools: SessionTools,
  dump: SessionInput,
  expanded = EXPANDED,
): Promise<SessionRun> {
  const crash = await runCrash(tools.crash, dump, expanded);
  const adapter = await runAdapter(tools, dump, expanded);
  const drgn = tools.drgn ? await runDrgn(tools.drgn, dump) : undefined;
  return { adapter, crash, ...(drgn ? { drgn } : {}) };
}

async function runCrash(program: string, dump: SessionInput, expanded: number): Promise<Figures> {
  const from = performance.now();
  const crash = await CrashAlone.start(program, dump);
  const open = performance.now() - from;
  const [list, ps] = await timed(() => crash.ask('ps'));
  const all = Array.from(ps.matchAll(/^.{0,30} ([0-9a-f]{16}) /gm), ([, task = '']) => task);
  // The panicking task, which its list does not begin with, has been looked at, as in the adapter.
  const panicking = /\bTASK: ([0-9a-f]{16})/.exec(await crash.ask('set'))?.[1];
  await crash.ask('bt');
  const tasks = all.filter((task) => task !== panicking);
  const each: number[] = [];
  for (const task of spread(tasks, expanded)) {
    const [time] = await timed(async () => {
      await crash.ask(`set ${task}`);
      await crash.ask('bt');
    });
    each.push(time);
  }
  const [stacks] = dump.crowd ? [sum(each)] : await timed(() => crash.ask('foreach bt'));
  const megabytes = crash.peakMegabytes();
  await crash.end();
  return { open, list, stacks, each, megabytes };
}

async function runAdapter(
  { adapter, crash }: SessionTools,
  { vmcore, vmlinux, modulePaths, crowd }: SessionInput,
  expanded: number,
): Promise<SessionRun['adapter']> {
  const from = performance.now();
  const session = new AdapterSession(adapter);
  const stopped = await session.open({
    vmcore,
    vmlinux,
    modulePaths,
    crashPath: crash,
    // crash alone has none either; second-open.bench.ts measures it.
    indexCache: false,
  });
  const open = performance.now() - from;
  const [list, body] = await timed(() => session.ask('threads'));
  const threads = (body['threads'] as readonly { id: number }[]).map(({ id }) => id);
  // As VS Code does for the thread that stopped.
  await session.ask('stackTrace', { threadId: stopped['threadId'], startFrame: 0, levels: 20 });
  const firstFrame = performance.now() - from;
  const each: number[] = [];
  const others = threads.filter((id) => id !== stopped['threadId']);
  for (const threadId of spread(others, crowd ? expanded : Infinity)) {
    const [time] = await timed(() =>
      session.ask('stackTrace', { threadId, startFrame: 0, levels: 20 }),
    );
    each.push(time);
  }
  const megabytes = session.peakMegabytes();
  await session.end();
  return { open, list, stacks: sum(each), each, megabytes, firstFrame };
}

async function runDrgn(
  script: string,
  { vmcore, vmlinux }: SessionInput,
): Promise<SessionRun['drgn']> {
  const args = [script, vmcore, vmlinux];
  const { stdout } = await promisify(execFile)('/usr/bin/python3', args);
  const times = JSON.parse(stdout) as Record<'open' | 'tasks' | 'stacks' | 'megabytes', number>;
  const { open, tasks: list, stacks, megabytes } = times;
  return { open, list, stacks, megabytes };
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const from = performance.now();
  const result = await work();
  return [performance.now() - from, result];
}

/** At most so many, evenly taken. */
function spread<T>(all: readonly T[], most: number): T[] {
  const count = Math.min(all.length, most);
  const step = all.length / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step)]).filter(
    (one) => one !== undefined,
  );
}

function sum(times: readonly number[]): number {
  return times.reduce((total, time) => total + time, 0);
}
