import { AdapterSession } from './adapter-session';
import type { SessionInput, SessionTools } from './bench';
import { CrashAlone } from './crash-alone';

/** A session, and a crash of its own beside it, with the same dump. */
export interface SessionBesideCrash {
  readonly session: AdapterSession;
  readonly crash: CrashAlone;
  /** Ids of the session's threads. */
  readonly threads: readonly number[];
}

export async function openBesideCrash(
  tools: SessionTools,
  dump: SessionInput,
): Promise<SessionBesideCrash> {
  const crash = await CrashAlone.start(tools.crash, dump);
  const { vmcore, vmlinux, modulePaths } = dump;
  const session = new AdapterSession(tools.adapter);
  await session.open({ vmcore, vmlinux, modulePaths, crashPath: tools.crash });
  const { threads } = (await session.ask('threads')) as { threads: { id: number }[] };
  return { session, crash, threads: threads.map(({ id }) => id) };
}
