/**
 * The crash utility: the system's, and those of other Debian suites with their own libraries in
 * the cache, side by side and without touching the system.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError, findAll, run } from '../command.mjs';
import { cache } from '../paths.mjs';
import { step } from '../progress.mjs';
import { SetupError } from '../setup-error.mjs';
import { compareVersions } from '../version.mjs';
import { DebianSuite } from './debian-archive.mjs';
import { debianMirror } from './debian-mirror.mjs';
import { ensureCommands } from './system-packages.mjs';

/** The oldest crash that answers everything this extension asks. */
export const WHOLE = '9.0.1';

/** @type {readonly import('./system-packages.mjs').SystemCommand[]} */
const TO_FETCH = ['xz', 'gpgv', 'dpkg-deb'];

const crashes = path.join(cache, 'crash');

/**
 * @typedef {object} Crash
 * @property {string} path
 * @property {string} version such as 9.0.2
 * @property {string} origin `system`, or `cache` for one that was fetched
 */

/**
 * @returns {Promise<Crash[]>} every crash of this machine, the newest first
 */
export async function findCrashes() {
  const fetched = (await readdir(crashes).catch(() => []))
    .map((name) => launcher(path.join(crashes, name)))
    .filter((file) => existsSync(file));
  const found = await Promise.all([
    ...findAll('crash').map((file) => identify(file, 'system')),
    ...fetched.map((file) => identify(file, 'cache')),
  ]);
  return found
    .filter((crash) => crash !== undefined)
    .sort((a, b) => compareVersions(b.version, a.version));
}

/**
 * @param {{ minimum?: string }} [options]
 * @returns {Promise<Crash>} the newest crash of this machine, after Debian's newest was fetched if
 *   all that is here is older than the minimum
 */
export async function ensureNewestCrash({ minimum = WHOLE } = {}) {
  const [newest] = await findCrashes();
  if (newest && compareVersions(newest.version, minimum) >= 0) return newest;
  await ensureCommands(TO_FETCH); // asked for, not done without
  try {
    return await fetchCrash('sid');
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof SetupError)) throw error;
    console.log(`  ${error.message}`);
    if (newest) {
      console.log(`  Going on with crash ${newest.version}, which can do less.`);
      return newest;
    }
    await ensureCommands(['crash']);
    return ensureNewestCrash({ minimum: '0' });
  }
}

/**
 * @param {string} version such as 8.0.6
 * @param {string} suite the Debian suite that has it
 * @returns {Promise<Crash>} a crash of that version, from here or from there
 */
export async function ensureCrash(version, suite) {
  const found = (await findCrashes()).find((crash) => crash.version === version);
  return found ?? fetchCrash(suite);
}

/**
 * Fetches the crash of a Debian suite into the cache.
 * @param {string} suite such as `sid`
 * @returns {Promise<Crash>}
 */
export async function fetchCrash(suite) {
  await ensureCommands(TO_FETCH);
  return step(`fetching the crash of Debian ${suite}`, async () => {
    const index = await DebianSuite.open(debianMirror(), suite);
    const version = /^(?:\d+:)?([\d.]+)/.exec(index.find('crash')?.get('Version') ?? '')?.[1];
    if (!version) throw new CommandError(`Debian ${suite} has no crash for this processor.`);
    const folder = path.join(crashes, version);
    if (!existsSync(launcher(folder))) await unpackCrash(index, folder);
    const crash = await identify(launcher(folder), 'cache');
    if (!crash) throw new CommandError(`crash ${version} of Debian ${suite} does not run here.`);
    return crash;
  });
}

/**
 * @param {DebianSuite} index
 * @param {string} folder appears whole or not at all
 */
async function unpackCrash(index, folder) {
  await mkdir(crashes, { recursive: true });
  const draft = await mkdtemp(path.join(crashes, '.unpacking-'));
  try {
    const root = path.join(draft, 'root');
    const packages = index.withLibraries('crash');
    const files = await Promise.all(packages.map((wanted) => index.download(wanted)));
    for (const [number, content] of files.entries()) {
      const file = path.join(draft, `${number}.deb`);
      await writeFile(file, content);
      await run('dpkg-deb', ['-x', file, root]);
      await rm(file);
    }
    await writeFile(launcher(draft), LAUNCHER);
    await chmod(draft, 0o755);
    await chmod(launcher(draft), 0o755);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function launcher(folder) {
  return path.join(folder, 'crash');
}

const TRIPLET = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
const LOADER = process.arch === 'arm64' ? 'ld-linux-aarch64.so.1' : 'ld-linux-x86-64.so.2';

const LAUNCHER = `#!/bin/sh
# Debian's crash, run with its own loader and libraries.
root=$(dirname "$(readlink -f "$0")")/root
loader=$root/usr/lib/${TRIPLET}/${LOADER}
[ -f "$loader" ] || loader=$root/lib/${TRIPLET}/${LOADER}
exec "$loader" --library-path "$root/usr/lib/${TRIPLET}:$root/lib/${TRIPLET}" \\
  --argv0 crash "$root/usr/bin/crash" "$@"
`;

/**
 * @param {string} file
 * @param {string} origin
 * @returns {Promise<Crash | undefined>}
 */
async function identify(file, origin) {
  const said = await run(file, ['--version']).catch(() => Buffer.alloc(0));
  const version = /^crash (\d[\d.]*\d)/m.exec(said.toString())?.[1];
  return version === undefined ? undefined : { path: file, version, origin };
}
