/** The dumps that sessions are measured with, and the tools. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from '../support/build.mjs';
import { run } from '../support/command.mjs';
import { cache, dist, repository } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { ensureSample } from '../support/provision/sample.mjs';

/** @typedef {import('./bench').SessionInput} SessionInput */

/**
 * @returns {Promise<import('./bench').SessionTools>}
 */
export async function sessionTools() {
  await step('building', () => build());
  const drgn = await run('/usr/bin/python3', ['-c', 'import drgn']).catch(() => undefined);
  return {
    adapter: path.join(dist, 'debug-adapter.js'),
    crash: (await ensureNewestCrash()).path,
    drgn: drgn && path.join(repository, 'test', 'bench', 'drgn-times.py'),
  };
}

/**
 * The sample, and of the lab's dumps (test/lab/dumps.ts makes them) those that are there.
 * @returns {Promise<SessionInput[]>}
 */
export async function sessionInputs() {
  const folder = await ensureSample();
  /** @type {SessionInput} */
  const sample = {
    name: 'the sample',
    vmcore: path.join(folder, 'vmcore'),
    vmlinux: path.join(folder, 'vmlinux'),
    modulePaths: [folder],
    crowd: false,
    startLimit: { atMostMore: 250 },
    runs: 7,
  };
  const one = await Promise.all(['6.12-oops', '6.12-busy', '6.12-zstd'].map((name) => ofLab(name)));
  const crowds = await Promise.all(['6.1-5000', '6.12-30000'].map((name) => ofLab(name, true)));
  return [sample, ...one.filter(isThere).slice(0, 1), ...crowds.filter(isThere)];
}

/**
 * @param {string} name
 * @param {boolean} [crowd]
 * @returns {Promise<SessionInput | undefined>} undefined when it has not been made yet
 */
async function ofLab(name, crowd = false) {
  const folder = path.join(cache, 'lab', 'dumps', name);
  const kernel = name.slice(0, name.indexOf('-'));
  const debug = path.join(cache, 'lab', 'kernels', kernel, 'usr', 'lib', 'debug', 'boot');
  const files = await readdir(debug).catch(() => []);
  const vmlinux = files.find((file) => file.startsWith('vmlinux-'));
  const vmcore = path.join(folder, 'vmcore');
  if (!vmlinux || !existsSync(vmcore)) return undefined;
  return {
    name: crowd
      ? `${name.slice(kernel.length + 1)} tasks of Debian's ${kernel}`
      : `Debian's ${kernel}`,
    vmcore,
    vmlinux: path.join(debug, vmlinux),
    modulePaths: [folder],
    crowd,
    startLimit: { atMostTimes: crowd ? 1.1 : 1.05 },
    runs: crowd ? 3 : 5,
  };
}

/**
 * @param {SessionInput | undefined} input
 * @returns {input is SessionInput}
 */
function isThere(input) {
  return input !== undefined;
}
