/** The Kconfig files, the defconfigs and the conf of a Debian kernel's source. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { step } from '../../support/progress.mjs';
import { buildConf, ensureBuildPrograms, unpackSource } from '../kconfig-reader/kernel-conf.mjs';
import { lab } from '../provision.mjs';

/**
 * All that conf reads of a tree: its Kconfig files run programs of scripts/ and look at some other
 * files by `$(shell,test -e …)`, which count as absent here, for both sides alike.
 */
const PARTS = [
  '*/Kconfig*',
  '*/scripts/*',
  '*/arch/*/configs/*',
  '*/kernel/configs/*',
  'linux-source-*/Makefile',
];

/**
 * @typedef {object} KernelTree
 * @property {string} version such as 6.12
 * @property {string} folder the top of the tree
 * @property {string} conf the path of the tree's own scripts/kconfig/conf
 */

/**
 * Downloads the source of a suite's kernel (150 MB) once, and keeps its configuration part (20 MB).
 * @param {string} suite the Debian suite whose kernel it is
 * @returns {Promise<KernelTree>}
 */
export async function ensureTree(suite) {
  const folder = path.join(process.env['LAB_CACHE'] ?? lab, 'kconfig-tree', suite);
  if (!existsSync(folder)) {
    await ensureBuildPrograms();
    await step(`unpacking the Kconfig tree of the kernel of Debian ${suite}`, () =>
      provide(suite, folder),
    );
  }
  const version = (await readFile(path.join(folder, 'version'), 'utf8')).trim();
  return { version, folder: path.join(folder, 'tree'), conf: path.join(folder, 'conf') };
}

/**
 * @param {string} suite
 * @param {string} folder appears whole or not at all
 */
async function provide(suite, folder) {
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.building-`);
  try {
    const version = await unpackSource(suite, draft, PARTS);
    const tree = path.join(draft, 'tree');
    await rename(path.join(draft, `linux-source-${version}`), tree);
    await buildConf(path.join(tree, 'scripts', 'kconfig'), draft);
    await writeFile(path.join(draft, 'version'), `${version}\n`);
    await rm(path.join(draft, 'usr'), { recursive: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
