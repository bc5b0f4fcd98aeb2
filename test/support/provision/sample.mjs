/** The sample dump of the repository, unpacked into the cache. */
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

const PACKED = ['vmlinux', 'vmcore'];
const PLAIN = ['labcrash.c', 'labcrash.ko', 'expected.json'];

/** The folder with vmlinux, vmcore, labcrash.ko, labcrash.c and expected.json. */
export const sampleFolder = path.join(cache, 'samples', path.basename(sampleSource));

/**
 * Unpacks the sample once for each state of its committed SHA256SUMS, and checks it.
 * @returns {Promise<string>} sampleFolder
 */
export async function ensureSample() {
  const sums = await readFile(path.join(sampleSource, 'SHA256SUMS'), 'utf8');
  const stamp = path.join(sampleFolder, 'SHA256SUMS');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sums) return sampleFolder;
  await ensureCommands(['xz']);
  await step('unpacking the sample dump', async () => {
    await rm(stamp, { force: true });
    await mkdir(sampleFolder, { recursive: true });
    await Promise.all(PACKED.map(unpack));
    await Promise.all(
      PLAIN.map((name) => copyFile(path.join(sampleSource, name), path.join(sampleFolder, name))),
    );
    for (const line of sums.trim().split('\n')) {
      const [digest = '', name = ''] = line.split(/\s+/);
      await check(path.join(sampleFolder, name), digest);
    }
    await writeFile(stamp, sums);
  });
  return sampleFolder;
}

/**
 * xz leaves holes where it writes a file of its own accord; a redirected output has none.
 * @param {string} name
 */
async function unpack(name) {
  const draft = path.join(sampleFolder, `${name}.part.xz`);
  await copyFile(path.join(sampleSource, `${name}.xz`), draft);
  await run('xz', ['-dkf', draft]);
  await rename(path.join(sampleFolder, `${name}.part`), path.join(sampleFolder, name));
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
