import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { BuildContext } from '../build-context';
import { BuildError } from '../build-error';
import type { SourceFolder } from './source';

/** Files of the root of crash's source, of every release from 7 to 9. */
const LANDMARKS = ['Makefile', 'configure.c', 'defs.h', 'gdb_interface.c'];

/**
 * Copies a folder with crash's source into `tree`, so that the person's own stays as it is. What was
 * built in it is left out: it may be of another target, and crash's makefile would keep to that.
 */
export async function copyFolder(
  source: SourceFolder,
  tree: string,
  { log }: BuildContext,
): Promise<void> {
  const missing = LANDMARKS.filter((name) => !existsSync(path.join(source.path, name)));
  if (missing.length > 0) {
    throw new BuildError(
      `${source.path} is not the source of crash: it has no ${missing.join(', ')}.`,
      'Choose the folder that holds crash’s Makefile and configure.c.',
    );
  }
  const names = new Set(await readdir(source.path));
  log(`Copying ${source.path}`);
  await cp(source.path, tree, {
    recursive: true,
    filter: (from) => !isBuilt(path.relative(source.path, from), names),
  });
}

/** At the root only: the gdb that was unpacked from its archive, objects, the program itself. */
function isBuilt(name: string, names: ReadonlySet<string>): boolean {
  return (
    name === '.git' ||
    name === 'crash' ||
    name === 'crashlib.a' ||
    name === 'build_data.c' ||
    (/^[^/]+\.o$/.test(name) && !name.includes('/')) ||
    (/^gdb-\d[\d.]*$/.test(name) && names.has(`${name}.tar.gz`))
  );
}
