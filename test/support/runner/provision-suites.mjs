/** Gets ready what suites need. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { find } from '../command.mjs';
import { cache } from '../paths.mjs';
import { step } from '../progress.mjs';
import { ensureCodeServer } from '../provision/code-server.mjs';
import { ensureCrash, ensureNewestCrash } from '../provision/debian-crash.mjs';
import { ensureNpmPackages } from '../provision/npm-packages.mjs';
import { ensureSample } from '../provision/sample.mjs';
import { ensureCommands, findBrowser } from '../provision/system-packages.mjs';

/**
 * @param {ReadonlySet<import('./suites.mjs').Need>} needs
 * @returns {Promise<Partial<Record<import('../environment.mjs').Resource, string>>>}
 */
export async function provision(needs) {
  await ensureNpmPackages();
  /** @type {import('../provision/system-packages.mjs').SystemCommand[]} */
  const commands = [];
  if (needs.has('crash')) {
    commands.push('crash', 'eu-addr2line', 'gpgv', 'objdump', 'xz');
    commands.push('debuginfod-find', 'gdb', 'objcopy', 'zstd');
  }
  if (needs.has('browser')) commands.push('chromium');
  await ensureCommands(commands);

  const ownCache = path.join(cache, 'test');
  await mkdir(ownCache, { recursive: true });
  /** @type {Partial<Record<import('../environment.mjs').Resource, string>>} */
  const resources = { cache: ownCache };
  if (needs.has('crash')) {
    resources.crashNewest = (await ensureNewestCrash()).path;
    resources.crash806 = (await ensureCrash('8.0.6', 'trixie')).path;
    resources.crash802 = (await ensureCrash('8.0.2', 'bookworm')).path;
    resources.crashSystem = find('crash');
  }
  if (needs.has('sample')) resources.sample = await ensureSample();
  if (needs.has('sample-arm64')) resources.sampleArm64 = await ensureSample('arm64-tiny');
  if (needs.has('code-server')) await ensureCodeServer();
  if (needs.has('browser')) resources.browser = findBrowser();
  if (needs.has('build'))
    await step('building', async () => (await import('../build.mjs')).build());
  if (needs.has('vsix')) {
    const { packageVsix } = await import('../package-vsix.mjs');
    resources.vsix = await step('packing the extension', () => packageVsix());
  }
  return resources;
}
