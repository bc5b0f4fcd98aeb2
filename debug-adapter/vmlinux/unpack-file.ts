import { spawn } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { packingOf } from './packing';

/** What became of an unpacking. */
export type UnpackResult =
  | { readonly ok: true; readonly path: string }
  | {
      readonly ok: false;
      readonly cause:
        'cancelled' | 'program-missing' | 'too-large' | 'damaged' | 'unknown-packing' | 'io';
      /** A sentence for a person, with the Debian package when a program is missing. */
      readonly reason: string;
    };

/** The largest module of Debian 12 has 270 MB with its debug info. */
const MOST_BYTES = 1 << 30;
const DEADLINE_MS = 120_000;

export interface UnpackOptions {
  /** Bounds what is written. */
  readonly mostBytes?: number;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /** How many bytes were written so far. */
  readonly onBytes?: (written: number) => void;
}

/** `package`: where Debian has the program. They read stdin and write stdout. */
const PROGRAMS = {
  xz: { program: 'xz', args: ['--decompress', '--stdout', '--format=xz'], package: 'xz-utils' },
  zstd: { program: 'zstd', args: ['-d', '-c', '-q'], package: 'zstd' },
  bzip2: { program: 'bzip2', args: ['-d', '-c'], package: 'bzip2' },
  lz4: { program: 'lz4', args: ['-d', '-c', '-q'], package: 'lz4' },
} as const;

class UnpackError extends Error {
  constructor(
    override readonly cause: Extract<UnpackResult, { readonly ok: false }>['cause'],
    reason: string,
  ) {
    super(reason);
  }
}

/**
 * Unpacks what one of the usual compressors has packed (told by the file's first bytes) into the new
 * file `destination`, mode 0600. Never throws; after a failure it leaves no file.
 */
export async function unpackFile(
  file: string,
  destination: string,
  options: UnpackOptions = {},
): Promise<UnpackResult> {
  let input: FileHandle | undefined;
  let output: FileHandle | undefined;
  try {
    input = await open(file, 'r');
    output = await open(destination, 'wx', 0o600);
    await unpack(file, input, output, options);
    return { ok: true, path: destination };
  } catch (error) {
    if (output) await rm(destination, { force: true }).catch(() => undefined);
    if (error instanceof UnpackError) {
      return { ok: false, cause: error.cause, reason: error.message };
    }
    if (options.signal?.aborted) {
      return { ok: false, cause: 'cancelled', reason: `Unpacking ${file} was cancelled.` };
    }
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, cause: 'io', reason: `${file} cannot be unpacked: ${message}` };
  } finally {
    await input?.close().catch(() => undefined);
    await output?.close().catch(() => undefined);
  }
}

async function unpack(
  file: string,
  input: FileHandle,
  output: FileHandle,
  options: UnpackOptions,
): Promise<void> {
  const start = Buffer.alloc(6);
  await input.read(start, 0, start.length, 0);
  const packing = packingOf(start);
  const target = output.createWriteStream();
  const { mostBytes = MOST_BYTES, deadlineMs = DEADLINE_MS, onBytes } = options;
  const late = AbortSignal.timeout(deadlineMs);
  const signal = options.signal ? AbortSignal.any([options.signal, late]) : late;
  const bounded = boundedTo(mostBytes, file, onBytes);
  if (packing === 'gzip') {
    try {
      const packed = input.createReadStream({ start: 0 });
      await pipeline(packed, createGunzip(), bounded, target, { signal });
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!code.startsWith('Z_')) throw error;
      throw new UnpackError('damaged', `${file} cannot be unpacked: it is damaged or cut off.`);
    }
  } else if (packing) {
    await unpackWith(PROGRAMS[packing], file, input, signal, (packed) =>
      pipeline(packed, bounded, target, { signal }),
    );
  } else {
    throw new UnpackError('unknown-packing', `${file} is packed in a way that is not known here.`);
  }
}

async function unpackWith(
  { program, args, package: debianPackage }: (typeof PROGRAMS)[keyof typeof PROGRAMS],
  file: string,
  input: FileHandle,
  signal: AbortSignal,
  write: (unpacked: Readable) => Promise<void>,
): Promise<void> {
  // The program gets the open file, at its beginning, and no name: nothing in a name is read as an option.
  const child = spawn(program, args, {
    stdio: [input.fd, 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    // Unlike the option `timeout`, it leaves no timer behind when the program is missing.
    signal,
    killSignal: 'SIGKILL',
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  try {
    const [status] = await Promise.all([exit, child.stdout && write(child.stdout)]);
    if (status === 0) return;
    throw new UnpackError('damaged', `${file} cannot be unpacked: ${program} says it is damaged.`);
  } catch (error) {
    child.kill('SIGKILL');
    await exit.catch(() => undefined);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const reason = `${file} cannot be unpacked: the program ${program} is missing (on Debian: apt-get install ${debianPackage}).`;
    throw new UnpackError('program-missing', reason);
  }
}

function boundedTo(
  mostBytes: number,
  file: string,
  onBytes?: (written: number) => void,
): Transform {
  let written = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length;
      onBytes?.(written);
      if (written <= mostBytes) return done(null, chunk);
      const reason = `${file} unpacks to more than ${mostBytes} bytes and was left alone.`;
      return done(new UnpackError('too-large', reason));
    },
  });
}
