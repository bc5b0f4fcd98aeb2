import { constants, createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';

/** Records what is sent to crash and what it answers, for a bug report. */
export interface Trace {
  /** The text is only made when there is a file for it. */
  write(kind: 'start' | 'send' | 'answer' | 'terminal' | 'end', text: () => string): void;
  close(): void;
}

export const noTrace: Trace = { write: () => undefined, close: () => undefined };

const HEADER = 'Kernel Crash Debugger trace\n';

/**
 * A trace into a file, one entry a paragraph, with the milliseconds since it was opened. The path
 * comes from a launch configuration: a file that exists is only overwritten if it is a trace.
 * @throws Error in words when the file cannot be used.
 */
export async function openTrace(file: string): Promise<Trace> {
  const handle = await fs
    .open(file, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600)
    .catch((error: NodeJS.ErrnoException) => {
      throw new Error(`${file} cannot be written (${error.code ?? error.message}).`);
    });
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER.length), 0, undefined, 0);
    if (size > 0 && buffer.toString('utf8', 0, bytesRead) !== HEADER) {
      throw new Error(`${file} exists and is no trace; it is not overwritten.`);
    }
    await handle.truncate(0);
  } catch (error) {
    await handle.close();
    throw error;
  }
  const stream = createWriteStream(file, { fd: handle, start: 0 });
  // A disk that fills up must not end the session.
  stream.on('error', () => undefined);
  stream.write(HEADER);
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
