import type { Failure, FailureAction } from '../protocol/failure';
import { withoutPages } from './attempts';
import * as crash from './crash-failures';
import * as dump from './dump-failures';
import { ofRelease, saidLines, type Evidence } from './evidence';
import { MINIMAL, type Attempt, type Diagnosis, type FailureKind } from './failure-kind';
import * as vmlinux from './vmlinux-failures';

/**
 * Every known failure, in the order of asking. What crash says of itself and of the namelist tells
 * more than what follows from it; then what our own reader saw of the dump; then the rest of crash's
 * words.
 */
export const CATALOGUE: readonly FailureKind[] = [
  crash.wrongMachine,
  crash.compression,
  crash.argumentsWrong,
  vmlinux.reduced,
  vmlinux.noDebugInfo,
  vmlinux.mismatch,
  crash.notAllowed,
  dump.tiny,
  dump.cutOff,
  crash.files,
  dump.unfinished,
  dump.noVmcoreinfo,
  crash.kernelLayout,
  crash.tooOld,
  crash.modules,
  crash.slabCaches,
  dump.pagesExcluded,
  dump.unreadable,
  crash.silent,
];

/** Tells why crash did not come to its prompt, and what may still be tried. */
export function diagnose(evidence: Evidence): Diagnosis {
  switch (evidence.end) {
    case 'cancelled':
      return { failure: CANCELLED, attempts: [] };
    case 'not-found':
      return { failure: crashNotFound(evidence.crashPath), attempts: [] };
    case 'terminal-unavailable':
      return { failure: { ...NO_TERMINAL, output: evidence.output.trim() }, attempts: [] };
    default:
      return diagnoseStart(evidence);
  }
}

/** Whether only the bare fact is known that crash has ended. */
export function isUnexplained({ failure }: Diagnosis): boolean {
  return failure.id === 'crash-refused';
}

/**
 * What a start that was not explained died of, once another one has come up: crash 9 says nothing of
 * pages that are not in the dump.
 */
export function explainedBy(evidence: Evidence, success: Attempt): Failure | undefined {
  switch (success.rung) {
    case 'reduced':
      return failureOf(
        success.args.includes('--no_kmem_cache') ? crash.slabCaches : crash.modules,
        evidence,
        '',
      );
    case 'zero-excluded':
      return failureOf(dump.pagesExcluded, evidence, '');
    default:
      return undefined;
  }
}

function failureOf(kind: FailureKind, evidence: Evidence, said: string): Failure {
  return {
    id: kind.id,
    what: kind.title(evidence, said),
    // `this crash` where no version is known; the name of the program stays small.
    why: kind.cause(evidence, said).replace(/^this /, 'This '),
    remedy: kind.remedy(evidence, said),
    actions: kind.actions(evidence, said),
    output: evidence.output.trim(),
  };
}

function diagnoseStart(evidence: Evidence): Diagnosis {
  const said = saidLines(evidence).join('\n');
  const kind = CATALOGUE.find(({ recognize }) => recognize(evidence, said));
  if (!kind) {
    // crash 9 ends without a word over a page that is not there; what a signal ended proves nothing.
    const isSilent = said === '' && (evidence.exitSignal ?? 0) === 0;
    const lacksPages = isSilent && evidence.dump.mayLackPages;
    const attempts = lacksPages ? withoutPages(evidence, said) : [MINIMAL];
    return { failure: unexplained(evidence), attempts };
  }
  return { failure: failureOf(kind, evidence, said), attempts: kind.attempts(evidence, said) };
}

function unexplained(evidence: Evidence): Failure {
  const signal = evidence.exitSignal ?? 0;
  const how =
    signal > 0 ? `signal ${signal} ended it` : `its exit status is ${evidence.exitCode ?? '?'}`;
  const said = saidLines(evidence).slice(-6).join(' ').slice(0, 600);
  return {
    id: 'crash-refused',
    what: 'crash ended before it could open the dump.',
    why:
      said === ''
        ? `It gave no reason (${how}). Known causes of its silence: the kernel${ofRelease(evidence)} is newer than this crash, the vmlinux is of another build, or the dump is damaged.`
        : `It said: ${said} (${how}).`,
    remedy: 'Use the vmlinux of exactly this build and the newest crash (kernelCrash.crashPaths).',
    actions: ['pick-vmlinux', 'open-crash-path-setting', 'show-log'],
    output: evidence.output.trim(),
  };
}

/**
 * There is no crash to start.
 * @param install what installs one here
 */
export function crashNotFound(
  crashPath: string | undefined,
  install: readonly FailureAction[] = [],
): Failure {
  return {
    id: 'crash-not-found',
    what:
      crashPath === undefined
        ? 'The program crash is not installed.'
        : `There is no program ${crashPath}.`,
    why:
      crashPath === undefined
        ? 'No folder of the PATH has it.'
        : 'crashPath must name the crash binary, which must be executable.',
    remedy:
      'Install it (Debian and Ubuntu: apt install crash; Fedora and RHEL: dnf install crash), or name it in kernelCrash.crashPaths.',
    actions: [...install, 'get-crash', 'open-crash-path-setting', 'retry'],
  };
}

const CANCELLED: Failure = {
  id: 'cancelled',
  what: 'The session was stopped while crash was starting.',
  why: '',
  remedy: '',
  actions: [],
};

const NO_TERMINAL: Failure = {
  id: 'terminal-unavailable',
  what: 'No terminal for crash can be opened.',
  why: 'The native part of this extension (node-pty) does not load: this package was made for another platform.',
  remedy: 'Install the package for this platform.',
  actions: ['show-log'],
};
