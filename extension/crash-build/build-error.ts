/** Why there is no crash in the end, as it is told to a person: what happened, then what to do. */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  constructor(
    readonly what: string,
    readonly remedy = '',
    /** A command for the person's terminal, which the remedy names. */
    readonly command?: string,
  ) {
    super(remedy === '' ? what : `${what} ${remedy}`);
  }
}

/** The person has ended it. */
export class BuildCancelled extends Error {
  override readonly name = 'BuildCancelled';

  constructor() {
    super('The build of crash was ended.');
  }
}
