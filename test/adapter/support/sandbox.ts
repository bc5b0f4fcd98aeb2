import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { until } from './until';

/**
 * A folder with a TMPDIR and a HOME of its own for the adapters of one test, so that whatever they
 * leave behind, files or programs, is found and counted exactly.
 */
export class Sandbox {
  private constructor(readonly root: string) {}

  static async create(): Promise<Sandbox> {
    // No blanks: some of what is tested is that blanks elsewhere do no harm.
    const parent = await realpath(os.tmpdir());
    const sandbox = new Sandbox(await mkdtemp(path.join(parent, 'kcd-adapter-test-')));
    await mkdir(sandbox.temporary);
    await mkdir(sandbox.home);
    return sandbox;
  }

  /** The TMPDIR of adapters. */
  get temporary(): string {
    return path.join(this.root, 'tmp');
  }

  get home(): string {
    return path.join(this.root, 'home');
  }

  path(...names: string[]): string {
    return path.join(this.root, ...names);
  }

  /** Ids of all programs that were started from here, directly or not, adapters included. */
  processes(): number[] {
    return readdirSync('/proc')
      .map(Number)
      .filter((id) => Number.isInteger(id) && id !== process.pid && this.isOurs(id));
  }

  /** The same without adapters: crash, the symbolizer, what they started. */
  tools(): number[] {
    return this.processes().filter((id) => !commandLine(id).includes('debug-adapter.js'));
  }

  async sessionDirectories(): Promise<string[]> {
    const names = await readdir(this.temporary);
    return names.filter((name) => name.startsWith('kernel-crash-debug-'));
  }

  async assertNothingRuns(): Promise<void> {
    await until('every program has ended', () => this.processes().length === 0, {
      describe: () => this.processes().map(commandLine).join('\n'),
    });
  }

  /** Nothing runs any more, and no file is left in TMPDIR. */
  async assertClean(): Promise<void> {
    await this.assertNothingRuns();
    assert.deepEqual(await readdir(this.temporary), [], 'files left in TMPDIR');
  }

  /** Ends what a failed test left, and removes everything. */
  async remove(): Promise<void> {
    for (const id of this.processes()) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  private isOurs(id: number): boolean {
    try {
      return (
        readFileSync(`/proc/${id}/environ`, 'utf8').includes(this.root) ||
        readlinkSync(`/proc/${id}/cwd`).startsWith(this.root)
      );
    } catch {
      return false;
    }
  }
}

export function isAlive(id: number): boolean {
  return existsSync(`/proc/${id}`);
}

function commandLine(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
