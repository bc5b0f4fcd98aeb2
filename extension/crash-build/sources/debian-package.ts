import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { BuildContext } from '../build-context';
import { BuildCancelled, BuildError } from '../build-error';
import { runProgram } from '../run-program';
import { unpack } from './release-archive';
import type { DebianPackage } from './source';

/** With the keys of the archives; what apt trusts anyway counts where there is none of these. */
const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-keyring.pgp',
  '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
];

/** What administrators have apt do after its own work needs root, and is not for our private lists. */
const NO_HOOKS = ['Update::Pre-Invoke', 'Update::Post-Invoke', 'Update::Post-Invoke-Success']
  .map((name) => `#clear APT::${name};\n`)
  .join('');

/**
 * Fetches the source package with apt, which checks the signature of the archive's index and by it
 * every file. apt works in a folder of ours: the machine's lists and packages stay as they are, and
 * neither root nor a deb-src line is needed.
 */
export async function fetchDebianPackage(
  source: DebianPackage,
  { folder, tree }: { readonly folder: string; readonly tree: string },
  context: BuildContext,
): Promise<void> {
  const apt = await prepareApt(source, path.join(folder, 'apt'));
  const downloads = path.join(folder, 'download');
  await mkdir(downloads);
  try {
    await aptGet([...apt, 'update'], folder, context);
    await fetchFiles([...apt, 'source', '--download-only', '--only-source'], downloads, context);
  } catch (error) {
    throw error instanceof BuildError ? notFetched(source, error) : error;
  }
  await unpackPackage(downloads, tree, context);
}

async function fetchFiles(
  fetch: readonly string[],
  downloads: string,
  context: BuildContext,
): Promise<void> {
  try {
    await aptGet([...fetch, 'crash'], downloads, context);
  } catch (error) {
    if (error instanceof BuildCancelled) {
      throw error;
    }
    // Mirrors lose the small files of versions that were replaced; upstream's own part is enough.
    context.log('Without Debian’s part of the package:');
    await aptGet([...fetch, '--tar-only', 'crash'], downloads, context);
  }
}

/** In apt's own words, of which those count that begin with `E:`. */
function notFetched({ mirror, suite }: DebianPackage, { remedy }: BuildError): BuildError {
  const said = remedy.match(/^E: .*$/gm)?.join(' ') ?? remedy;
  return new BuildError(
    `The source package of crash in ${suite} could not be fetched from ${mirror}. apt says: ${said}`,
    'Try another suite, a release, or a folder with crash’s source.',
  );
}

async function unpackPackage(
  downloads: string,
  tree: string,
  context: BuildContext,
): Promise<void> {
  const names = await readdir(downloads);
  const description = names.find((name) => /^crash_.*\.dsc$/.test(name));
  if (description !== undefined) {
    // apt has checked the files; the maintainer's own signature would need the maintainer's key.
    const file = path.join(downloads, description);
    await runProgram('dpkg-source', ['--no-check', '-x', file, tree], context);
    return;
  }
  const archive = names.find((name) => /^crash_[^_]*\.orig\.tar\.\w+$/.test(name));
  if (archive === undefined) {
    throw new BuildError('apt has fetched no source of crash.');
  }
  await unpack(path.join(downloads, archive), tree, context);
}

/** Options that make apt work with one source line, in a folder of its own. */
async function prepareApt(
  { mirror, suite, component }: DebianPackage,
  folder: string,
): Promise<string[]> {
  if (![mirror, suite, component].every((word) => /^[\w:/.+~%@-]+$/.test(word))) {
    throw new BuildError(`${mirror} ${suite} ${component} is no line for apt.`);
  }
  await mkdir(path.join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(path.join(folder, 'archives', 'partial'), { recursive: true });
  const keyrings = KEYRINGS.filter((file) => existsSync(file));
  const signed = keyrings.length === 0 ? '' : `[signed-by=${keyrings.join(',')}] `;
  const files = {
    list: path.join(folder, 'sources.list'),
    hooks: path.join(folder, 'hooks.conf'),
    status: path.join(folder, 'status'),
  };
  await writeFile(files.list, `deb-src ${signed}${mirror} ${suite} ${component}\n`);
  await writeFile(files.hooks, NO_HOOKS);
  await writeFile(files.status, '');
  return [
    '-q',
    '-c',
    files.hooks,
    ...[
      `Dir::State=${folder}`,
      `Dir::State::lists=${path.join(folder, 'lists')}`,
      `Dir::State::status=${files.status}`,
      `Dir::Cache=${folder}`,
      `Dir::Cache::archives=${path.join(folder, 'archives')}`,
      `Dir::Etc::sourcelist=${files.list}`,
      'Dir::Etc::sourceparts=-',
      'Dir::Etc::preferences=-',
      'Dir::Etc::preferencesparts=-',
      // Where apt runs as root, its other user could not write here.
      'APT::Sandbox::User=root',
      // A mirror that stands still is no danger: what it has is signed all the same.
      'Acquire::Check-Valid-Until=false',
    ].flatMap((option) => ['-o', option]),
  ];
}

async function aptGet(args: readonly string[], cwd: string, context: BuildContext): Promise<void> {
  await runProgram('apt-get', args, context, { cwd });
}
