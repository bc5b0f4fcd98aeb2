/** The sources of Debian's kernels, as far as they have to do with crashkernel=. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../support/command.mjs';
import { step } from '../../support/progress.mjs';
import { DebianSuite } from '../../support/provision/debian-archive.mjs';
import { debianMirror } from '../../support/provision/debian-mirror.mjs';
import { ensureCommands } from '../../support/provision/system-packages.mjs';
import { lab } from '../provision.mjs';

/** 5.10, 6.1, 6.12, and the newest there are. */
export const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid', 'trixie-backports'] as const;

export interface KernelSource {
  /** Such as `6.12`. */
  readonly version: string;
  /** The text of one file; undefined where this kernel has none of that name. */
  read(file: string): Promise<string | undefined>;
  /** Its root. */
  readonly folder: string;
}

/** Each of them has a match in every kernel. */
const FILES = [
  'Makefile',
  'kernel/crash_*.c',
  'lib/cmdline.c',
  'lib/kstrtox.*',
  'lib/vsprintf.c',
  'include/linux/ar*.h',
  'include/linux/crash_*.h',
  'arch/*/include/asm/*crash*.h',
  'arch/*/kernel/setup.c',
  'arch/*/kernel/machine_kexec.c',
  'arch/*/mm/init.c',
  'arch/powerpc/kexec/core.c',
];

/** Downloads some 150 MB for a suite that was not asked for before, and keeps little of it. */
export async function ensureKernelSource(suite: string): Promise<KernelSource> {
  const folder = path.join(lab, 'sources', suite);
  if (!existsSync(folder)) {
    await ensureCommands(['xz', 'gpgv', 'dpkg-deb']);
    await step(`fetching the kernel sources of Debian ${suite}`, () => unpack(suite, folder));
  }
  const read = (file: string) => readFile(path.join(folder, file), 'utf8').catch(() => undefined);
  const makefile = (await read('Makefile')) ?? '';
  const number = (name: string) => new RegExp(`^${name} = (\\d+)`, 'm').exec(makefile)?.[1] ?? '';
  return { version: `${number('VERSION')}.${number('PATCHLEVEL')}`, folder, read };
}

async function unpack(suite: string, folder: string): Promise<void> {
  const index = await DebianSuite.open(debianMirror(), suite);
  const depends = index.find('linux-source')?.get('Depends') ?? '';
  const name = /linux-source-[\d.]+/.exec(depends)?.[0];
  const wanted = name === undefined ? undefined : index.find(name);
  if (!wanted) throw new Error(`Debian ${suite} has no kernel sources`);
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.unpacking-`);
  try {
    const deb = path.join(draft, 'package.deb');
    await writeFile(deb, await index.download(wanted));
    const script =
      'dpkg-deb --fsys-tarfile "$1" | tar -xO --wildcards "./usr/src/linux-source-*.tar.xz" | (shift; tar -xJ --strip-components=1 --wildcards --no-wildcards-match-slash "$@")';
    const patterns = FILES.map((file) => `linux-source-*/${file}`);
    await run('sh', ['-c', script, 'sh', deb, ...patterns], { cwd: draft });
    await rm(deb);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
