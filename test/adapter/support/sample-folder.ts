import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { resource } from '../../support/environment.mjs';
import { sampleFile, type SampleLaunch } from './sample';
import type { Sandbox } from './sandbox';

/**
 * The sample in a folder of the sandbox, without the source of its module, which then cannot be
 * found. Gives the launch arguments for it.
 */
export async function sampleFolder(sandbox: Sandbox, name = 'sample'): Promise<SampleLaunch> {
  const folder = sandbox.path(name);
  await mkdir(folder, { recursive: true });
  for (const file of ['vmcore', 'vmlinux', 'labcrash.ko']) {
    await symlink(sampleFile(file), path.join(folder, file));
  }
  return {
    vmcore: path.join(folder, 'vmcore'),
    vmlinux: path.join(folder, 'vmlinux'),
    crashPath: resource('crashNewest'),
  };
}
