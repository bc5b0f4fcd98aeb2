import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { BuildContext } from '../build-context';
import { BuildError } from '../build-error';
import { runProgram } from '../run-program';
import { download, type Fetch } from './download';
import { addressOf, type ReleaseArchive } from './source';

/** Downloads a release and unpacks it into `tree`. */
export async function fetchArchive(
  { version, address }: ReleaseArchive,
  { folder, tree }: { readonly folder: string; readonly tree: string },
  context: BuildContext,
  fetch?: Fetch,
): Promise<void> {
  if (!/^\d+(\.\d+){1,3}$/.test(version)) {
    throw new BuildError(`${version} is no version of crash.`);
  }
  const file = path.join(folder, 'crash.tar.gz');
  // The project publishes no checksum; https is what there is, and the log keeps the digest.
  await download(addressOf(address, version), file, context, fetch);
  await unpack(file, tree, context);
}

/** Unpacks a tar file without the folder that it holds everything in. */
export async function unpack(file: string, tree: string, context: BuildContext): Promise<void> {
  await mkdir(tree, { recursive: true });
  await runProgram(
    'tar',
    ['-xf', file, '-C', tree, '--strip-components=1', '--no-same-owner'],
    context,
  );
}
