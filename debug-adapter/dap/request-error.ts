/** An answer in words to a request that cannot be served; nothing is wrong with the session. */
export class RequestError extends Error {
  constructor(
    readonly id: number,
    message: string,
    /** Whether the client should show it by itself. */
    readonly showUser: boolean,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

/** For what only a running program can do. */
export function cannotRun(action: string): RequestError {
  return new RequestError(2001, `A dump cannot ${action}: the kernel in it has died.`, true);
}

/** The dump is not open yet, or no longer. */
export function notOpen(): RequestError {
  return new RequestError(2002, 'No dump is open in this session.', false);
}

export function cancelled(): RequestError {
  return new RequestError(2003, 'cancelled', false);
}

export function notSupported(text: string): RequestError {
  return new RequestError(2004, text, false);
}

/** The client named something that this dump does not have. */
export function unknownThing(text: string): RequestError {
  return new RequestError(2005, text, false);
}

export function noReference(): RequestError {
  return unknownThing(
    'A memory reference is 0x… for an address of the kernel, or phys:0x… for a physical one.',
  );
}
