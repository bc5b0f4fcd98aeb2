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
import { arm64ModuleOops } from './module-oops';

/** The founding story's time, and the newest, whose gdb unwinds by itself. */
const VERSIONS: readonly BuiltVersion[] = ['8.0.6', '9.0.2'];
const CPUS = 4;

describe('a crash for arm64 dumps', () => {
  for (const version of VERSIONS) {
    it(`is built from source: ${version}`, async () => {
      const from = performance.now();
      assert.equal(await ensureArm64Crash(version), placeOf(version));
      console.log(`      ${seconds(performance.now() - from)}`);
      const said = (await run(placeOf(version), ['--buildinfo'])).toString();
      assert.match(said, /build_target: ARM64$/m);
      assert.match(said, new RegExp(`build_version: ${version}$`, 'm'));
    });
  }
});

for (const version of VERSIONS) {
  const sample = arm64Sample(version, placeOf(version));
  describeFrames(sample, (session) => {
    arm64Panic(session);
    arm64Inside(session);
  });
  describeThreads(sample, CPUS);
}

for (const name of arm64DumpNames) {
  describe(`the arm64 dump ${name}`, () => {
    it('is made by a real kdump', async () => {
      await ensureArm64Dump(name);
      const folder = folderOf(name);
      const info = await readFile(path.join(folder, 'info.txt'), 'utf8');
      console.log(info.replace(/^/gm, '      ').trimEnd());
      const log = await readFile(path.join(folder, 'console.log'), 'utf8');
      assert.match(log, /LAB: kexec ended with status 0, loaded: 1/);
      assert.match(log, /command line: .*maxcpus=1 reset_devices/);
      assert.match(log, /LAB: makedumpfile ended with status 0/);
    });
  });

  for (const version of VERSIONS) {
    const subject = labDump(name, version);
    describeFrames(subject, (session) => {
      if (name !== 'arm64-6.1-module') arm64Panic(session);
      else arm64ModuleOops(session, version !== '8.0.6');
    });
    describeThreads(subject, CPUS);
  }
}

function placeOf(version: BuiltVersion): string {
  return path.join(cacheFolder('crash'), `ARM64-${version}`, 'crash');
}

function folderOf(dump: string): string {
  return path.join(lab, 'dumps', dump);
}

function labDump(name: string, version: BuiltVersion): Subject {
  const folder = folderOf(name);
  return {
    title: `crash ${version} for ARM64 on ${name}`,
    folder,
    crashPath: placeOf(version),
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
