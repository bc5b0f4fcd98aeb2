/** A dump and a crash that a whole suite is run on. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resource } from '../../support/environment.mjs';
import type { Expected } from './expected';
import type { SampleCrash, SampleLaunch } from './sample';

export interface Subject {
  /** As the titles of tests have it: `crash 8.0.6 on the arm64 sample`. */
  readonly title: string;
  /** The folder with vmlinux, vmcore and expected.json. */
  readonly folder: string;
  readonly crashPath: string;
  readonly machine: 'x86_64' | 'aarch64';
  /** How far KASLR moved the kernel. */
  readonly kernelOffset: bigint;
  /** Frames of all stacks; fewer would mean that stacks were lost. */
  readonly fewestFrames: number;
  /** What stands before paths of the kernel's sources in its debug info, in one form or another. */
  readonly sourcePrefix?: RegExp;
}

/** test/dumps/x86_64-tiny/README.md has the offset. */
export function x86Sample(title: string, crash: SampleCrash): Subject {
  return {
    title: `${title} on the x86-64 sample`,
    folder: resource('sample'),
    crashPath: resource(crash),
    machine: 'x86_64',
    kernelOffset: 0x24600000n,
    fewestFrames: 350,
  };
}

/** test/dumps/arm64-tiny/README.md. */
export function arm64Sample(version: string, crashPath: string): Subject {
  return {
    title: `crash ${version} for ARM64 on the arm64 sample`,
    folder: resource('sampleArm64'),
    crashPath,
    machine: 'aarch64',
    kernelOffset: 0n,
    fewestFrames: 300,
  };
}

export function launchOf({ folder, crashPath }: Subject): SampleLaunch {
  return {
    vmcore: path.join(folder, 'vmcore'),
    vmlinux: path.join(folder, 'vmlinux'),
    crashPath,
  };
}

export function expectedOf({ folder }: Subject): Expected {
  return JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Expected;
}

/** Bytes from a return address back into its call. */
export function intoCall({ machine }: Subject): bigint {
  return machine === 'aarch64' ? 4n : 1n;
}

export function hasFile({ folder }: Subject, name: string): boolean {
  return existsSync(path.join(folder, name));
}
