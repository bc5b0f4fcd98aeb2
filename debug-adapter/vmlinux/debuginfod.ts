import { spawn } from 'node:child_process';

/** What became of asking debuginfod servers. */
export type DownloadResult =
  | { readonly ok: true; readonly path: string }
  | {
      readonly ok: false;
      readonly cause: 'cancelled' | 'program-missing' | 'not-found' | 'failed';
      /** A sentence for a person. */
      readonly reason: string;
    };

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** How far it is, in words. */
  readonly onProgress: (words: string) => void;
}

const MOST_BYTES = 64 << 10;

/**
 * The servers that a person has set: our own setting first, else what the environment says
 * (debuginfod(8): addresses, separated by blanks). Nobody is asked without.
 */
export function debuginfodServers(
  setting: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): readonly string[] {
  const written =
    setting.length > 0 ? setting : (environment['DEBUGINFOD_URLS'] ?? '').split(/\s+/);
  return written.filter((address) => /^(?:https?|file):\/\/[\x21-\x7e]+$/.test(address));
}

/**
 * Fetches a vmlinux by its build ID with `debuginfod-find`, into the cache that this program keeps
 * itself and shares with gdb and others. Never rejects.
 * @param buildId hexadecimal digits
 */
export function downloadVmlinux(
  buildId: string,
  servers: readonly string[],
  { signal, onProgress }: DownloadOptions,
): Promise<DownloadResult> {
  if (!/^[0-9a-f]{8,}$/.test(buildId)) {
    return Promise.resolve(failed('not-found', 'There is no build ID to ask debuginfod for.'));
  }
  return new Promise((resolve) => {
    let [output, complaints] = ['', ''];
    const child = spawn('debuginfod-find', ['debuginfo', buildId], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        LC_ALL: 'C',
        DEBUGINFOD_URLS: servers.join(' '),
        DEBUGINFOD_PROGRESS: '1',
      },
      signal,
      killSignal: 'SIGKILL',
    });
    child.stdout.on('data', (part: Buffer) => (output += part.toString().slice(0, MOST_BYTES)));
    child.stderr.on('data', (part: Buffer) => {
      complaints = `${complaints}${part.toString()}`.slice(-MOST_BYTES);
      const words = progressWords(complaints);
      if (words !== undefined) onProgress(words);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') {
        const reason =
          'The program debuginfod-find is missing, so no server was asked (Debian: apt-get install debuginfod; Fedora, RHEL: dnf install elfutils-debuginfod-client).';
        resolve(failed('program-missing', reason));
      }
      // Otherwise it was ended by the signal, and `close` comes.
    });
    child.on('close', (status) => {
      const path = output.trim();
      if (signal.aborted) resolve(failed('cancelled', 'Asking debuginfod was cancelled.'));
      else if (status === 0 && path !== '') resolve({ ok: true, path });
      else resolve(refusal(buildId, servers, complaints));
    });
  });
}

/**
 * Of what it writes with DEBUGINFOD_PROGRESS, over and over on one line:
 * `Downloading from http://127.0.0.1:8002/ 12345678/47000000`.
 */
export function progressWords(complaints: string): string | undefined {
  // The last line may have come in half.
  const lines = complaints.split(/[\r\n]+/).slice(0, -1);
  const pattern = /^Downloading from (https?:\/\/[^\s/]+)\S* (\d+)\/(\d+)$/;
  const [, server, done, all] =
    pattern.exec(lines.findLast((line) => pattern.test(line)) ?? '') ?? [];
  if (server === undefined || Number(all) === 0) return undefined;
  const percent = Math.floor((100 * Number(done)) / Number(all));
  return `${percent} % of ${Math.ceil(Number(all) / 1e6)} MB from ${server}`;
}

function refusal(buildId: string, servers: readonly string[], complaints: string): DownloadResult {
  const said = /Server query failed: (.*)/.exec(complaints)?.[1] ?? 'no reason given';
  const where = servers.join(', ');
  return /No such file/.test(said)
    ? failed('not-found', `debuginfod (${where}) has no file with the build ID ${buildId}.`)
    : failed('failed', `debuginfod (${where}) did not answer: ${said}.`);
}

function failed(
  cause: Extract<DownloadResult, { readonly ok: false }>['cause'],
  reason: string,
): DownloadResult {
  return { ok: false, cause, reason };
}
