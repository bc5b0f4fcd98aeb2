import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { Version } from '../kconfig/model/version';
import type { ToolQuestion } from '../kconfig/versions/tool-questions';

const run = promisify(execFile);

const MOST_MS = 10_000;

/** A tool's own word, or why there is none. */
export type Answer =
  | { readonly version: Version; readonly output: string }
  | { readonly version: undefined; readonly problem: string };

/** Asks a program for its version: by a fixed argument vector, no shell, outside the workspace. */
export async function askTool(program: string, question: ToolQuestion): Promise<Answer> {
  try {
    const { stdout, stderr } = await run(program, question.arguments, {
      cwd: tmpdir(),
      timeout: MOST_MS,
      killSignal: 'SIGKILL',
      env: { ...process.env, LC_ALL: 'C', TERM: 'dumb' },
    });
    return understood(program, question, `${stdout}${stderr}`);
  } catch (error) {
    // makedumpfile -v and kexec -v of some versions end with a status of their own.
    const { code, stdout = '', stderr = '' } = error as Failure;
    if (code === 'ENOENT') return { version: undefined, problem: 'not installed here' };
    return understood(program, question, `${stdout}${stderr}`);
  }
}

interface Failure {
  readonly code?: unknown;
  readonly stdout?: string;
  readonly stderr?: string;
}

function understood(program: string, { parse }: ToolQuestion, output: string): Answer {
  const version = parse(output);
  return version
    ? { version, output }
    : { version: undefined, problem: `${program} did not say its version` };
}
