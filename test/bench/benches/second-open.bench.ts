import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AdapterSession } from '../adapter-session';
import type { Bench, Inputs, SessionInput, SessionTools } from '../bench';

/** What the index cache is for: the processor time of crash up to the stopped event. */
export default function secondOpenBenches({ sessions, tools }: Inputs): Bench[] {
  return sessions
    .filter(({ crowd }) => !crowd)
    .map((dump) => ({
      name: `${dump.name}: a second session with the same kernel, processor time of crash`,
      peer: 'the first',
      // The debug info of the small sample is read in no time, with and without an index.
      ...(dump.startLimit.atMostTimes === undefined ? {} : { atMostTimes: 0.75 }),
      warmUp: 1,
      samples: dump.runs,
      sample: () => firstAndSecond(tools, dump),
    }));
}

async function firstAndSecond(tools: SessionTools, dump: SessionInput) {
  const cache = mkdtempSync(path.join(tmpdir(), 'kernel-crash-bench-'));
  try {
    const peer = await processorTime(tools, dump, cache);
    const own = await processorTime(tools, dump, cache);
    return { own, peer };
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/** Milliseconds, of user and system together. */
async function processorTime(
  { adapter, crash }: SessionTools,
  { vmcore, vmlinux, modulePaths }: SessionInput,
  cache: string,
): Promise<number> {
  const session = new AdapterSession(adapter, { XDG_CACHE_HOME: cache });
  await session.open({ vmcore, vmlinux, modulePaths, crashPath: crash });
  const { crashPid } = await session.ask('kernelCrash/sessionInfo');
  const stat = readFileSync(`/proc/${Number(crashPid)}/stat`, 'utf8');
  // proc(5): the fields after the name in parentheses; 14 and 15 count hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const time = 10 * (Number(fields[11]) + Number(fields[12]));
  await session.end();
  return time;
}
