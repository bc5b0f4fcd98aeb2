/**
 * Runs the suite of test/vscode/suite inside an extension host, with the real `vscode` API: in the
 * desktop VS Code that VSCODE_PATH names, else in code-server. The suite itself writes its counts; a
 * run that never comes to it has told nothing, which counts as failed.
 */
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdtemp, mkdir, readdir, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { resource } from '../support/environment.mjs';
import { repository } from '../support/paths.mjs';
import { makeSampleWorkspace } from '../support/start/sample-workspace.mjs';
import { runInCodeServer } from './run-in-code-server';

void main();

async function main(): Promise<void> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'kcd-'));
  const [temporary, folder] = [path.join(root, 'tmp'), path.join(root, 'sample')];
  await mkdir(temporary);
  try {
    await makeSampleWorkspace({
      folder,
      sample: resource('sample'),
      crashPath: resource('crashNewest'),
      nonce: 'not the secret',
    });
    const extensionTestsPath = await bundleSuite();
    const chatter = path.join(resource('cache'), 'vscode.log');
    await rm(chatter, { force: true });
    // What this machine keeps between sessions is neither seen nor cleared.
    const env = { TMPDIR: temporary, XDG_CACHE_HOME: path.join(root, 'cache') };
    const vscodeExecutablePath = process.env['VSCODE_PATH'];
    process.exitCode =
      vscodeExecutablePath === undefined || vscodeExecutablePath === ''
        ? await runInCodeServer({
            stateDir: path.join(root, 'state'),
            folder,
            extensionTestsPath,
            env,
            chatter,
          })
        : await runTests({
            vscodeExecutablePath,
            extensionDevelopmentPath: repository,
            extensionTestsPath,
            extensionTestsEnv: { ...process.env, ...env },
            launchArgs: [
              folder,
              '--disable-extensions',
              '--disable-workspace-trust',
              ...['--user-data-dir', path.join(root, 'data')],
            ],
          });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Bundles the suite to where Node finds the project's mocha, and gives the file that runs it. */
async function bundleSuite(): Promise<string> {
  const source = path.join(repository, 'test', 'vscode', 'suite');
  const outdir = path.join(resource('cache'), 'vscode-suite');
  await rm(outdir, { recursive: true, force: true });
  const files = (await readdir(source)).filter((name) => /(^index|\.test)\.ts$/.test(name));
  await build({
    entryPoints: files.map((name) => path.join(source, name)),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}
