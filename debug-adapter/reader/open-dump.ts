import * as path from 'node:path';
import { refusedArgument } from '../crash/command-line';
import { sweepAbandoned } from '../crash/private-directory';
import { noTrace, openTrace, type Trace } from '../crash/trace';
import { openDumpFile } from '../dumpfile/open-dump-file';
import type { LaunchArguments } from '../protocol/launch-arguments';
import { crashFor, crashWarning, type ChosenCrash } from './choose-crash';
import { chooseVmlinux, type ChosenVmlinux } from './choose-vmlinux';
import { FailureError } from './failure-error';
import type { OpenedDump } from './opened-dump';
import { descendLadder, type TooNew } from './opening/descend-ladder';
import type { Ground, OpenOptions } from './opening/ground';
import { withKdumpMessages } from './opening/kdump-log';
import { isMistake } from './opening/mistake';
import { hasLogOrRegisters, openWithoutCrash } from './opening/open-from-log';
import { standingOf } from './opening/standing';

/**
 * From launch arguments to a dump that answers: identify the dump, find its vmlinux and a crash,
 * start it, and go down the ladder as far as is needed.
 * @throws FailureError with what to tell a person.
 */
export async function openDump(launch: LaunchArguments, options: OpenOptions): Promise<OpenedDump> {
  const refused = refusedArgument(launch.crashArgs);
  if (refused !== undefined) {
    throw new FailureError({
      id: 'crash-arguments',
      what: 'The launch configuration has an argument that crash does not get.',
      why: refused,
      remedy: 'Remove it from crashArgs.',
      actions: ['open-launch-json'],
    });
  }
  options.onProgress('reading the dump header');
  const file = await openDumpFile(path.resolve(launch.vmcore));
  await file.close();
  const { identity, log } = file;
  const blocking = identity.problems.find((problem) => problem.blocking);
  if (blocking) {
    const { path: dump, container } = identity;
    const { what, why, remedy } =
      container.kind === 'text' ? await withKdumpMessages(dump, blocking) : blocking;
    throw new FailureError({
      id: 'vmcore-unusable',
      what,
      why,
      remedy,
      actions: ['pick-vmcore', 'open-launch-json'],
    });
  }
  const trace = await traceFor(launch);
  try {
    return await open({ launch, identity, log, trace, options });
  } catch (error) {
    trace.close();
    throw error;
  }
}

async function open(ground: Ground): Promise<OpenedDump> {
  const { launch, identity, options } = ground;
  await sweepAbandoned();
  const crash = await orFailure(crashFor(launch, identity, options.signal));
  const answer = crash instanceof FailureError ? undefined : crash.crash.answer;
  const crashMajor = answer?.ok ? answer.version.parts[0] : undefined;
  const kernel = await orFailure(
    chooseVmlinux(launch, identity, {
      ...options,
      ...(crashMajor !== undefined && { crashMajor }),
    }),
  );
  if (!(kernel instanceof FailureError) && kernel.doubt !== undefined) {
    options.onLack({
      id: 'other-vmlinux',
      text: `${kernel.doubt} It is used because this launch configuration accepts it: lines and values are right only as far as both were built alike.`,
    });
  }
  if (crash instanceof FailureError || kernel instanceof FailureError) {
    const failures = [crash, kernel].filter((one) => one instanceof FailureError);
    return openLog(ground, failures, kernel);
  }
  return descendLadder(ground, {
    vmlinux: kernel.path,
    crashPath: crash.crash.path,
    crashMajor,
    tooNew: tooNew(crash, ground),
  });
}

/** What the machine lacks, the ladder makes up for; a mistake in the launch configuration is told. */
async function openLog(
  ground: Ground,
  failures: readonly FailureError[],
  kernel: ChosenVmlinux | FailureError,
): Promise<OpenedDump> {
  const { minimal } = ground.launch;
  const [first] = failures;
  const mistake = failures.find(({ failure }) => isMistake(failure, ground.launch));
  const grave = minimal === 'always' ? undefined : minimal === 'never' ? first : mistake;
  if (grave !== undefined || !first || !hasLogOrRegisters(ground)) {
    throw grave ?? first ?? new Error('Nothing failed.');
  }
  const standing = standingOf(ground, { rung: 'no-crash', args: [] }, first.failure);
  const found =
    kernel instanceof FailureError
      ? { why: `${kernel.failure.what} ${kernel.failure.remedy}` }
      : { vmlinux: kernel.path };
  return openWithoutCrash(ground, standing, found);
}

async function orFailure<T>(answer: Promise<T>): Promise<T | FailureError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof FailureError && error.failure.id !== 'cancelled') {
      return error;
    }
    throw error;
  }
}

/** Rules of the version table on a crash, or every crash, that does not open such a kernel. */
const CANNOT_OPEN: ReadonlySet<string> = new Set(['VER001', 'VER006']);

/** Says before crash starts what it cannot do with this kernel, and gives why it cannot open it. */
function tooNew(chosen: ChosenCrash, { launch, options }: Ground): TooNew | undefined {
  const finding = chosen.findings.find(({ rule }) => CANNOT_OPEN.has(rule));
  const text = crashWarning(chosen);
  if (text === undefined) return undefined;
  const { answer } = chosen.crash;
  const crash = `crash ${answer.ok ? answer.version.text : ''}`.trim();
  const symptoms = launch.minimal === 'auto' ? finding?.symptoms : undefined;
  const before = symptoms
    ? `${crash} does not open dumps of this kernel with all its commands: it is started without what it cannot read.`
    : `${crash} is not expected to open dumps of this kernel. It is tried all the same.`;
  options.onDoubt({ text, ...(finding && { before }) });
  return finding && { why: finding.message, ...(symptoms && { symptoms }) };
}

async function traceFor(launch: LaunchArguments): Promise<Trace> {
  if (launch.trace === undefined) {
    return noTrace;
  }
  return openTrace(launch.trace).catch((error: unknown) => {
    throw new FailureError({
      id: 'launch-arguments',
      what: 'The trace cannot be written.',
      why: error instanceof Error ? error.message : String(error),
      remedy: 'Name another file in "trace".',
      actions: ['open-launch-json'],
    });
  });
}
