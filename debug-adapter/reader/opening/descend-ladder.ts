import { CrashDiedError, CrashStartError } from '../../crash/errors';
import { parseVersion } from '../../commands/version';
import { withoutSymptoms } from '../../failures/attempts';
import { diagnose, explainedBy, isUnexplained } from '../../failures/diagnose';
import { DUMPFILE_LINK, NAMELIST_LINK } from '../../crash/command-line';
import type { Evidence } from '../../failures/evidence';
import { foretoldTooOld } from '../../failures/foretold';
import { MINIMAL, type Attempt, type Diagnosis } from '../../failures/failure-kind';
import type { Failure, FailureAction } from '../../protocol/failure';
import { RUNGS, type Rung } from '../../protocol/rung';
import { hasReducedDebugInfo } from '../../vmlinux/reduced-debug-info';
import { FailureError } from '../failure-error';
import type { OpenedDump } from '../opened-dump';
import type { Ground } from './ground';
import { hasLogOrRegisters, openMinimal, openWithoutCrash } from './open-from-log';
import { openWhole } from './open-whole';
import { compareBuilds } from './compare-builds';
import { standingOf } from './standing';
import { startCrash } from './start-crash';

/** What there is to open a dump with. */
export interface Means {
  readonly vmlinux: string;
  readonly crashPath: string;
  readonly crashMajor: number | undefined;
  readonly tooNew: TooNew | undefined;
}

/** That the kernel is too new for this crash, by the table of versions. */
export interface TooNew {
  /** In sentences. */
  readonly why: string;
  /** What it stops with for sure: it would be started in vain with all its commands. */
  readonly symptoms?: readonly string[];
}

/**
 * Starts crash on the highest rung, and after a failure on the next one that can help, down to none.
 * @throws FailureError with the first failure, where the launch does without the ladder or nothing helps
 */
export async function descendLadder(
  ground: Ground,
  { vmlinux, crashPath, crashMajor, tooNew }: Means,
): Promise<OpenedDump> {
  const { minimal, crashArgs } = ground.launch;
  const start: Attempt = minimal === 'always' ? MINIMAL : { rung: rungOf(crashArgs), args: [] };
  // What the table is sure of need not be tried; arguments of the person's own are.
  const foretold =
    tooNew?.symptoms && start.rung === 'full' ? foretoldTooOld(tooNew.why) : undefined;
  const waiting: Attempt[] = foretold ? attemptsFor(ground, tooNew?.symptoms ?? []) : [start];
  let first = foretold;
  let unexplained: Evidence | undefined;
  let unfit: string | undefined;
  for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) {
    const { rung, args } = attempt;
    try {
      const call = { crashPath, vmlinux, crashMajor, args };
      const started = await startCrash(ground, call);
      first = (unexplained && explainedBy(unexplained, attempt)) ?? first;
      const standing = standingOf(ground, attempt, first && withoutTaken(first, attempt));
      return await (rung === 'minimal' ? openMinimal : openWhole)(ground, standing, call, started);
    } catch (error) {
      const reason = startError(error, ground.options.signal);
      const evidence = await evidenceOf(reason, {
        ground,
        vmlinux,
        crashPath,
        args,
        tooNew: tooNew?.why,
      });
      const diagnosis = first ? diagnose(evidence) : await explain(ground, evidence);
      if (reason.kind === 'cancelled') {
        throw new FailureError(diagnosis.failure);
      }
      if (!first && isUnexplained(diagnosis)) unexplained = evidence;
      // What the machine lacks counts before what the table foretold.
      const isOfMachine = reason.kind === 'not-found' || reason.kind === 'terminal-unavailable';
      first = isOfMachine ? diagnosis.failure : (first ?? diagnosis.failure);
      if (minimal === 'never') {
        throw new FailureError(first);
      }
      if (diagnosis.failure.id === 'vmlinux-mismatch' && evidence.kernel.build !== 'same') {
        unfit ??= diagnosis.failure.what;
      }
      // Zeros in place of what such a kernel needs would make wrong what is shown.
      const lower = diagnosis.attempts.filter(
        (next) => isBelow(next, attempt) && !(foretold && next.rung === 'zero-excluded'),
      );
      waiting.splice(0, waiting.length, ...lower);
    }
  }
  if (!first || !hasLogOrRegisters(ground)) {
    throw first ? new FailureError(first) : new Error('Nothing was tried.');
  }
  const standing = standingOf(ground, { rung: 'no-crash', args: [] }, first);
  const kernel = unfit === undefined ? { vmlinux } : { why: unfit };
  return openWithoutCrash(ground, standing, kernel);
}

