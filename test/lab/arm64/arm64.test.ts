/**
 * The founding story, whole: a crash for ARM64 built from source by the code that builds it for a
 * person, a dump that an emulated arm64 machine saved by its own kdump, and the adapter suites on that
 * dump and on the sample.
 */
import assert from 'node:assert/strict';
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../../../debug-adapter/programs/cache-folder';
import { arm64Sample, type Subject } from '../../adapter/support/subject';
import { arm64Inside } from '../../adapter/suites/arm64-inside';
import { arm64Panic } from '../../adapter/suites/arm64-panic';
import { describeFrames } from '../../adapter/suites/frames';
import { describeThreads } from '../../adapter/suites/threads';
import { run } from '../../support/command.mjs';
import { seconds } from '../../support/progress.mjs';
import { ensureArm64Crash, type BuiltVersion } from '../crash-for-target';
import { lab } from '../provision.mjs';
import { arm64DumpNames, ensureArm64Dump } from './dumps';

const VERSION: BuiltVersion = '8.0.6';
const CRASH = path.join(cacheFolder('crash'), `ARM64-${VERSION}`, 'crash');
const CPUS = 4;

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

for (const name of arm64DumpNames) {
  const subject = labDump(name);

  describe(`the arm64 dump ${name}`, () => {
    it('is made by a real kdump', async () => {
      await ensureArm64Dump(name);
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
