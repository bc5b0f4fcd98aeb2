import type { Bench, Inputs, SessionInput, SessionTools } from '../bench';
import { MANY_EXPANDED, runSession, type SessionRun } from '../session-run';

/** What a person waits for in a session, beside crash alone with the same dump, and drgn. */
export default function sessionBenches({ sessions, tools }: Inputs): Bench[] {
  return sessions.flatMap((dump) => {
    const runs: Promise<SessionRun>[] = [];
    /** The figures of the n-th run; all benches of a dump share its runs. */
    const figure = (
      name: string,
      rest: Omit<Bench, 'name' | 'sample' | keyof Counts>,
      of: Figure,
    ) =>
      bench(dump, `${dump.name}: ${name}`, rest, (run) => {
        runs[run] ??= runSession(tools, dump);
        return runs[run].then(of);
      });
    return [
      dump.crowd
        ? figure(
            'F5 to the stopped event',
            { peer: 'crash to its prompt, and one ps', beside: 'drgn', ...dump.startLimit },
            ({ adapter, crash, drgn }) =>
              sample(adapter.open, crash.open + crash.list, drgn && drgn.open + drgn.list),
          )
        : figure(
            'F5 to the stopped event',
            { peer: 'crash to its prompt', beside: 'drgn', ...dump.startLimit },
            ({ adapter, crash, drgn }) => sample(adapter.open, crash.open, drgn?.open),
          ),
      figure(
        'F5 to the first frame',
        { peer: 'crash to its prompt, ps and a bt' },
        ({ adapter, crash }) =>
          sample(adapter.firstFrame, crash.open + crash.list + median(crash.each)),
      ),
      figure('threads', { peer: 'ps', beside: 'drgn' }, ({ adapter, crash, drgn }) =>
        sample(adapter.list, crash.list, drgn?.list),
      ),
      figure('a thread is expanded', { peer: 'set and bt', atMostMore: 50 }, ({ adapter, crash }) =>
        sample(median(adapter.each), median(crash.each)),
      ),
      figure(
        'the slowest thread is expanded',
        { peer: 'the slowest set and bt', atMostMore: 50 },
        ({ adapter, crash }) => sample(Math.max(...adapter.each), Math.max(...crash.each)),
      ),
      figure(
        dump.crowd ? 'the stacks of 40 threads' : 'all stacks',
        { peer: dump.crowd ? 'set and bt of 40 tasks' : 'foreach bt', beside: 'drgn' },
        ({ adapter, crash, drgn }) =>
          sample(adapter.stacks, crash.stacks, dump.crowd ? undefined : drgn?.stacks),
      ),
      figure(
        'memory',
        { peer: 'crash itself', beside: 'drgn', unit: 'MB', limit: 150 },
        ({ adapter, crash, drgn }) => sample(adapter.megabytes, crash.megabytes, drgn?.megabytes),
      ),
      ...(dump.crowd ? [manyExpanded(tools, dump)] : []),
    ];
  });
}

/** In a session of its own, which takes a while: once. */
function manyExpanded(tools: SessionTools, dump: SessionInput): Bench {
  return {
    name: `${dump.name}: memory, ${MANY_EXPANDED} threads expanded`,
    peer: 'crash itself, set and bt of as many',
    unit: 'MB',
    limit: 150,
    warmUp: 0,
    samples: 1,
    sample: async () => {
      const run = await runSession({ ...tools, drgn: undefined }, dump, MANY_EXPANDED);
      return sample(run.adapter.megabytes, run.crash.megabytes);
    },
  };
}

type Counts = Pick<Bench, 'warmUp' | 'samples'>;
type Figure = (run: SessionRun) => ReturnType<typeof sample>;

function bench(
  dump: SessionInput,
  name: string,
  rest: Omit<Bench, 'name' | 'sample' | keyof Counts>,
  take: (run: number) => Promise<ReturnType<typeof sample>>,
): Bench {
  let run = 0;
  return { name, ...rest, warmUp: 1, samples: dump.runs, sample: () => take(run++) };
}

function sample(own: number, peer: number, beside?: number) {
  return { own, peer, ...(beside === undefined ? {} : { beside }) };
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
