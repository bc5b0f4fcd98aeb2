import type { OpenedDump } from '../reader/opened-dump';
import { isAtLeast } from '../commands/version';
import { say } from './client';
import type { SessionContext } from './context';
import { displayLines, displayText } from '../protocol/display-text';

/** Tells the client that the kernel stands still: on its panic, or where the dump was taken. */
export async function announceStop(context: SessionContext): Promise<void> {
  let dump: OpenedDump;
  try {
    dump = await context.dump();
  } catch {
    return;
  }
  const { client } = context;
  const panicTask = context.panicTask(dump);
  const focused = panicTask ?? dump.facts.current?.address;
  introduce(context, dump);
  client.event('stopped', {
    reason: panicTask === undefined ? 'pause' : 'exception',
    description: panicTask === undefined ? 'No panic recorded' : 'Kernel panic',
    text: panicMessage(dump) ?? 'The kernel had not panicked when this dump was taken.',
    ...(focused === undefined ? {} : { threadId: context.ids.thread(focused) }),
    allThreadsStopped: true,
  });
  await tellMissingSymbolizer(context, dump);
  await tellMissingTasks(context, dump);
}

/** The line that tells most of why the kernel died; undefined when it had not. */
export function panicMessage(dump: OpenedDump): string | undefined {
  const { oops, summary } = dump.facts;
  const message = oops?.message ?? summary.panic;
  return message === undefined || message === '' ? undefined : displayText(message);
}

function introduce(context: SessionContext, dump: OpenedDump): void {
  const { summary, current } = dump.facts;
  const { client } = context;
  const parts = [
    `Linux ${summary.release ?? dump.identity.release ?? '(release unknown)'}`,
    summary.machine,
    summary.cpus === undefined ? undefined : `${summary.cpus} CPUs`,
    summary.memory,
    summary.date,
    summary.partial ? 'partial dump' : undefined,
  ].filter((part) => part !== undefined);
  say(client, 'stdout', displayText(parts.join(' · ')));
  const panic = panicMessage(dump);
  if (panic !== undefined && current) {
    say(client, 'stdout', `${panic} (CPU ${current.cpu ?? '?'}, ${displayText(current.name)})`);
  }
  const { engine } = dump;
  if (engine) {
    say(
      client,
      'stdout',
      `crash ${engine.version.version ?? '(version unknown)'} reads it. Type any crash command here (ps, bt, log, kmem -i …).\nA command works on the task that is selected in the Call Stack.`,
    );
  }
  if (summary.incomplete || dump.identity.incomplete) {
    say(client, 'important', 'This dump is incomplete: makedumpfile could not write all of it.');
  }
  for (const problem of dump.identity.problems) {
    say(client, 'important', displayText([problem.what, problem.why, problem.remedy].join(' ')));
  }
  for (const warning of engine?.warnings ?? []) {
    say(client, 'console', displayLines(`crash: ${warning}`));
  }
  if (engine && !isAtLeast(engine.version, 8, 0, 6)) {
    context.lack({
      id: 'old-crash',
      text: `crash ${engine.version.version ?? ''} does not unwind stacks with gdb: frames come from its own bt, with lines from the debug info. crash 8.0.6 or later shows more.`,
    });
  }
}

async function tellMissingSymbolizer(context: SessionContext, dump: OpenedDump): Promise<void> {
  if (!(await dump.reader.hasSymbolizer())) {
    context.lack({
      id: 'no-symbolizer',
      text: 'eu-addr2line (package elfutils) is not installed: lines come from gdb alone, which now and then names a neighbouring one, and frames that gdb does not unwind have none.',
    });
  }
}

async function tellMissingTasks(context: SessionContext, dump: OpenedDump): Promise<void> {
  try {
    const missing = (await dump.whole?.missingTasks()) ?? 0;
    if (missing > 0) {
      const listed = (await dump.reader.tasks()).length;
      context.lack({
        id: 'missing-tasks',
        text: `crash ${dump.engine?.version.version ?? ''} lists ${listed} tasks of this dump; at least ${missing} more processes are in it that it does not find. A newer crash lists them all.`,
      });
    }
  } catch {
    // The session ended meanwhile, or this dump lacks the list: nothing to tell.
  }
}
