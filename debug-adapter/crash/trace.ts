import { createWriteStream } from 'node:fs';

/** Records what is sent to crash and what it answers, for a bug report. */
export interface Trace {
  /** The text is only made when there is a file for it. */
  write(kind: 'start' | 'send' | 'answer' | 'terminal' | 'end', text: () => string): void;
  close(): void;
}

export const noTrace: Trace = { write: () => undefined, close: () => undefined };

/** A trace into a file, one entry a paragraph, with the milliseconds since it was opened. */
export function openTrace(file: string): Trace {
  const stream = createWriteStream(file, { flags: 'w', mode: 0o600 });
  // A trace that cannot be written must not end the session.
  stream.on('error', () => undefined);
  const begun = Date.now();
  return {
    write: (kind, text) => {
      stream.write(`--- ${Date.now() - begun} ms ${kind}\n${text()}\n`);
    },
    close: () => {
      stream.end();
    },
  };
}
