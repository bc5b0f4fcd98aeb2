/** scripts/kconfig/conf of a Debian kernel's source, built on its own: no kernel tree is needed. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { find, run } from '../../support/command.mjs';
import { step } from '../../support/progress.mjs';
import { DebianSuite } from '../../support/provision/debian-archive.mjs';
import { debianMirror } from '../../support/provision/debian-mirror.mjs';
import { installPackages } from '../../support/provision/system-packages.mjs';
import { lab } from '../provision.mjs';

/** Program → the package that brings it. */
const PACKAGE_OF = {
  flex: 'flex',
  bison: 'bison',
  gcc: 'gcc',
  xz: 'xz-utils',
  tar: 'tar',
  gpgv: 'gpgv',
  'dpkg-deb': 'dpkg',
};

/**
 * @typedef {object} KernelConf
 * @property {string} version such as 6.12
 * @property {string} program the path of conf
 */

/**
 * Downloads the source of a suite's kernel (150 MB) once, and keeps conf of it.
 * @param {string} suite the Debian suite whose kernel it is
 * @returns {Promise<KernelConf>}
 */
export async function ensureConf(suite) {
  const folder = path.join(lab, 'kconfig-reader', suite);
  if (!existsSync(folder)) {
    await ensureBuildPrograms();
    await step(`building conf of the kernel of Debian ${suite}`, () => provide(suite, folder));
  }
  const version = (await readFile(path.join(folder, 'version'), 'utf8')).trim();
  return { version, program: path.join(folder, 'conf') };
}

/** What fetches a kernel's source and builds its conf. */
export async function ensureBuildPrograms() {
  const missing = Object.entries(PACKAGE_OF).filter(([command]) => !find(command));
  if (missing.length > 0) await installPackages(missing.map(([, name]) => name));
}

/**
 * @param {string} suite
 * @param {string} folder appears whole or not at all
 */
async function provide(suite, folder) {
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.building-`);
  try {
    const version = await unpackSource(suite, draft, CONF_ALONE);
    await buildConf(path.join(draft, `linux-source-${version}`, 'scripts', 'kconfig'), draft);
    await writeFile(path.join(draft, 'version'), `${version}\n`);
    await rm(path.join(draft, 'usr'), { recursive: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What conf is made of. */
const CONF_ALONE = ['*/scripts/kconfig/*', '*/scripts/include/*'];

/**
 * Unpacks parts of the suite's linux-source into `linux-source-<version>`.
 * @param {string} suite
 * @param {string} folder
 * @param {string[]} parts patterns as tar takes them
 * @returns {Promise<string>} the version, such as 6.12
 */
export async function unpackSource(suite, folder, parts) {
  const index = await DebianSuite.open(debianMirror(), suite);
  const depends = index.find('linux-source')?.get('Depends') ?? '';
  const name = /linux-source-[\w.+~-]+/.exec(depends)?.[0] ?? '';
  const wanted = index.find(name);
  if (!wanted) throw new Error(`Debian ${suite} has no linux-source`);
  const file = path.join(folder, 'package.deb');
  await writeFile(file, await index.download(wanted));
  await run('dpkg-deb', ['-x', file, folder]);
  await rm(file);
  const archive = path.join(folder, 'usr', 'src', `${name}.tar.xz`);
  // 6.1 has no scripts/include, and tar complains of a pattern without a match.
  await run('tar', ['-C', folder, '-xJf', archive, '--wildcards', ...parts]).catch(() => undefined);
  return name.slice('linux-source-'.length);
}

/**
 * As scripts/kconfig/Makefile and scripts/Makefile.host do it.
 * @param {string} source scripts/kconfig
 * @param {string} output
 */
export async function buildConf(source, output) {
  const parser = path.join(output, 'parser.tab.c');
  const lexer = path.join(output, 'lexer.lex.c');
  const inSource = { cwd: source };
  const header = `--defines=${path.join(output, 'parser.tab.h')}`;
  await run('bison', ['-o', parser, header, '-t', '-l', 'parser.y'], inSource);
  await run('flex', [`-o${lexer}`, '-L', 'lexer.l'], inSource);
  const present = new Set(await readdir(source));
  const grammar = await readFile(path.join(source, 'parser.y'), 'utf8');
  const parts = ['conf', 'confdata', 'expr', 'menu', 'preprocess', 'symbol', 'util']
    .map((name) => `${name}.c`)
    // Up to 5.10 the grammar includes the menu.
    .filter((name) => present.has(name) && !grammar.includes(`#include "${name}"`));
  const folders = [`-I${output}`, '-I.', '-I../include'];
  const program = path.join(output, 'conf');
  await run('gcc', ['-O1', '-w', ...folders, '-o', program, ...parts, lexer, parser], inSource);
}
