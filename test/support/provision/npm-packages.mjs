/** The npm packages of package-lock.json, installed when node_modules does not hold them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../command.mjs';
import { parseJson } from '../json.mjs';
import { step } from '../progress.mjs';
import { repository } from '../paths.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */

/**
 * Installs exactly the locked packages. No package's own script runs: none is needed, and none
 * gets the chance.
 * @param {string} [folder] holds package.json and package-lock.json
 * @param {string} [name] for the progress line
 */
export async function ensureNpmPackages(folder = repository, name = 'npm packages') {
  if (await isInstalled(folder)) return;
  await step(`installing ${name}`, () =>
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
    }),
  );
}

/**
 * npm leaves its own list of what it installed, written last, so an interrupted installation
 * leaves none. Optional packages (those of another processor) may be absent.
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
async function isInstalled(folder) {
  const wanted = await readPackages(path.join(folder, 'package-lock.json'));
  const installed = await readPackages(path.join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted) throw new Error(`${folder} has no package-lock.json`);
  if (!installed) return false;
  return Object.entries(wanted).every(([location, { version, integrity, optional }]) => {
    if (location === '') return true;
    const found = installed[location];
    if (!found) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

/**
 * @param {string} lockFile
 * @returns {Promise<Record<string, LockedPackage> | undefined>}
 */
async function readPackages(lockFile) {
  const text = await readFile(lockFile, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lock = /** @type {{ packages?: Record<string, LockedPackage> }} */ (parseJson(text));
  return lock.packages;
}
