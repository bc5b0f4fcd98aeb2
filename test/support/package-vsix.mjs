/**
 * Packs the built extension into one VSIX file for each target (npm run package), each with the one
 * binary that loads there. `npm run package -- linux-x64` packs one.
 */
import './check-machine.mjs';
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TARGETS, WASM, build } from './build.mjs';
import { run } from './command.mjs';
import { readManifest } from './manifest.mjs';
import { cache, repository } from './paths.mjs';
import { runScript } from './setup-error.mjs';

const folder = path.join(cache, 'vsix');

/**
 * What is laid out for vsce, which would else walk through all of .cache; .vscodeignore has the
 * last word on what goes in.
 */
const PARTS = [
  '.vscodeignore',
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'extension/images',
  'syntaxes',
  'dist/extension.js',
  'dist/debug-adapter.js',
  'dist/kconfig-lint.js',
  'dist/kconfig-worker.js',
  'dist/third-party-notices.txt',
  ...WASM.map((file) => `dist/${path.basename(file)}`),
];

const OPTIONS = [
  '--no-dependencies', // they are in the bundles
  '--no-rewrite-relative-links', // the README's pictures are in the package
  '--allow-missing-repository',
];

/** This machine's. */
export const hostTarget = `linux-${process.arch}`;

/**
 * @param {string} target
 * @returns {Promise<string>} where the VSIX of this version for this target lies, packed or not
 */
export async function vsixPath(target) {
  const { name, version } = await readManifest();
  return path.join(folder, `${name}-${target}-${version}.vsix`);
}

/**
 * Packs what dist/ holds.
 * @param {string} target
 * @returns {Promise<string>} the VSIX file
 */
export async function packageVsix(target = hostTarget) {
  const stage = path.join(folder, target);
  await rm(stage, { recursive: true, force: true });
  for (const part of [...PARTS, `dist/prebuilds/${target}`]) {
    const from = path.join(repository, part);
    if (existsSync(from)) await cp(from, path.join(stage, part), { recursive: true });
  }
  const packagePath = await vsixPath(target);
  const vsce = path.join(repository, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = ['package', '--target', target, '--out', packagePath, ...OPTIONS];
  await run(process.execPath, [vsce, ...args], { cwd: stage });
  return packagePath;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  runScript(async () => {
    const wanted = process.argv.slice(2);
    await build();
    for (const target of wanted.length > 0 ? wanted : TARGETS) {
      console.log(await packageVsix(target));
    }
  });
}
