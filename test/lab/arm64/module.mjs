/** The module labcrash for Debian's arm64 kernel, cross-compiled. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { find, run } from '../../support/command.mjs';
import { repository } from '../../support/paths.mjs';
import { step } from '../../support/progress.mjs';
import { DebianSuite } from '../../support/provision/debian-archive.mjs';
import { debianMirror } from '../../support/provision/debian-mirror.mjs';
import { installPackages } from '../../support/provision/system-packages.mjs';
import { lab, unpack } from '../provision.mjs';
import { SUITE } from './provision.mjs';

const CROSS = 'aarch64-linux-gnu-';

/**
 * @param {string} release such as 6.1.0-50-cloud-arm64
 * @returns {Promise<string>} labcrash.ko, with debug info that names test/lab/src
 */
export async function ensureArm64Module(release) {
  const module = path.join(lab, 'modules', release, 'labcrash.ko');
  if (existsSync(module)) return module;
  if (find(`${CROSS}gcc`) === undefined) await installPackages(['gcc-aarch64-linux-gnu']);
  const headers = await ensureHeaders(release);
  await step(`building labcrash.ko for ${release}`, () => build(headers, module));
  return module;
}

/**
 * The kernel's own headers, and the programs of its build for this machine.
 * @param {string} release
 * @returns {Promise<string>} the folder to build modules in
 */
async function ensureHeaders(release) {
  const root = path.join(lab, 'kernels', `${release}-headers`);
  const folder = path.join(root, 'usr', 'src', `linux-headers-${release}`);
  if (existsSync(root)) return folder;
  const [own, here] = await Promise.all([
    DebianSuite.open(debianMirror(), SUITE, 'arm64'),
    DebianSuite.open(debianMirror(), SUITE),
  ]);
  const headers = own.find(`linux-headers-${release}`);
  const names = headers?.get('Depends') ?? '';
  const common = own.find(/linux-headers-[\w.+~-]+-common/.exec(names)?.[0] ?? '');
  const kbuild = here.find(/linux-kbuild-[\w.+~-]+/.exec(names)?.[0] ?? '');
  if (!headers || !common || !kbuild)
    throw new Error(`Debian ${SUITE} has no headers of ${release}`);
  await unpack(own, [headers, common], root, [{ index: here, wanted: kbuild }]);
  const makefile = path.join(folder, 'Makefile');
  const text = await readFile(makefile, 'utf8');
  await writeFile(makefile, text.replace(/^include \/usr\/src\//m, `include ${root}/usr/src/`));
  return folder;
}

/**
 * @param {string} headers
 * @param {string} module appears when it is whole
 */
async function build(headers, module) {
  const source = path.join(repository, 'test', 'lab', 'src');
  const folder = await mkdtemp(path.join(tmpdir(), 'kernel-crash-module-'));
  try {
    for (const name of ['labcrash.c', 'Makefile']) {
      await copyFile(path.join(source, name), path.join(folder, name));
    }
    await run('make', [
      ...['-C', headers, `M=${folder}`, 'ARCH=arm64', `CROSS_COMPILE=${CROSS}`, `CC=${CROSS}gcc`],
      `KCFLAGS=-fdebug-prefix-map=${folder}=${source}`,
      'CONFIG_DEBUG_INFO_BTF_MODULES=',
      'modules',
    ]);
    await mkdir(path.dirname(module), { recursive: true });
    await copyFile(path.join(folder, 'labcrash.ko'), module);
  } finally {
    await rm(folder, { recursive: true });
  }
}
