/** The folder that `npm start` opens: the sample dump, its source, and a launch configuration. */
import { copyFile, link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes the folder anew.
 * @param {object} parts
 * @param {string} parts.folder
 * @param {string} parts.sample the unpacked sample
 * @param {string} parts.crashPath
 * @param {string} parts.nonce what the extension also finds in KERNEL_CRASH_START: this one opening
 *   of the folder starts the session by itself, later ones do not
 */
export async function makeSampleWorkspace({ folder, sample, crashPath, nonce }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  await copyFile(path.join(sample, 'labcrash.c'), path.join(folder, 'labcrash.c'));
  for (const name of ['vmlinux', 'vmcore', 'labcrash.ko']) {
    const [from, to] = [path.join(sample, name), path.join(folder, name)];
    await link(from, to).catch(() => copyFile(from, to));
  }
  const launch = { version: '0.2.0', configurations: [launchConfiguration(crashPath)] };
  const launchFile = path.join(folder, '.vscode', 'launch.json');
  await writeFile(launchFile, `${JSON.stringify(launch, undefined, 2)}\n`);
  await writeFile(path.join(folder, '.kernel-crash-start'), nonce);
}

/** @param {string} crashPath */
function launchConfiguration(crashPath) {
  return {
    type: 'kernel-crash',
    request: 'launch',
    name: 'Sample: oops in labcrash',
    vmcore: '${workspaceFolder}/vmcore',
    vmlinux: '${workspaceFolder}/vmlinux',
    modulePaths: ['${workspaceFolder}'],
    crashPath,
    sourceMap: { '/usr/src/labcrash': '${workspaceFolder}' },
  };
}
