/** Small kernels of our own configuration, built here from Debian's sources, and a dump of one. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../support/command.mjs';
import { repository } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { DebianSuite } from '../support/provision/debian-archive.mjs';
import { debianMirror } from '../support/provision/debian-mirror.mjs';
import { installPackages } from '../support/provision/system-packages.mjs';
import { ensureGuestTools, ensureLabPackages, lab } from './provision.mjs';

/**
 * The same source, configuration and compiler: `reduced` with CONFIG_DEBUG_INFO_REDUCED, which crash
 * cannot use, `full` without; `ikconfig` is `reduced` and says so itself.
 */
const KERNELS = {
  reduced: ['CONFIG_DEBUG_INFO_REDUCED=y'],
  full: [],
  ikconfig: ['CONFIG_IKCONFIG=y', 'CONFIG_IKCONFIG_PROC=y', 'CONFIG_DEBUG_INFO_REDUCED=y'],
} as const;

export type TinyKernel = keyof typeof KERNELS;

const NEEDS = ['build-essential', 'bc', 'bison', 'flex', 'libelf-dev', 'libssl-dev'];
const here = path.join(repository, 'test', 'lab');

/** Builds one when it is not there yet: five minutes on two idle cores. Gives its vmlinux. */
export async function ensureTinyKernel(name: TinyKernel): Promise<string> {
  const folder = path.join(lab, 'tiny', name);
  const built = path.join(folder, 'vmlinux.ok');
  if (!existsSync(built)) {
    const source = await ensureTinySource();
    await installPackages(NEEDS);
    const script = path.join(repository, 'test', 'dumps', 'make', 'build-tiny.sh');
    await step(`building a small kernel, ${name}`, () =>
      run(script, ['x86_64', source, folder, ...KERNELS[name]]),
    );
    await writeFile(built, '');
  }
  return path.join(folder, 'vmlinux');
}

/** A dump of one of them. */
export async function ensureTinyDump(name: TinyKernel): Promise<string> {
  const vmlinux = await ensureTinyKernel(name);
  const vmcore = path.join(lab, 'dumps', `${name}-tiny`, 'vmcore');
  if (existsSync(vmcore)) return vmcore;
  await ensureLabPackages();
  await ensureGuestTools();
  const build = path.dirname(vmlinux);
  const release = (
    await readFile(path.join(build, 'include/config/kernel.release'), 'utf8')
  ).trim();
  const kernel = path.join(lab, 'tiny', `${name}-installed`);
  const modules = path.join(kernel, 'lib', 'modules', release);
  await mkdir(path.join(kernel, 'boot'), { recursive: true });
  await mkdir(modules, { recursive: true });
  await copyFile(
    path.join(build, 'arch/x86/boot/bzImage'),
    path.join(kernel, 'boot', `vmlinuz-${release}`),
  );
  await writeFile(path.join(modules, 'modules.order'), '');
  // An ext2 disk, because the kernel has no ext4.
  const options = ['-o', 'plain31', '-m', '256', '-c', '2', '-r', '88M', '-L', ''];
  await step(`making the dump ${name}-tiny in QEMU`, () =>
    run(path.join(here, 'run-kdump.sh'), ['-k', kernel, '-n', `${name}-tiny`, ...options], {
      env: { ...process.env, FS: 'ext2' },
    }),
  );
  return vmcore;
}

/** The whole source of Debian 12's kernel: 1.3 GB. */
async function ensureTinySource(): Promise<string> {
  const folder = path.join(lab, 'sources', 'tiny-6.1');
  const source = path.join(folder, 'linux-source-6.1');
  if (existsSync(source)) return source;
  return step('fetching the kernel source of Debian bookworm', async () => {
    const index = await DebianSuite.open(debianMirror(), 'bookworm');
    const wanted = index.find('linux-source-6.1');
    if (!wanted) throw new Error('Debian bookworm has no kernel source');
    await mkdir(path.dirname(folder), { recursive: true });
    const draft = await mkdtemp(`${folder}.unpacking-`);
    try {
      const deb = path.join(draft, 'package.deb');
      await writeFile(deb, await index.download(wanted));
      const unpack =
        'dpkg-deb --fsys-tarfile "$1" | tar -xO --wildcards "./usr/src/linux-source-*.tar.xz" | tar -xJ';
      await run('sh', ['-c', unpack, 'sh', deb], { cwd: draft });
      await rm(deb);
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return source;
  });
}
