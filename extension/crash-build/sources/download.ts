import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { BuildContext } from '../build-context';
import { BuildCancelled, BuildError } from '../build-error';

/** Without a byte for so long, it will not come. */
const IDLE_MS = 60_000;
const MOST_REDIRECTS = 5;
/** The source of crash with that of gdb is below 100 MB. */
const MOST_BYTES = 512 * 2 ** 20;

/** `fetch` as Node and VS Code (through its proxies) have it. */
export type Fetch = (address: URL, options: RequestInit) => Promise<Response>;

/**
 * Downloads a file; over https only, redirections included.
 * @returns the SHA-256 of what came, in hex
 * @throws BuildError in words when it cannot be reached or is not there; BuildCancelled.
 */
export async function download(
  address: string,
  file: string,
  { log, signal }: BuildContext,
  fetch: Fetch = globalThis.fetch,
): Promise<string> {
  const idle = new AbortController();
  let timer = setTimeout(() => idle.abort(), IDLE_MS);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => idle.abort(), IDLE_MS);
  };
  try {
    const either = AbortSignal.any([signal, idle.signal]);
    log(`Downloading ${address}`);
    const response = await request(checked(address), either, fetch);
    const hash = createHash('sha256');
    let bytes = 0;
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          heard();
          bytes += chunk.length;
          if (bytes > MOST_BYTES) {
            throw new BuildError(`${address} is larger than the source of crash can be.`);
          }
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(file, { mode: 0o600 }),
      { signal: either },
    );
    const digest = hash.digest('hex');
    log(`${(bytes / 2 ** 20).toFixed(1)} MiB came, SHA-256 ${digest}.`);
    return digest;
  } catch (error) {
    if (signal.aborted) {
      throw new BuildCancelled();
    }
    throw error instanceof BuildError
      ? error
      : unreachable(address, idle.signal.aborted ? 'nothing came for a minute' : reason(error));
  } finally {
    clearTimeout(timer);
  }
}

function checked(address: string | URL): URL {
  const text = String(address);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:') {
    throw new BuildError(
      `${text} is no https address.`,
      'The source of crash becomes a program that you run: name an address that begins with https://.',
    );
  }
  return url;
}

/** Follows redirections itself: each must be https as well. */
async function request(first: URL, signal: AbortSignal, fetch: Fetch): Promise<Response> {
  let address = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(address, { redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      address = checked(new URL(location, address));
      continue;
    }
    if (!response.ok || response.body === null) {
      throw new BuildError(
        `${address.href} is not there: the server answered ${response.status} ${response.statusText}.`,
        REMEDY,
      );
    }
    return response;
  }
  throw new BuildError(`${first.href} is redirected again and again.`, REMEDY);
}

const REMEDY =
  'Use Debian’s source package or a folder with crash’s source instead, or name another archive in the settings (kernelCrash.build).';

function unreachable(address: string, why: string): BuildError {
  return new BuildError(`${address} could not be downloaded: ${why}.`, REMEDY);
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
