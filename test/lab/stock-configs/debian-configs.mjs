/** The configurations of all of Debian's kernels, of every processor and of several releases. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../support/command.mjs';
import { step } from '../../support/progress.mjs';
import { DebianSuite } from '../../support/provision/debian-archive.mjs';
import { debianMirror } from '../../support/provision/debian-mirror.mjs';
import { ensureCommands } from '../../support/provision/system-packages.mjs';
import { lab } from '../provision.mjs';

const COMMON = ['amd64', 'arm64', 'armhf', 'ppc64el', 's390x'];

/** Suite → the processors that it has kernels for. */
export const SUITES = {
  bookworm: [...COMMON, 'armel', 'i386', 'mips64el', 'mipsel'],
  trixie: [...COMMON, 'armel', 'riscv64'],
  sid: [...COMMON, 'riscv64', 'loong64'],
};

/**
 * @typedef {object} StockConfig
 * @property {string} suite such as trixie
 * @property {string} version of the package: `6.12`
 * @property {string} processor Debian's name of it
 * @property {string} flavour such as `none_amd64`: the feature set and the kernel
 * @property {string} text
 */

/**
 * @param {string} suite
 * @param {string} processor
 * @returns {Promise<StockConfig[]>} what the suite's linux-config packages bring
 */
export async function stockConfigs(suite, processor) {
  const folder = path.join(process.env['LAB_CACHE'] ?? lab, 'stock-configs', suite, processor);
  if (!existsSync(folder)) {
    await ensureCommands(['xz', 'gpgv', 'dpkg-deb']);
    await step(`fetching the configurations of Debian ${suite} for ${processor}`, () =>
      fetchConfigs(suite, processor, folder),
    );
  }
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const [, version = '', flavour = ''] = /^([\d.]+)-config\.[^_]+_(.*)$/.exec(name) ?? [];
      const text = await readFile(path.join(folder, name), 'utf8');
      return { suite, version, processor, flavour, text };
    }),
  );
}

/**
 * @param {string} suite
 * @param {string} processor
 * @param {string} folder appears whole or not at all
 */
async function fetchConfigs(suite, processor, folder) {
  const index = await DebianSuite.open(debianMirror(), suite, processor);
  const packages = index.matching(/linux-config-[\d.]+/);
  if (packages.length === 0) throw new Error(`Debian ${suite} has no configs for ${processor}`);
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.unpacking-`);
  try {
    const result = path.join(draft, 'configs');
    await mkdir(result);
    for (const wanted of packages) {
      const version = (wanted.get('Package') ?? '').replace('linux-config-', '');
      const file = path.join(draft, 'package.deb');
      await writeFile(file, await index.download(wanted));
      const root = path.join(draft, version);
      await run('dpkg-deb', ['-x', file, root]);
      const source = path.join(root, 'usr', 'src', `linux-config-${version}`);
      for (const name of await readdir(source)) {
        const packed = /^(config\..*)\.xz$/.exec(name)?.[1];
        if (packed === undefined) continue;
        const text = await run('xz', ['-dc', path.join(source, name)]);
        await writeFile(path.join(result, `${version}-${packed}`), text);
      }
    }
    await rename(result, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
