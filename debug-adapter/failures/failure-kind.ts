import type { Failure, FailureAction, FailureId } from '../protocol/failure';
import type { Rung } from '../protocol/rung';
import type { Evidence } from './evidence';

/** Another start that may succeed. */
export interface Attempt {
  readonly rung: Exclude<Rung, 'no-crash'>;
  /** Arguments of crash besides those of the launch configuration. */
  readonly args: readonly string[];
}

export const MINIMAL: Attempt = { rung: 'minimal', args: ['--minimal'] };
export const ZERO_EXCLUDED: Attempt = { rung: 'zero-excluded', args: ['--zero_excluded'] };
export const NO_MODULES: Attempt = { rung: 'reduced', args: ['--no_modules'] };

/** One way in which crash fails to start. */
export interface FailureKind {
  readonly id: FailureId;
  /** Whether the evidence shows it: what we know ourselves counts before what crash says. */
  readonly recognize: (evidence: Evidence, said: string) => boolean;
  readonly title: (evidence: Evidence, said: string) => string;
  /** The cause in a sentence. */
  readonly cause: (evidence: Evidence, said: string) => string;
  /** What to do, in a sentence or two. */
  readonly remedy: (evidence: Evidence, said: string) => string;
  readonly actions: (evidence: Evidence, said: string) => readonly FailureAction[];
  /** What may open the dump all the same, best first; nothing where no rung with crash can help. */
  readonly attempts: (evidence: Evidence, said: string) => readonly Attempt[];
}

/** What is told to a person, and what may still be tried. */
export interface Diagnosis {
  readonly failure: Failure;
  readonly attempts: readonly Attempt[];
}
