import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { isProgramOnPath } from '../../debug-adapter/programs/find-program';
import type { BuildContext } from './build-context';
import { BuildCancelled, BuildError } from './build-error';
import { installCommand, type PackageFamily } from '../../debug-adapter/programs/packages';
import {
  LIBRARIES,
  PACKAGES_32,
  PROGRAMS,
  type NeededLibrary,
  type NeededProgram,
} from './needed-tools';
import { runProgram } from './run-program';

export interface BuildTools {
  /** The optional libraries that are here. */
  readonly compression: readonly NeededLibrary[];
}

/**
 * Whether everything is here that building crash takes. Libraries are tried with the compiler itself,
 * which alone knows where it looks.
 * @throws BuildError that names what is missing, and the command that installs it.
 */
export async function checkTools(
  {
    family,
    bits32,
    programs,
  }: {
    readonly family: PackageFamily;
    /** The crash will be a 32-bit program on a 64-bit machine. */
    readonly bits32: boolean;
    /** Those that its source needs besides. */
    readonly programs: readonly NeededProgram[];
  },
  context: BuildContext,
): Promise<BuildTools> {
  const missing = [...PROGRAMS, ...programs].filter(({ program }) => !isProgramOnPath(program));
  if (missing.some(({ program }) => program === 'gcc')) {
    // Without a compiler the libraries cannot be tried: ask for all.
    throw missingTools([...missing, ...LIBRARIES], family, bits32);
  }
  const found = new Set<NeededLibrary>();
  const folder = await mkdtemp(path.join(tmpdir(), 'kernel-crash-build-'));
  try {
    for (const library of LIBRARIES) {
      if (await compiles(library, bits32, folder, context)) {
        found.add(library);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const lacking = LIBRARIES.filter((library) => !found.has(library));
  // Few systems have the 32-bit libraries of the compressions; then crash is built without.
  const needed = bits32
    ? lacking.filter(({ optional, name }) => !optional && !GDB_OWN_32.has(name))
    : lacking;
  if (missing.length + needed.length > 0) {
    throw missingTools([...missing, ...needed], family, bits32);
  }
  const compression = LIBRARIES.filter((library) => library.optional && found.has(library));
  for (const { name } of lacking) {
    context.log(`There is no 32-bit ${name}: crash is built without it.`);
  }
  return { compression };
}

/** gdb before 16 does without them, and there are no 32-bit packages of them. */
const GDB_OWN_32 = new Set(['gmp', 'mpfr']);

async function compiles(
  { header, link }: NeededLibrary,
  bits32: boolean,
  folder: string,
  { signal }: BuildContext,
): Promise<boolean> {
  const args = ['-x', 'c', '-', '-o', path.join(folder, 'tried'), ...link];
  const input = `#include <stdio.h>\n#include <${header}>\nint main(void) { return 0; }\n`;
  try {
    const quiet = { log: () => undefined, signal };
    await runProgram('gcc', bits32 ? ['-m32', ...args] : args, quiet, { input });
    return true;
  } catch (error) {
    if (error instanceof BuildCancelled) {
      throw error;
    }
    return false;
  }
}

function missingTools(
  missing: readonly (NeededProgram | NeededLibrary)[],
  family: PackageFamily,
  bits32: boolean,
): BuildError {
  const names = missing.map((needed) =>
    'header' in needed ? `${needed.name} (${needed.header})` : needed.name,
  );
  const command = installCommand(family, (known) => [
    ...missing.map(({ packages }) => packages[known]),
    ...(bits32 ? [PACKAGES_32[known]] : []),
  ]);
  return new BuildError(
    `Building crash takes what is missing here: ${names.join(', ')}.`,
    command === undefined
      ? 'Install them with your system’s package manager, then try again.'
      : `Install it, then try again: ${command}`,
    command,
  );
}
