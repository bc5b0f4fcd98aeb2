/** Why crash never reached its prompt. */
export type StartFailureKind =
  /** The program file cannot be run. */
  | 'not-found'
  /** No terminal can be had: node-pty's binary is missing for this platform. */
  | 'terminal-unavailable'
  /** crash ended before its prompt. */
  | 'exited'
  /** crash said nothing for a long time. */
  | 'silent'
  /** crash wrote without end and without coming to its prompt. */
  | 'endless'
  /** The person stopped the session. */
  | 'cancelled';

/** crash could not be brought to its prompt. `output` is all that it wrote to its terminal. */
export class CrashStartError extends Error {
  constructor(
    readonly kind: StartFailureKind,
    readonly output: string,
    readonly exitCode?: number,
    readonly exitSignal?: number,
  ) {
    super(`crash did not start: ${kind}`);
    this.name = 'CrashStartError';
  }
}

/** crash ended while the session was on. */
export class CrashDiedError extends Error {
  constructor(
    readonly exitCode: number,
    readonly exitSignal: number,
    readonly lastOutput: string,
  ) {
    super(
      exitSignal > 0
        ? `crash was ended by signal ${exitSignal}.`
        : `crash ended with status ${exitCode}.`,
    );
    this.name = 'CrashDiedError';
  }
}

/** The session was closed while the question was waiting or being answered. */
export class SessionClosedError extends Error {
  constructor() {
    super('The session has ended.');
    this.name = 'SessionClosedError';
  }
}

/** The question was withdrawn. */
export class CancelledError extends Error {
  constructor() {
    super('Cancelled.');
    this.name = 'CancelledError';
  }
}

/** crash did not answer in time and was interrupted. */
export class CommandTimeoutError extends Error {
  constructor(
    readonly command: string,
    readonly seconds: number,
  ) {
    super(`crash did not answer \`${command}\` within ${seconds} s and was interrupted.`);
    this.name = 'CommandTimeoutError';
  }
}

/** An answer grew beyond what is reasonable (crash in an endless loop) and was interrupted. */
export class AnswerTooLargeError extends Error {
  constructor(
    readonly command: string,
    readonly bytes: number,
  ) {
    super(`The answer to \`${command}\` grew beyond ${bytes >> 20} MB and was interrupted.`);
    this.name = 'AnswerTooLargeError';
  }
}

/** The disk that answers are written to is full, so that this one may have been cut off. */
export class DiskFullError extends Error {
  constructor(
    readonly command: string,
    readonly directory: string,
  ) {
    super(
      `The disk that holds ${directory} is full, so the answer of crash to \`${command}\` cannot be trusted to be whole. Make room there, or set TMPDIR to a folder on another disk, and ask again.`,
    );
    this.name = 'DiskFullError';
  }
}
