import { failureText, type Failure } from '../protocol/failure';

/** A failure on its way to the person. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failureText(failure));
    this.name = 'FailureError';
  }
}

/** An error that nobody foresaw, as a failure. */
export function asFailureError(error: unknown): FailureError {
  if (error instanceof FailureError) {
    return error;
  }
  return new FailureError({
    id: 'internal',
    what: 'The debug adapter failed.',
    why: error instanceof Error ? error.message : String(error),
    remedy: 'Set "trace" in the launch configuration to record what crash said, and report it.',
    actions: ['show-log'],
  });
}
