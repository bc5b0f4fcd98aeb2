/** The configuration part of U-Boot's source, and its own conf. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../support/command.mjs';
import { step } from '../../support/progress.mjs';
import { sourceArchive } from '../../support/provision/debian-archive.mjs';
import { debianMirror } from '../../support/provision/debian-mirror.mjs';
import { ensureBuildPrograms } from '../kconfig-reader/kernel-conf.mjs';
import { lab } from '../provision.mjs';

const SUITE = 'trixie';

/** All that its conf reads. */
const PARTS = ['*/Kconfig*', '*/scripts/*', '*/configs/*_defconfig', 'u-boot-*/Makefile'];

/**
 * Downloads Debian's source of U-Boot (20 MB) once, and keeps its configuration part.
 * @returns {Promise<import('./kernel-tree.mjs').KernelTree>}
 */
export async function ensureUBoot() {
  const folder = path.join(lab, 'kconfig-tree', 'u-boot');
  if (!existsSync(folder)) {
    await ensureBuildPrograms();
    await step('unpacking the Kconfig tree of U-Boot', () => provide(folder));
  }
  const version = (await readFile(path.join(folder, 'version'), 'utf8')).trim();
  return { version, folder: path.join(folder, 'tree'), conf: path.join(folder, 'conf') };
}

/** @param {string} folder appears whole or not at all */
async function provide(folder) {
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.building-`);
  try {
    const { version, name, content } = await sourceArchive(debianMirror(), SUITE, 'u-boot');
    const archive = path.join(draft, name);
    await writeFile(archive, content);
    const tree = path.join(draft, 'tree');
    await mkdir(tree);
    const unpack = ['-C', tree, '--strip-components=1', '-xf', archive, '--wildcards'];
    await run('tar', [...unpack, ...PARTS]);
    await rm(archive);
    await buildOldConf(path.join(tree, 'scripts', 'kconfig'), draft);
    await writeFile(path.join(draft, 'version'), `${version}\n`);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * U-Boot's is that of Linux 4.20, whose grammar includes all its other parts.
 * @param {string} source scripts/kconfig
 * @param {string} output
 */
async function buildOldConf(source, output) {
  const inSource = { cwd: source };
  const parser = path.join(output, 'zconf.tab.c');
  await run('bison', ['-o', parser, '-t', '-l', 'zconf.y'], inSource);
  await run('flex', [`-o${path.join(output, 'zconf.lex.c')}`, '-L', 'zconf.l'], inSource);
  const program = path.join(output, 'conf');
  const folders = [`-I${output}`, '-I.'];
  await run('gcc', ['-O1', '-w', ...folders, '-o', program, 'conf.c', parser], inSource);
}
