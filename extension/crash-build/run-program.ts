import { spawn, type ChildProcess } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { BuildContext } from './build-context';
import { BuildCancelled, BuildError } from './build-error';

export interface ProgramOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  /** Written to its standard input. */
  readonly input?: string;
}

/** Between the polite signal and the other. */
const GRACE_MS = 3_000;
/** Of what it wrote, for the one who wants it and for the message of a failure. */
const MOST_KEPT = 1 << 20;
const TAIL_LINES = 12;

/**
 * Runs a program to its end, by an argument vector, in a process group of its own. Each line that it
 * writes goes to the log. When the signal comes, the whole group is ended, compilers and all.
 * @returns what it wrote, at most 1 MiB of it
 * @throws BuildError when it cannot be started or ends badly; BuildCancelled.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { log, signal }: Pick<BuildContext, 'log' | 'signal'>,
  options: ProgramOptions = {},
): Promise<string> {
  throwIfCancelled(signal);
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, LC_ALL: 'C', TERM: 'dumb', ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => undefined); // it ended before it had read all
  child.stdin.end(options.input ?? '');
  const kept: string[] = [];
  const tail: string[] = [];
  let size = 0;
  const take = (line: string): void => {
    log(line);
    size += line.length + 1;
    if (size <= MOST_KEPT) {
      kept.push(line);
    }
    tail.push(line);
    tail.splice(0, tail.length - TAIL_LINES);
  };
  readLines(child.stdout, take);
  readLines(child.stderr, take);
  const end = (): void => endGroup(child);
  signal.addEventListener('abort', end, { once: true });
  try {
    const how = await ending(child, program);
    throwIfCancelled(signal);
    if (how !== 'well') {
      throw new BuildError(
        `${[program, ...args].join(' ')} ${how}.`,
        `The last that it said:\n${tail.join('\n')}`,
      );
    }
    return kept.join('\n');
  } finally {
    signal.removeEventListener('abort', end);
  }
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new BuildCancelled();
  }
}

function ending(child: ChildProcess, program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new BuildError(`${program} could not be started: ${error.message}.`)),
    );
    child.once('close', (status, signal) =>
      resolve(
        status === 0
          ? 'well'
          : signal === null
            ? `ended with status ${status}`
            : `was ended by ${signal}`,
      ),
    );
  });
}

function endGroup(child: ChildProcess): void {
  const group = child.pid;
  if (group === undefined) {
    return;
  }
  kill(group, 'SIGTERM');
  const harder = setTimeout(() => kill(group, 'SIGKILL'), GRACE_MS);
  child.once('close', () => {
    clearTimeout(harder);
    // What has closed its output may still be there.
    kill(group, 'SIGKILL');
  });
}

function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nothing is left of it.
  }
}

function readLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split('\n');
    rest = parts.pop() ?? '';
    parts.forEach(take);
  });
  stream.on('end', () => {
    if (rest !== '') {
      take(rest);
    }
  });
}
