import { tmpdir } from 'node:os';
import type { BuildContext } from './build-context';
import { BuildError } from './build-error';
import { runProgram } from './run-program';

/** What a crash says of itself. */
export interface CrashIdentity {
  /** `8.0.6`. */
  readonly version: string;
  /** As `make target=` names it: `ARM64`. */
  readonly target: string;
}

/** Reads `crash --buildinfo`: `    build_target: ARM64`, `   build_version: 8.0.6`. */
export function parseBuildInfo(text: string): CrashIdentity | undefined {
  const target = /^\s*build_target: (\w+)$/m.exec(text)?.[1];
  const version = /^\s*build_version: (\d[\w.+~-]*)$/m.exec(text)?.[1];
  return target === undefined || version === undefined ? undefined : { version, target };
}

/**
 * Asks a crash what it is; it opens no dump for that.
 * @throws BuildError when it does not run or does not say.
 */
export async function askCrash(
  crash: string,
  context: Pick<BuildContext, 'log' | 'signal'>,
): Promise<CrashIdentity> {
  const said = await runProgram(crash, ['--buildinfo'], context, { cwd: tmpdir() });
  const identity = parseBuildInfo(said);
  if (!identity) {
    throw new BuildError(`${crash} does not say its version and target.`);
  }
  return identity;
}
