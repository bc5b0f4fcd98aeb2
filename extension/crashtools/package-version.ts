import { BuildError } from '../crash-build/build-error';
import type { BuildHost } from '../crash-build/host';
import { runProgram } from '../crash-build/run-program';

/** The crash that the package manager of this system would install; undefined where that is not known. */
export async function packageVersion(
  { family }: BuildHost,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (family !== 'debian') {
    return undefined;
  }
  try {
    const said = await runProgram('apt-cache', ['policy', 'crash'], {
      log: () => undefined,
      signal,
    });
    return candidateVersion(said);
  } catch (error) {
    if (error instanceof BuildError) {
      return undefined;
    }
    throw error;
  }
}

/** Reads `apt-cache policy`: `  Candidate: 8.0.2-1`, or `(none)`. */
export function candidateVersion(policy: string): string | undefined {
  return /^ +Candidate: (\d\S*)$/m.exec(policy)?.[1];
}
