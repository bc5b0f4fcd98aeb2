import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { BuildContext } from '../build-context';
import { BuildError } from '../build-error';
import { download, type Fetch } from './download';
import { addressOf } from './source';

/** Of archives of GNU that are known: the one that Debian's crash 8.0.6, signed, carries inside. */
const KNOWN_SHA256: Readonly<Record<string, string>> = {
  '10.2': 'b33ad58d687487a821ec8d878daab0f716be60d0936f2e3ac5cf08419ce70350',
};

/** The gdb that a source tree of crash is made for: `10.2`, for which it has `gdb-10.2.patch`. */
export function gdbVersion(names: readonly string[]): string | undefined {
  const versions = names.flatMap((name) => /^gdb-(\d[\d.]*\d)\.patch$/.exec(name)?.[1] ?? []);
  return versions.sort((one, other) => Number.parseFloat(one) - Number.parseFloat(other)).at(-1);
}

/**
 * crash is built with the gdb inside it, whose archive crash's makefile downloads over plain http
 * where it does not lie in the tree. We put it there, over https.
 */
export async function ensureGdb(
  tree: string,
  address: string,
  context: BuildContext,
  fetch?: Fetch,
): Promise<void> {
  const version = gdbVersion(await readdir(tree));
  if (version === undefined) {
    throw new BuildError('The source of crash does not say which gdb it wants (gdb-….patch).');
  }
  const file = path.join(tree, `gdb-${version}.tar.gz`);
  // Debian's source package of crash 9 carries it unpacked, as gdb/.
  if (
    [file, path.join(tree, `gdb-${version}`), path.join(tree, 'gdb')].some((one) => existsSync(one))
  ) {
    return;
  }
  const digest = await download(addressOf(address, version), file, context, fetch);
  const known = KNOWN_SHA256[version];
  if (known !== undefined && digest !== known) {
    throw new BuildError(
      `What came as gdb ${version} is not what GNU published: its SHA-256 is ${digest}, not ${known}.`,
      'It is not used. Check the address in the settings (kernelCrash.build.gdbArchive).',
    );
  }
}
