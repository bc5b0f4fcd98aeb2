/** The dumps of the lab, each made when it is not there yet: a real kernel, crashed in QEMU, saved by its own kdump. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../support/command.mjs';
import { repository } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import {
  ensureGuestTools,
  ensureKernel,
  ensureLabPackages,
  lab,
  type Kernel,
} from './provision.mjs';
import { readTruth, type Truth } from './truth';

export interface LabDump {
  readonly name: string;
  readonly vmcore: string;
  readonly vmlinux: string;
  readonly release: string;
  /** Folders with debug info of modules. */
  readonly modulePaths: readonly string[];
  /** The function that a person shall see first. */
  readonly focus: string;
  readonly truth: Truth;
}

interface Recipe {
  readonly kernel: keyof typeof KERNELS;
  /** Arguments of run-kdump.sh. */
  readonly options: readonly string[];
  /** A module of src/ to load, with debug info. */
  readonly module?: 'labcrash' | 'labrules';
  /** The function that died, or called panic(). */
  readonly focus: string;
}

/** Debian suite of each kernel. */
const KERNELS = { '6.1': 'bookworm', '6.12': 'trixie', newest: 'sid' } as const;

const BUSY = 'spin/user/1 spin/kernel/2 spin/softirq/3';

/** All of them with KASLR. */
const RECIPES = {
  '6.1-sysrq': { kernel: '6.1', options: ['-o', 'zlib30'], focus: 'sysrq_handle_crash' },
  '6.1-busy': {
    kernel: '6.1',
    options: ['-o', 'zlib30', '-c', '4', '-w', BUSY],
    focus: 'sysrq_handle_crash',
  },
  '6.1-irq': {
    kernel: '6.1',
    options: ['-o', 'lzo31', '-s', 'labcrash irq'],
    module: 'labcrash',
    focus: 'lab_account',
  },
  '6.1-jump': {
    kernel: '6.1',
    options: ['-o', 'zlib31', '-s', 'labcrash jump'],
    module: 'labcrash',
    focus: 'lab_write',
  },
  '6.12-names': {
    kernel: '6.12',
    options: ['-o', 'zstd31', '-c', '4', '-w', 'names'],
    focus: 'sysrq_handle_crash',
  },
  '6.12-busy': {
    kernel: '6.12',
    options: ['-o', 'flat31', '-c', '4', '-w', BUSY],
    focus: 'sysrq_handle_crash',
  },
  // After bt of its panicking task, bt of others is wrong until crash forgets what it guessed.
  '6.12-softirq': {
    kernel: '6.12',
    options: ['-o', 'zstd31', '-c', '2', '-s', 'labcrash softirq'],
    module: 'labcrash',
    focus: 'lab_account',
  },
  '6.12-oops': {
    kernel: '6.12',
    options: ['-o', 'zstd31', '-c', '4', '-s', 'labcrash null'],
    module: 'labcrash',
    focus: 'lab_account',
  },
} as const satisfies Record<string, Recipe>;

/**
 * Dumps in the other forms that there are. crash need not be able to open them: nothing is known of
 * their stacks.
 */
const FORMS = {
  '6.1-lzo': { kernel: '6.1', options: ['-o', 'lzo31', '-c', '4'] },
  '6.1-raw': { kernel: '6.1', options: ['-o', 'raw'] },
  '6.1-elf': { kernel: '6.1', options: ['-o', 'elf31'] },
  '6.1-flat': { kernel: '6.1', options: ['-o', 'flat31'] },
  '6.1-incomplete': { kernel: '6.1', options: ['-o', 'zlib31', '-D', '17'] },
  '6.1-qemu-elf': {
    kernel: '6.1',
    options: ['-o', 'qemu-elf', '-s', 'idle', '-m', '768', '-L', 'qemu_fw_cfg'],
  },
  '6.12-zstd': { kernel: '6.12', options: ['-o', 'zstd31', '-c', '4'] },
  '6.12-raw': { kernel: '6.12', options: ['-o', 'raw', '-a', 'nokaslr'] },
  '6.12-5level': { kernel: '6.12', options: ['-o', 'flatelf31', '-C', 'max,-cx16'] },
  '6.12-qemu-zlib': {
    kernel: '6.12',
    options: ['-o', 'qemu-zlib', '-s', 'idle', '-m', '768', '-L', 'qemu_fw_cfg'],
  },
  // Without the device that tells QEMU where vmcoreinfo is.
  '6.1-qemu-silent': {
    kernel: '6.1',
    options: ['-o', 'qemu-zlib', '-s', 'idle', '-m', '768', '-V'],
  },
  'newest-zstd': { kernel: 'newest', options: ['-o', 'zstd31', '-T', '900'] },
  // Objects for each way to show a value. A kernel that knows of no hypervisor queues for spin locks.
  '6.12-rules': {
    kernel: '6.12',
    options: [
      ...['-o', 'zstd31', '-c', '4', '-s', 'labcrash rules'],
      ...['-C', 'Nehalem,-cx16,-hypervisor', '-a', 'no_timer_check'],
    ],
    module: 'labrules',
  },
  // Of a kernel that makedumpfile does not know either: only pages of zeros are left out.
  'newest-whole': { kernel: 'newest', options: ['-o', 'zstd1', '-T', '900'] },
  // Crowds: thousands of processes, tens of thousands of threads.
  '6.1-5000': {
    kernel: '6.1',
    options: ['-o', 'zlib31', '-s', 'procs 5000 40', '-m', '2048'],
  },
  '6.12-30000': {
    kernel: '6.12',
    options: ['-o', 'zstd31', '-s', 'threads 100 300', '-m', '4096', '-T', '900'],
  },
} as const satisfies Record<string, Omit<Recipe, 'focus'>>;

