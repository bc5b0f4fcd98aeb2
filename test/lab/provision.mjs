/**
 * What a kdump cycle needs: Debian packages on this machine, the tools that go into the guest, and
 * kernels with their debug info, unpacked in .cache/lab and not installed.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { find, run } from '../support/command.mjs';
import { cache } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { runScript } from '../support/setup-error.mjs';
import { DebianSuite } from '../support/provision/debian-archive.mjs';
import { debianMirror } from '../support/provision/debian-mirror.mjs';
import { installPackages } from '../support/provision/system-packages.mjs';

export const lab = path.join(cache, 'lab');

/** A file that a package brings → the package. */
const PACKAGE_OF = {
  'qemu-system-x86_64': 'qemu-system-x86',
  busybox: 'busybox-static',
  'mkfs.ext4': 'e2fsprogs',
  debugfs: 'e2fsprogs',
  cpio: 'cpio',
  depmod: 'kmod',
  gcc: 'gcc',
  make: 'make',
  nm: 'binutils',
  'eu-addr2line': 'elfutils',
  xz: 'xz-utils',
  zstd: 'zstd',
  file: 'file',
  gpgv: 'gpgv',
  'dpkg-deb': 'dpkg',
};

/** Makes sure that this machine can run a kdump cycle and judge its dump. */
export async function ensureLabPackages() {
  const missing = Object.entries(PACKAGE_OF)
    .filter(([command]) => find(command) === undefined)
    .map(([, name]) => name);
  const libc = ['/usr/lib/x86_64-linux-gnu/libc.a', '/usr/lib/libc.a'];
  if (!libc.some((file) => existsSync(file))) missing.push('libc6-dev');
  const hasDrgn = await run('/usr/bin/python3', ['-c', 'import drgn']).catch(() => undefined);
  if (hasDrgn === undefined) missing.push('python3-drgn');
  if (missing.length > 0) await installPackages([...new Set(missing)]);
}

/** Emacs with dap-mode, another client of the adapter. */
export async function ensureEmacs() {
  const packages = await readdir('/usr/share/emacs/site-lisp/elpa').catch(() => []);
  const isThere = packages.some((name) => name.startsWith('dap-mode-'));
  if (find('emacs') === undefined || !isThere)
    await installPackages(['emacs-nox', 'elpa-dap-mode']);
}

/**
 * The newest kexec and makedumpfile with their libraries.
 * @returns {Promise<string>} the root they are unpacked below
 */
export async function ensureGuestTools() {
  const root = path.join(lab, 'guest-tools');
  if (existsSync(root)) return root;
  return step('fetching kexec and makedumpfile of Debian sid', async () => {
    const sid = await DebianSuite.open(debianMirror(), 'sid');
    const packages = ['kexec-tools', 'makedumpfile'].flatMap((name) => sid.withLibraries(name));
    await unpack(sid, packages, root);
    return root;
  });
}

/**
 * @typedef {object} Kernel
 * @property {string} folder what run-kdump.sh takes as -k
 * @property {string} release such as 6.1.0-50-cloud-amd64
 * @property {string} vmlinux with debug info
 * @property {string} headers the folder to build modules in
 */

/**
 * A Debian kernel with debug info and the headers for its modules: 2 GB below .cache/lab/kernels.
 * @param {string} suite the Debian suite whose kernel it is
 * @param {string} name of its folder
 * @returns {Promise<Kernel>}
 */
export async function ensureKernel(suite, name) {
  const folder = path.join(lab, 'kernels', name);
  if (!existsSync(folder)) {
    await step(`fetching the kernel of Debian ${suite} with its debug info`, async () => {
      const index = await DebianSuite.open(debianMirror(), suite);
      await unpack(index, kernelPackages(index, suite), folder);
    });
  }
  const debug = path.join(folder, 'usr', 'lib', 'debug', 'boot');
  const vmlinux = (await readdir(debug)).find((file) => file.startsWith('vmlinux-'));
  if (!vmlinux) throw new Error(`no vmlinux in ${debug}`);
  const release = vmlinux.slice('vmlinux-'.length);
  return {
    folder,
    release,
    vmlinux: path.join(debug, vmlinux),
    headers: path.join(folder, 'usr', 'src', `linux-headers-${release}`),
  };
}

/**
 * The cloud kernel (the smallest with everything a virtual machine needs), unsigned where the
 * signed image is only a copy of it.
 * @param {DebianSuite} index
 * @param {string} suite
 */
function kernelPackages(index, suite) {
  const image = /linux-image-[\w.+~-]+/.exec(
    index.find('linux-image-cloud-amd64')?.get('Depends') ?? '',
  )?.[0];
  const headers = /linux-headers-[\w.+~-]+/.exec(
    index.find('linux-headers-cloud-amd64')?.get('Depends') ?? '',
  )?.[0];
  if (!image || !headers) throw new Error(`Debian ${suite} has no cloud kernel`);
  const kbuild = /linux-kbuild-[\w.+~-]+/.exec(index.find(headers)?.get('Depends') ?? '')?.[0];
  const common = headers.replace('cloud-amd64', 'common');
  // From 7.2 on the image is only a name for packages with its parts.
  const parts = ['binary', 'binary-unsigned', 'modules'].map((part) =>
    image.replace('image', part),
  );
  const names = [
    image,
    `${image}-unsigned`,
    `${image}-dbg`,
    ...parts,
    headers,
    common,
    kbuild ?? '',
  ];
  return names.map((name) => index.find(name)).filter((found) => found !== undefined);
}

/**
 * @param {DebianSuite} index
 * @param {readonly import('../support/provision/debian-archive.mjs').Package[]} packages
 * @param {string} folder appears whole or not at all
 * @param {readonly { index: DebianSuite, wanted: import('../support/provision/debian-archive.mjs').Package }[]} more
 *   of other indexes
 */
export async function unpack(index, packages, folder, more = []) {
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.unpacking-`);
  try {
    for (const one of [...packages.map((wanted) => ({ index, wanted })), ...more]) {
      const file = path.join(draft, 'package.deb');
      await writeFile(file, await one.index.download(one.wanted));
      await run('dpkg-deb', ['-x', file, draft]);
      await rm(file);
    }
    if (!existsSync(path.join(draft, 'lib'))) await symlink('usr/lib', path.join(draft, 'lib'));
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) runScript(ensureLabPackages);
