import { failureText, type Failure } from '../protocol/failure';

/** A failure on its way to the person. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failureText(failure));
    this.name = 'FailureError';
  }
}