export type DumpName = keyof typeof RECIPES;

export type FormName = keyof typeof FORMS;

/** A dump of which only what the file itself tells is known. */
export type DumpForm = Pick<LabDump, 'name' | 'vmcore' | 'vmlinux' | 'release' | 'modulePaths'>;

export const dumpNames = Object.keys(RECIPES) as DumpName[];

export const formNames = Object.keys(FORMS) as FormName[];

const here = path.join(repository, 'test', 'lab');

/** One of any form, with or without known stacks. */
export async function ensureForm(name: DumpName | FormName): Promise<DumpForm> {
  const { vmcore, kernel, folder, ko } = await ensureFile(name);
  const modulePaths = ko ? [folder] : [];
  return { name, vmcore, vmlinux: kernel.vmlinux, release: kernel.release, modulePaths };
}

export async function ensureDump(name: DumpName): Promise<LabDump> {
  const recipe: Recipe = RECIPES[name];
  const { folder, vmcore, kernel, ko } = await ensureFile(name);
  const expected = path.join(folder, 'expected.json');
  if (!existsSync(expected)) await makeTruth(name, vmcore, kernel, ko, expected);
  return {
    name,
    vmcore,
    vmlinux: kernel.vmlinux,
    release: kernel.release,
    modulePaths: ko ? [folder] : [],
    focus: recipe.focus,
    truth: await readTruth(expected),
  };
}

interface DumpFolder {
  readonly folder: string;
  readonly vmcore: string;
  readonly kernel: Kernel;
  /** The very module that crashed, which stays with its dump. */
  readonly ko: string | undefined;
}

async function ensureFile(name: DumpName | FormName): Promise<DumpFolder> {
  const recipe: Omit<Recipe, 'focus'> = { ...RECIPES, ...FORMS }[name];
  await ensureLabPackages();
  const kernel = await ensureKernel(KERNELS[recipe.kernel], recipe.kernel);
  const folder = path.join(lab, 'dumps', name);
  const vmcore = path.join(folder, 'vmcore');
  const ko = recipe.module && path.join(folder, `${recipe.module}.ko`);
  if (!existsSync(vmcore) || (ko && !existsSync(ko))) await makeDump(name, recipe, kernel, ko);
  return { folder, vmcore, kernel, ko };
}

async function makeDump(
  name: string,
  recipe: Omit<Recipe, 'focus'>,
  kernel: Kernel,
  ko?: string,
): Promise<void> {
  await ensureGuestTools();
  const built = path.join(lab, 'modules', kernel.release, `${recipe.module}.ko`);
  if (ko) {
    await step(`building ${recipe.module}.ko for ${kernel.release}`, () =>
      run(path.join(here, 'build-module.sh'), [kernel.folder, kernel.release, built]),
    );
  }
  const options = [...recipe.options, ...(ko ? ['-M', built] : [])];
  await step(`making the dump ${name} in QEMU`, () =>
    run(path.join(here, 'run-kdump.sh'), ['-k', kernel.folder, '-n', name, ...options]),
  );
  if (ko) await copyFile(built, ko);
}

/** Of system Python, where Debian's drgn is. */
async function makeTruth(
  name: string,
  vmcore: string,
  kernel: Kernel,
  ko: string | undefined,
  expected: string,
): Promise<void> {
  const crash = await ensureNewestCrash();
  const module = ko ? ['--module', ko] : [];
  const script = path.join(here, 'reference.py');
  await step(`finding the truth about ${name} with drgn and eu-addr2line`, async () => {
    const args = [script, vmcore, kernel.vmlinux, '--crash', crash.path, ...module];
    const json = await run('/usr/bin/python3', args);
    await mkdir(path.dirname(expected), { recursive: true });
    await writeFile(`${expected}.part`, json);
    await rename(`${expected}.part`, expected);
  });
}
