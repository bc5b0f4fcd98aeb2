/**
 * Bundles the extension, the debug adapter and the config lint's command line into dist/ (npm run
 * build).
 * With --dev the bundles carry source maps and are not made small.
 */
import './check-machine.mjs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build as bundle } from 'esbuild';
import { readManifest, refuseProposedApi } from './manifest.mjs';
import { dist, repository } from './paths.mjs';
import { runScript } from './setup-error.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

/** One for each VSIX; node-pty names its binaries alike. */
export const TARGETS = ['linux-x64', 'linux-arm64'];

const ENTRIES = {
  extension: 'extension/extension.ts',
  'debug-adapter': 'debug-adapter/main.ts',
  'kconfig-lint': 'extension/kconfig/cli/main.ts',
  'kconfig-worker': 'extension/kconfig-worker/main.ts',
};

/** Loaded at run time: tree-sitter and its grammar for Kconfig. */
export const WASM = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-kconfig/tree-sitter-kconfig.wasm',
];

/**
 * @typedef {object} BuildOptions
 * @property {boolean} [development]
 * @property {Record<string, string>} [entries] name of the bundle → source file
 * @property {string} [outDir]
 */

/**
 * @param {BuildOptions} [options]
 */
export async function build({ development = false, entries = ENTRIES, outDir = dist } = {}) {
  const manifest = await readManifest();
  refuseProposedApi(manifest);
  await rm(outDir, { recursive: true, force: true });
  const { metafile } = await bundle({
    absWorkingDir: repository,
    entryPoints: entries,
    outdir: outDir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    // Its other form asks for the address of its own file, which a bundle has not.
    alias: {
      'web-tree-sitter': path.join(repository, 'node_modules/web-tree-sitter/web-tree-sitter.cjs'),
    },
    define: { KCONFIG_LINT_VERSION: JSON.stringify(manifest.version) },
    sourcemap: development,
    minifySyntax: !development,
    minifyWhitespace: !development,
    logLevel: 'warning',
    metafile: true,
  });
  const shipped = WASM.map((file) => `node_modules/${file}`);
  const notices = await thirdPartyNotices([...Object.keys(metafile.inputs), ...shipped]);
  await writeFile(path.join(outDir, 'third-party-notices.txt'), notices);
  await Promise.all([
    ...TARGETS.map((target) => copyPtyBinary(target, outDir)),
    ...WASM.map((file) =>
      cp(path.join(repository, 'node_modules', file), path.join(outDir, path.basename(file))),
    ),
  ]);
}

/**
 * The bundled JavaScript of node-pty looks for its binary beside itself.
 * @param {string} target
 * @param {string} outDir
 */
async function copyPtyBinary(target, outDir) {
  const file = path.join('prebuilds', target, 'pty.node');
  await mkdir(path.join(outDir, path.dirname(file)), { recursive: true });
  await cp(path.join(repository, 'node_modules', 'node-pty', file), path.join(outDir, file));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { dev: { type: 'boolean' } } });
  runScript(() => build({ development: values.dev ?? false }));
}
