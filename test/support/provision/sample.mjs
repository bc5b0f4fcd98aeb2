/** The sample dumps of the repository, unpacked into the cache. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../command.mjs';
import { cache, sampleSource } from '../paths.mjs';
import { step } from '../progress.mjs';
import { SetupError } from '../setup-error.mjs';
import { ensureCommands } from './system-packages.mjs';

/** @typedef {'x86_64-tiny' | 'arm64-tiny'} Sample */

const PACKED = ['vmlinux', 'vmcore'];

/** @type {Readonly<Record<Sample, readonly string[]>>} */
const PLAIN = {
  'x86_64-tiny': ['labcrash.c', 'labcrash.ko', 'expected.json'],
  'arm64-tiny': ['expected.json'],
};

/** The folder with vmlinux, vmcore, labcrash.ko, labcrash.c and expected.json. */
export const sampleFolder = folderOf('x86_64-tiny');

/** @param {Sample} sample */
function folderOf(sample) {
  return path.join(cache, 'samples', sample);
}

/** @param {Sample} sample */
function sourceOf(sample) {
  return path.join(path.dirname(sampleSource), sample);
}

/**
 * Unpacks a sample once for each state of its committed SHA256SUMS, and checks it.
 * @param {Sample} [sample]
 * @returns {Promise<string>} its folder
 */
export async function ensureSample(sample = 'x86_64-tiny') {
  const [source, folder] = [sourceOf(sample), folderOf(sample)];
  const sums = await readFile(path.join(source, 'SHA256SUMS'), 'utf8');
  const stamp = path.join(folder, 'SHA256SUMS');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sums) return folder;
  await ensureCommands(['xz']);
  await step(`unpacking the sample dump ${sample}`, async () => {
    await rm(stamp, { force: true });
    await mkdir(folder, { recursive: true });
    await Promise.all(PACKED.map((name) => unpack(source, folder, name)));
    await Promise.all(
      PLAIN[sample].map((name) => copyFile(path.join(source, name), path.join(folder, name))),
    );
    for (const line of sums.trim().split('\n')) {
      const [digest = '', name = ''] = line.split(/\s+/);
      await check(path.join(folder, name), digest);
    }
    await writeFile(stamp, sums);
  });
  return folder;
}

/**
 * Unpacks the dump alone of any of the samples, and checks it.
 * @param {Sample} sample
 * @returns {Promise<string>} the path of the vmcore
 */
export async function ensureSampleVmcore(sample) {
  const [source, folder] = [sourceOf(sample), folderOf(sample)];
  const vmcore = path.join(folder, 'vmcore');
  const sums = await readFile(path.join(source, 'SHA256SUMS'), 'utf8');
  const digest = /^([0-9a-f]{64}) +vmcore$/m.exec(sums)?.[1] ?? '';
  const stamp = path.join(folder, 'vmcore.sha256');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return vmcore;
  await ensureCommands(['xz']);
  await mkdir(folder, { recursive: true });
  await unpack(source, folder, 'vmcore');
  await check(vmcore, digest);
  await writeFile(stamp, digest);
  return vmcore;
}

/**
 * xz leaves holes where it writes a file of its own accord; a redirected output has none.
 * @param {string} source
 * @param {string} folder
 * @param {string} name
 */
async function unpack(source, folder, name) {
  const draft = path.join(folder, `${name}.part.xz`);
  await copyFile(path.join(source, `${name}.xz`), draft);
  await run('xz', ['-dkf', draft]);
  await rename(path.join(folder, `${name}.part`), path.join(folder, name));
  await rm(draft);
}

/**
 * @param {string} file
 * @param {string} sha256
 */
async function check(file, sha256) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found === sha256) return;
  throw new SetupError(`${file} is damaged: its SHA-256 is ${found}, not ${sha256}.`);
}
