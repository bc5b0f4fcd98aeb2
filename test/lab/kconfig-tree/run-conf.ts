import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { treeEnvironment } from '../../../extension/kconfig/tree/symbols/environment';
import type { KernelTree } from './kernel-tree.mjs';
import { makeToolchain } from './toolchain.mjs';

/** The kernel's own conf, for one tree. */
export class Conf {
  private constructor(
    private readonly tree: KernelTree,
    private readonly folder: string,
    private readonly toolchain: Readonly<Record<string, string>>,
  ) {}

  static async start(tree: KernelTree): Promise<Conf> {
    const folder = mkdtempSync(path.join(tmpdir(), 'kernel-crash-conf-'));
    return new Conf(tree, folder, await makeToolchain(path.join(folder, 'bin')));
  }

  stop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @returns the configuration that conf makes of a text */
  olddefconfig(text: string, arch: string): string {
    const config = path.join(this.folder, 'config');
    writeFileSync(config, text);
    const env = {
      ...treeEnvironment({ arch, version: `${this.tree.version}.0` }),
      ...this.toolchain,
      PATH: process.env['PATH'],
      LC_ALL: 'C',
      KCONFIG_CONFIG: config,
    };
    const { error, status, stderr } = spawnSync(this.tree.conf, ['--olddefconfig', 'Kconfig'], {
      cwd: this.tree.folder,
      env,
      encoding: 'utf8',
      // A busy machine takes its time; one that hangs does not get away.
      timeout: 900_000,
      maxBuffer: 1 << 28,
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`conf: ${status}\n${stderr.slice(-2000)}`);
    return readFileSync(config, 'utf8');
  }
}
