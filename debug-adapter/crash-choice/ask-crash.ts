import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Architecture } from '../../extension/kconfig/model/architecture';
import { parseVersion, type Version } from '../../extension/kconfig/model/version';

/** What a crash says of itself; `problem` in words where it says nothing. */
export type CrashAnswer =
  | {
      readonly ok: true;
      readonly version: Version;
      /** Whose dumps it reads; undefined of a target that has no name here. */
      readonly target?: Architecture;
      /** As its makefile names it: `X86_64`, `ARM64`. */
      readonly targetName?: string;
    }
  | { readonly ok: false; readonly problem: string };

const MOST_MS = 5_000;
const MOST_BYTES = 64 << 10;

/** `make target=…` of crash (configure.c) → the architecture whose dumps such a crash reads. */
const TARGETS: Readonly<Record<string, Architecture>> = {
  X86_64: 'x86_64',
  X86: 'i386',
  ARM64: 'arm64',
  ARM: 'arm',
  PPC64: 'ppc64',
  PPC: 'ppc32',
  S390X: 's390x',
  RISCV64: 'riscv64',
  LOONGARCH64: 'loongarch64',
  MIPS64: 'mips64',
  MIPS: 'mips32',
  SPARC64: 'sparc64',
};

/** The name that crash's makefile has for an architecture. */
export function targetNameOf(architecture: Architecture): string | undefined {
  return Object.entries(TARGETS).find(([, value]) => value === architecture)?.[0];
}

const answers = new Map<string, Promise<CrashAnswer>>();

/**
 * Asks a crash for its version and its target: the binary itself is one of the machine it runs on,
 * whatever dumps it reads. By a fixed argument vector, no shell, outside of any workspace, for a few
 * seconds at most. The same file is asked once.
 */
export async function askCrash(
  program: string,
  signal: AbortSignal,
  mostMs = MOST_MS,
): Promise<CrashAnswer> {
  const { mtimeMs = 0, size = 0 } = (await stat(program).catch(() => undefined)) ?? {};
  const key = `${program}\0${mtimeMs}\0${size}`;
  const known = answers.get(key);
  if (known) return known;
  const answer = run(
    program,
    ['--buildinfo'],
    AbortSignal.any([signal, AbortSignal.timeout(mostMs)]),
  ).then(readBuildInfo);
  answers.set(key, answer);
  // What did not answer once, on a busy machine say, may answer the next time.
  void answer.then(({ ok }) => ok || answers.delete(key));
  return answer;
}

/**
 * Reads `crash --buildinfo` (crash(8)):
 *
 *     build_target: ARM64
 *    build_version: 9.0.2
 */
export function readBuildInfo(output: string): CrashAnswer {
  const field = (name: string) => new RegExp(`^\\s*${name}: (\\S+)`, 'm').exec(output)?.[1];
  const version = parseVersion(field('build_version') ?? '');
  if (!version) return { ok: false, problem: 'it did not say its version' };
  const targetName = field('build_target');
  const target = targetName === undefined ? undefined : TARGETS[targetName];
  return {
    ok: true,
    version,
    ...(target !== undefined && { target }),
    ...(targetName !== undefined && { targetName }),
  };
}

/** What a program writes; all that it had written when its time is over. Never rejects. */
function run(program: string, argv: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    // A group of its own, so that it ends together with whatever it starts.
    const child = spawn(program, argv, {
      cwd: tmpdir(),
      env: { ...process.env, LC_ALL: 'C', TERM: 'dumb' },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const end = (): void => {
      signal.removeEventListener('abort', end);
      if (child.pid !== undefined) {
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {
          // Nothing of the group is left.
        }
      }
      child.stdout.destroy();
      resolve(output);
    };
    signal.addEventListener('abort', end);
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString('latin1');
      if (output.length > MOST_BYTES) end();
    });
    child.on('error', end);
    child.on('close', end);
  });
}
