/** What an arm64 kdump cycle needs: programs for the guest, and a kernel with its debug info. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { find } from '../../support/command.mjs';
import { step } from '../../support/progress.mjs';
import { DebianSuite } from '../../support/provision/debian-archive.mjs';
import { debianMirror } from '../../support/provision/debian-mirror.mjs';
import { installPackages } from '../../support/provision/system-packages.mjs';
import { lab, unpack } from '../provision.mjs';

/** @typedef {{ folder: string, release: string, vmlinux: string }} Arm64Kernel */

/** Debian 12: its kernel 6.1 is one that crash 8.0.6 and 9.0.2 know. */
export const SUITE = 'bookworm';

/** Besides what the lab's other cycles need. */
export async function ensureArm64Packages() {
  if (find('qemu-system-aarch64') === undefined) await installPackages(['qemu-system-arm']);
}

/** @returns {Promise<string>} the folder in which the guest's programs are unpacked */
export async function ensureArm64Tools() {
  const root = path.join(lab, 'arm64-tools');
  if (existsSync(root)) return root;
  return step('fetching busybox, kexec and makedumpfile for arm64', async () => {
    const suite = await DebianSuite.open(debianMirror(), SUITE, 'arm64');
    const programs = ['busybox-static', 'kexec-tools', 'makedumpfile'];
    await unpack(
      suite,
      programs.flatMap((name) => suite.withLibraries(name)),
      root,
    );
    return root;
  });
}

/** @returns {Promise<Arm64Kernel>} Debian's kernel for virtual machines, 1 GB unpacked */
export async function ensureArm64Kernel() {
  const folder = path.join(lab, 'kernels', '6.1-arm64');
  if (!existsSync(folder)) {
    await step('fetching an arm64 kernel with its debug info', async () => {
      const suite = await DebianSuite.open(debianMirror(), SUITE, 'arm64');
      const image = /linux-image-[\w.+~-]+/.exec(
        suite.find('linux-image-cloud-arm64')?.get('Depends') ?? '',
      )?.[0];
      const packages = [image, `${image}-unsigned`, `${image}-dbg`]
        .map((name) => suite.find(name ?? ''))
        .filter((found) => found !== undefined);
      if (packages.length < 2) throw new Error(`Debian ${SUITE} has no arm64 cloud kernel`);
      await unpack(suite, packages, folder);
    });
  }
  const debug = path.join(folder, 'usr', 'lib', 'debug', 'boot');
  const vmlinux = (await readdir(debug)).find((file) => file.startsWith('vmlinux-'));
  if (!vmlinux) throw new Error(`no vmlinux in ${debug}`);
  return {
    folder,
    release: vmlinux.slice('vmlinux-'.length),
    vmlinux: path.join(debug, vmlinux),
  };
}
