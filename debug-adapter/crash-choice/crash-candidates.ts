import { readdir, realpath } from 'node:fs/promises';
import * as path from 'node:path';
import { cacheFolder } from '../programs/cache-folder';
import { isExecutableFile } from '../programs/find-program';

/** Where a crash was found. */
export type CrashOrigin = 'launch' | 'setting' | 'path' | 'built';

export interface CrashCandidate {
  readonly path: string;
  readonly origin: CrashOrigin;
}

/** `crash`, `crash-arm64`, `crash_9.0.2`, `aarch64-linux-gnu-crash`. */
const PROGRAM_NAME =
  /^(?:[a-z0-9_]+-linux-gnu-)?crash(?:[-_.]?(?:x86[-_]64|amd64|arm64|aarch64|arm|ppc64(?:le)?|s390x|riscv64|loongarch64|mips64|\d[\w.+]*))?$/;
const MOST_FOUND = 20;

/**
 * The crash programs of this machine that nobody named: on the PATH, under any name that says crash
 * and a target or version, and those that were built for this extension
 * (`<cache>/crash/<TARGET>-<version>/crash`). Relative entries of the PATH do not count; a program
 * that links lead to twice (`/bin` to `/usr/bin`) counts once, where it was found first.
 */
export async function foundCrashes(
  searchPath = process.env['PATH'] ?? '',
  built = cacheFolder('crash'),
): Promise<CrashCandidate[]> {
  const folders = [...new Set(searchPath.split(path.delimiter))].filter((folder) =>
    path.isAbsolute(folder),
  );
  const onPath = await Promise.all(
    folders.map(async (folder) =>
      (await names(folder))
        .filter((name) => PROGRAM_NAME.test(name))
        .map((name) => ({ path: path.join(folder, name), origin: 'path' as const })),
    ),
  );
  const builtHere = (await names(built)).map((name) => ({
    path: path.join(built, name, 'crash'),
    origin: 'built' as const,
  }));
  const runnable = [...onPath.flat(), ...builtHere].filter(({ path }) => isExecutableFile(path));
  return (await withoutTwins(runnable)).slice(0, MOST_FOUND);
}

/** The first of those that are one file. */
async function withoutTwins(candidates: readonly CrashCandidate[]): Promise<CrashCandidate[]> {
  const files = await Promise.all(candidates.map(({ path }) => realpath(path).catch(() => path)));
  return candidates.filter((_candidate, index) => files.indexOf(files[index] ?? '') === index);
}

/** In a folder, `crash` itself first. */
async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