/**
 * What may work of a crash that is known to stop at this kernel. A kernel that crash does not know,
 * makedumpfile mostly does not either: of Linux 7.2 it took pages of the kernel itself for free ones,
 * and only where it was to look at no page but for zeros (-d 1) crash finds what it needs.
 */
function attemptsFor({ identity }: Ground, symptoms: readonly string[]): Attempt[] {
  return (identity.dumpLevel ?? 0) > 1 ? [MINIMAL] : [...withoutSymptoms(symptoms)];
}

/** The failure without the button for what has been done by itself. */
function withoutTaken(failure: Failure, { args }: Attempt): Failure {
  const taken = JSON.stringify({ crashArgs: args });
  const isTaken = (action: FailureAction): boolean =>
    typeof action === 'object' &&
    action.do === 'retry-with' &&
    JSON.stringify(action.attributes) === taken;
  return { ...failure, actions: failure.actions.filter((action) => !isTaken(action)) };
}

/** The rung that the arguments of the launch configuration amount to. */
function rungOf(args: readonly string[]): Attempt['rung'] {
  if (args.includes('--minimal')) {
    return 'minimal';
  }
  if (args.includes('--zero_excluded')) {
    return 'zero-excluded';
  }
  return args.some((argument) => /^--no_(?:modules|kmem_cache)$/.test(argument))
    ? 'reduced'
    : 'full';
}

function isBelow(next: Attempt, { rung, args }: Attempt): boolean {
  const height = (one: Rung): number => RUNGS.indexOf(one);
  return height(next.rung) > height(rung) || (next.rung === rung && next.args.length > args.length);
}

/** A crash that ends before the dump is open has failed to start, however far it came. */
function startError(error: unknown, signal: AbortSignal): CrashStartError {
  if (signal.aborted) {
    return new CrashStartError('cancelled', '');
  }
  if (error instanceof CrashDiedError) {
    return new CrashStartError('exited', error.lastOutput, error.exitCode, error.exitSignal);
  }
  if (error instanceof CrashStartError) {
    return error;
  }
  throw error;
}

interface Started {
  readonly ground: Ground;
  readonly vmlinux: string;
  readonly crashPath: string;
  readonly args: readonly string[];
  readonly tooNew: string | undefined;
}

async function evidenceOf(
  { kind, output, exitCode, exitSignal }: CrashStartError,
  { ground, vmlinux, crashPath, args, tooNew }: Started,
): Promise<Evidence> {
  const { identity, launch } = ground;
  const { version } = parseVersion(output);
  const { release, machine, fileSize, missingBytes, incomplete, vmcoreinfo, dumpLevel } = identity;
  return {
    end: kind,
    output,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(exitSignal === undefined ? {} : { exitSignal }),
    crashPath,
    ...(version === undefined ? {} : { crashVersion: version }),
    vmlinux,
    vmcore: identity.path,
    names: { vmlinux: NAMELIST_LINK, vmcore: DUMPFILE_LINK },
    args: [...launch.crashArgs, ...args],
    dump: {
      ...(release === undefined ? {} : { release }),
      ...(machine === undefined ? {} : { machine }),
      size: fileSize,
      ...(missingBytes === undefined ? {} : { missingBytes }),
      incomplete,
      mayLackPages: dumpLevel !== 0,
      hasVmcoreinfo: vmcoreinfo !== undefined,
      logIsReadable: ground.log.ok,
      ...(tooNew === undefined ? {} : { tooNew }),
    },
    kernel: {
      build: await compareBuilds(vmlinux, identity.buildId),
      // A person may have accepted it all the same.
      isReduced: (await hasReducedDebugInfo(vmlinux)) === true,
    },
  };
}

/** crash may hide what it stumbled over: its debug level 1 tells. */
const DETAIL = ['-d1'];

/** Why crash did not come up; where it did not say, it is started once more to tell. */
async function explain(ground: Ground, evidence: Evidence): Promise<Diagnosis> {
  const diagnosis = diagnose(evidence);
  const { signal } = ground.options;
  if (!isUnexplained(diagnosis) || evidence.end !== 'exited' || signal.aborted) {
    return diagnosis;
  }
  const { crashPath, vmlinux, args } = evidence;
  const own = args.slice(ground.launch.crashArgs.length);
  try {
    const call = { crashPath, vmlinux, args: [...own, ...DETAIL] };
    const started = await startCrash(ground, call);
    await started.close();
    return diagnosis;
  } catch (error) {
    const told = error instanceof CrashStartError ? error.output : '';
    const detailed = diagnose({ ...evidence, output: told });
    return isUnexplained(detailed) ? diagnosis : detailed;
  }
}
