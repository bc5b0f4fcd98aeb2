import type { TaskCount } from '../reader/dump-reader';
import type { OpenedDump } from '../reader/opened-dump';
import { isAtLeast } from '../commands/version';
import { failureText } from '../protocol/failure';
import { hasWholeCrash, type Rung } from '../protocol/rung';
import { installPackage } from '../reader/install-action';
import { say } from './client';
import type { SessionContext } from './context';
import { displayLines, displayText } from '../protocol/display-text';

/** How the Call Stack names the rung that a session stands on. */
const RUNG_WORDS: Readonly<Record<Rung, readonly string[]>> = {
  full: [],
  reduced: ['crash without all its data'],
  'zero-excluded': ['gaps read as zeros'],
  minimal: ['crash in minimal mode'],
  'no-crash': ['without crash'],
};

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
  const withoutPanic = noPanicWords(dump);
  client.event('stopped', {
    reason: panicTask === undefined ? 'pause' : 'exception',
    description: [
      panicTask === undefined ? withoutPanic.short : 'Kernel panic',
      ...RUNG_WORDS[dump.standing.rung],
    ].join(', '),
    text: panicMessage(dump) ?? withoutPanic.long,
    ...(focused === undefined ? {} : { threadId: context.ids.thread(focused) }),
    allThreadsStopped: true,
  });
  await tellMissingSymbolizer(context, dump);
  await tellOldCrash(context, dump);
  await prepareValues(dump, focused);
}

/** No panic is known: there was none, or nobody can tell. */
function noPanicWords({ facts }: OpenedDump): { readonly short: string; readonly long: string } {
  return facts.logMissing === undefined
    ? {
        short: 'No panic recorded',
        long: 'The kernel had not panicked when this dump was taken.',
      }
    : {
        short: 'Log not readable',
        long: `Why the kernel died is not known: ${displayText(facts.logMissing)}`,
      };
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
    dateOf(dump),
    summary.partial ? 'partial dump' : undefined,
  ].filter((part) => part !== undefined);
  say(client, 'stdout', displayText(parts.join(' · ')));
  const panic = panicMessage(dump);
  if (panic !== undefined && current) {
    say(client, 'stdout', `${panic} (CPU ${current.cpu ?? '?'}, ${displayText(current.name)})`);
  }
  const { engine, standing } = dump;
  if (standing.missing !== undefined) {
    // Where crash is too old, the failure says so by itself.
    const doubt = standing.failure?.id === 'crash-too-old' ? undefined : context.crashDoubt;
    const text = [standing.because, standing.missing, standing.failure?.remedy, doubt];
    context.lack({
      id: 'rung',
      text: text.filter((part) => part !== undefined).join(' '),
      ...(standing.failure && { failure: standing.failure }),
    });
  }
  if (engine && hasWholeCrash(standing.rung)) {
    say(
      client,
      'stdout',
      `crash ${engine.version.version ?? '(version unknown)'} reads it. Type any crash command here (ps, bt, log, kmem -i …).\nA command works on the task that is selected in the Call Stack.`,
    );
  }
  tellProblems(context, dump);
  for (const warning of engine?.warnings ?? []) {
    say(client, 'console', displayLines(`crash: ${warning}`));
  }
  for (const text of engine?.notes ?? []) {
    context.lack({ id: 'crash-note', text });
  }
}

/** Where crash is too old to find the time in the dump, vmcoreinfo tells when the kernel died. */
function dateOf({ facts, identity }: OpenedDump): string | undefined {
  const { date } = facts.summary;
  return identity.crashTime !== undefined && /\b1970$/.test(date ?? '')
    ? new Date(identity.crashTime * 1000).toUTCString()
    : date;
}

/** What is wrong with the file, each once: what crash failed of has been told with the rung. */
function tellProblems({ client }: SessionContext, dump: OpenedDump): void {
  const told = dump.standing.failure?.id;
  const { problems, incomplete } = dump.identity;
  for (const { failure, what, why, remedy } of problems) {
    if (failure === undefined || failure !== told) {
      say(client, 'important', displayText([what, why, remedy].join(' ')));
    }
  }
  const isKnown = told === 'dump-unfinished' || problems.some(({ failure }) => failure);
  if ((dump.facts.summary.incomplete || incomplete) && !isKnown) {
    say(client, 'important', 'This dump is incomplete: makedumpfile could not write all of it.');
  }
}

/** Once the stack that everyone looks at first has been read. */
async function prepareValues(dump: OpenedDump, focused: bigint | undefined): Promise<void> {
  try {
    if (focused !== undefined) {
      await dump.reader.stack(focused);
    }
    await dump.values?.prepare();
  } catch {
    // The session ended meanwhile, or a value will say what is wrong when it is asked for.
  }
}

async function tellMissingSymbolizer(context: SessionContext, dump: OpenedDump): Promise<void> {
  if (!(await dump.reader.hasSymbolizer())) {
    const failure = {
      id: 'symbolizer-missing',
      what: 'eu-addr2line (package elfutils) is not installed.',
      why: dump.whole
        ? 'Lines come from gdb alone, which now and then names a neighbouring one, and frames that gdb does not unwind have none.'
        : 'The calls in the log have no lines.',
      remedy: 'Install elfutils and start the session again.',
      actions: [...installPackage('elfutils'), 'retry'],
    } as const;
    context.lack({ id: 'no-symbolizer', text: failureText(failure), failure });
  }
}

/** What an old crash cannot do, in one piece of advice. */
async function tellOldCrash(context: SessionContext, dump: OpenedDump): Promise<void> {
  const { engine, standing } = dump;
  if (!engine || !dump.whole) {
    return;
  }
  // The session may end meanwhile: there is nothing to tell then.
  const count = await dump.whole.taskCount().catch(() => undefined);
  const crash = `crash ${engine.version.version ?? ''}`.trim();
  const tasks = count && (count.lost > 0 || !count.whole) ? missingTasks(crash, count) : undefined;
  // On a lower rung it is told with the rung.
  const doubt = standing.missing === undefined ? context.crashDoubt : undefined;
  if (!isAtLeast(engine.version, 8, 0, 6)) {
    const stacks = `${crash} does not unwind stacks with gdb: frames come from its own bt, with lines from the debug info, and there are no locals.`;
    const more = 'crash 8.0.6 or later shows more.';
    const text = [doubt, stacks, tasks, more].filter((part) => part !== undefined).join(' ');
    context.lack({ id: 'old-crash', text });
  } else if (doubt !== undefined) {
    const text = tasks === undefined ? doubt : `${doubt} ${tasks}`;
    context.lack({ id: 'crash-too-old', text });
  } else if (tasks !== undefined) {
    context.lack({ id: 'missing-tasks', text: `${tasks} A newer crash may find them.` });
  }
}

function missingTasks(crash: string, { listed, lost, whole }: TaskCount): string {
  const all = listed + lost;
  const found = `${crash} lists ${listed} of the ${whole ? '' : 'at least '}${all} tasks of this dump.`;
  const rest =
    lost === 0
      ? 'The others could not be read from the dump either.'
      : `The other ${lost} were read from the dump itself: they are in the Call Stack, marked “no stack”, with name, pid and state.`;
  return `${found} ${rest}`;
}
