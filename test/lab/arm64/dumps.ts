/** Dumps of full-size arm64 kernels, saved by their own kdump in an emulated machine. */
import { existsSync } from 'node:fs';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../support/command.mjs';
import { repository } from '../../support/paths.mjs';
import { step } from '../../support/progress.mjs';
import { ensureLabPackages, lab } from '../provision.mjs';
import { ensureArm64Module } from './module.mjs';
import {
  ensureArm64Kernel,
  ensureArm64Packages,
  ensureArm64Tools,
  type Arm64Kernel,
} from './provision.mjs';

interface Recipe {
  /** Of run-kdump.sh. */
  readonly options: readonly string[];
  /** The kernel dies in the module labcrash, which lies beside the dump. */
  readonly module?: true;
}

const DUMPS = {
  'arm64-6.1': { options: [] },
  // A processor that signs return addresses.
  'arm64-6.1-pauth': { options: ['-c', 'max', '-m', '1024'] },
  'arm64-6.1-module': { options: [], module: true },
} as const satisfies Readonly<Record<string, Recipe>>;

type Arm64DumpName = keyof typeof DUMPS;

export const arm64DumpNames = Object.keys(DUMPS) as Arm64DumpName[];

/** Makes one when it is not there yet. Gives its folder, in which the truth about it lies too. */
export async function ensureArm64Dump(name: Arm64DumpName): Promise<string> {
  await ensureLabPackages();
  await ensureArm64Packages();
  const [tools, kernel] = [await ensureArm64Tools(), await ensureArm64Kernel()];
  const folder = path.join(lab, 'dumps', name);
  if (!existsSync(path.join(folder, 'vmcore'))) {
    const recipe: Recipe = DUMPS[name];
    const module = recipe.module && (await ensureArm64Module(kernel.release));
    const options = [...recipe.options, ...(module ? ['-M', module] : [])];
    const script = path.join(repository, 'test', 'lab', 'arm64', 'run-kdump.sh');
    await step(`making the dump ${name} in QEMU`, () =>
      run(script, ['-k', kernel.folder, '-t', tools, '-o', folder, ...options]),
    );
    if (module) await copyFile(module, path.join(folder, 'labcrash.ko'));
  }
  await findTruth(folder, kernel);
  return folder;
}

/** What drgn says of it. The debug info lies beside the dump, as a person may have put it. */
async function findTruth(folder: string, kernel: Arm64Kernel): Promise<void> {
  const vmlinux = path.join(folder, 'vmlinux');
  if (!existsSync(vmlinux)) await run('ln', ['-sfn', kernel.vmlinux, vmlinux]);
  const expected = path.join(folder, 'expected.json');
  if (existsSync(expected)) return;
  const script = path.join(repository, 'test', 'dumps', 'make', 'expected.py');
  const module = path.join(folder, 'labcrash.ko');
  const modules = existsSync(module) ? [module] : [];
  const vmcore = path.join(folder, 'vmcore');
  const json = await run('/usr/bin/python3', [script, vmcore, vmlinux, ...modules]);
  await writeFile(`${expected}.part`, json);
  await rename(`${expected}.part`, expected);
}
