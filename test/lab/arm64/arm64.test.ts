/**
 * The founding story, whole: a crash for ARM64 built from source by the code that builds it for a
 * person, a dump that an emulated arm64 machine saved by its own kdump, and the adapter suites on that
 * dump and on the sample.
 */
import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../../../debug-adapter/programs/cache-folder';
import { arm64Sample, type Subject } from '../../adapter/support/subject';
import { arm64Inside } from '../../adapter/suites/arm64-inside';
import { arm64Panic } from '../../adapter/suites/arm64-panic';
import { describeFrames } from '../../adapter/suites/frames';
import { describeThreads } from '../../adapter/suites/threads';
import { run } from '../../support/command.mjs';
import { repository } from '../../support/paths.mjs';
import { seconds, step } from '../../support/progress.mjs';
import { ensureArm64Crash, type BuiltVersion } from '../crash-for-target';
import { ensureLabPackages, lab } from '../provision.mjs';
import {
  ensureArm64Kernel,
  ensureArm64Packages,
  ensureArm64Tools,
  type Arm64Kernel,
} from './provision.mjs';

const VERSION: BuiltVersion = '8.0.6';
const CRASH = path.join(cacheFolder('crash'), `ARM64-${VERSION}`, 'crash');
const CPUS = 4;

/** Name of the dump → options of run-kdump.sh. */
const DUMPS = {
  'arm64-6.1': [],
  // A processor that signs return addresses.
  'arm64-6.1-pauth': ['-c', 'max', '-m', '1024'],
} as const;

describe('a crash for arm64 dumps', () => {
  it('is built from source', async () => {
    const from = performance.now();
    assert.equal(await ensureArm64Crash(VERSION), CRASH);
    console.log(`      ${seconds(performance.now() - from)}`);
    const said = (await run(CRASH, ['--buildinfo'])).toString();
    assert.match(said, /build_target: ARM64$/m);
    assert.match(said, new RegExp(`build_version: ${VERSION}$`, 'm'));
  });
});

const sample = arm64Sample(VERSION, CRASH);
describeFrames(sample, (session) => {
  arm64Panic(session);
  arm64Inside(session);
});
describeThreads(sample, CPUS);

for (const [name, options] of Object.entries(DUMPS)) {
  const subject = labDump(name);

  describe(`the arm64 dump ${name}`, () => {
    it('is made by a real kdump', async () => {
      await ensureDump(name, options);
      const info = await readFile(path.join(subject.folder, 'info.txt'), 'utf8');
      console.log(info.replace(/^/gm, '      ').trimEnd());
      const log = await readFile(path.join(subject.folder, 'console.log'), 'utf8');
      assert.match(log, /LAB: kexec ended with status 0, loaded: 1/);
      assert.match(log, /command line: .*maxcpus=1 reset_devices/);
      assert.match(log, /LAB: makedumpfile ended with status 0/);
    });
  });

  describeFrames(subject, arm64Panic);
  describeThreads(subject, CPUS);
}

function labDump(name: string): Subject {
  const folder = path.join(lab, 'dumps', name);
  return {
    title: `crash ${VERSION} for ARM64 on ${name}`,
    folder,
    crashPath: CRASH,
    machine: 'aarch64',
    // Known when the dump is there.
    get kernelOffset() {
      return kernelOffset(path.join(folder, 'vmcore'));
    },
    fewestFrames: 400,
    // Debian's paths, as gdb and as the debug info itself has them.
    sourcePrefix: /^(?:\/build\/reproducible-path\/linux-[^/]*\/)?(?:debian\/build\/[^/]*\/)?/,
  };
}

async function ensureDump(name: string, options: readonly string[]): Promise<void> {
  await ensureLabPackages();
  await ensureArm64Packages();
  const [tools, kernel] = [await ensureArm64Tools(), await ensureArm64Kernel()];
  const folder = path.join(lab, 'dumps', name);
  if (!existsSync(path.join(folder, 'vmcore'))) {
    const script = path.join(repository, 'test', 'lab', 'arm64', 'run-kdump.sh');
    await step(`making the dump ${name} in QEMU`, () =>
      run(script, ['-k', kernel.folder, '-t', tools, '-o', folder, ...options]),
    );
  }
  await findTruth(folder, kernel);
}

/** What drgn says of it. The debug info lies beside the dump, as a person may have put it. */
async function findTruth(folder: string, kernel: Arm64Kernel): Promise<void> {
  const vmlinux = path.join(folder, 'vmlinux');
  if (!existsSync(vmlinux)) await run('ln', ['-s', kernel.vmlinux, vmlinux]);
  const expected = path.join(folder, 'expected.json');
  if (existsSync(expected)) return;
  const script = path.join(repository, 'test', 'dumps', 'make', 'expected.py');
  const json = await run('/usr/bin/python3', [script, path.join(folder, 'vmcore'), vmlinux]);
  await writeFile(`${expected}.part`, json);
  await rename(`${expected}.part`, expected);
}

/** `KERNELOFFSET=` of vmcoreinfo, which stands near the start of the file. */
function kernelOffset(vmcore: string): bigint {
  const start = Buffer.alloc(1 << 20);
  const file = openSync(vmcore, 'r');
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  const digits = /KERNELOFFSET=([0-9a-f]+)/.exec(start.toString('latin1'))?.[1];
  return BigInt(`0x${digits ?? '0'}`);
}
