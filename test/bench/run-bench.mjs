/**
 * npm run bench: how long things take that people wait for, each beside a simpler piece of work in
 * the same run. Nothing fails here: a busy machine is slow, and a table is there to be read.
 *
 *   npm run bench                 every test/bench/benches/*.bench.ts
 *   npm run bench -- lint         those whose name holds "lint"
 *   npm run bench -- --profile    which parts and rules of the lint take the time
 */
import '../support/check-machine.mjs';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { run } from '../support/command.mjs';
import { cache, repository } from '../support/paths.mjs';
import { ensureNpmPackages } from '../support/provision/npm-packages.mjs';
import { ensureSampleVmcore } from '../support/provision/sample.mjs';
import { ensureTree } from '../lab/kconfig-tree/kernel-tree.mjs';
import { runScript } from '../support/setup-error.mjs';
import { ensureKernelConfig } from './kernel-config.mjs';
import { measure, table } from './measure.mjs';
import { sessionInputs, sessionTools } from './session-inputs.mjs';

const folder = path.join(cache, 'bench');
const bundles = path.join(folder, 'bundles');

runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { profile: { type: 'boolean' } },
    allowPositionals: true,
  });
  await ensureNpmPackages();
  const { file: kernelConfig, origin } = await ensureKernelConfig(folder);
  const benches = await bundle();
  const processors = cpus();
  const machine = `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, Node.js ${process.version}`;
  console.log(`\n${machine}\n${origin}\n`);
  if (values.profile) {
    const program = path.join(bundles, 'lint-profile.mjs');
    console.log((await run(process.execPath, [program, kernelConfig])).toString());
    return;
  }
  const inputs = {
    kernelConfig,
    dumps: await findDumps(),
    bundles,
    kconfigTree: async () => (await ensureTree('trixie')).folder,
    sessions: await sessionInputs(),
    tools: await sessionTools(),
  };
  const results = [];
  const failures = [];
  for (const name of benches) {
    if (positionals.length > 0 && !positionals.some((part) => name.includes(part))) continue;
    const make = await load(name);
    for (const bench of await make(inputs)) {
      try {
        results.push(await measure(bench));
      } catch (error) {
        failures.push(`${bench.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  console.log(table(results));
  for (const failure of failures) console.log(`\nnot measured: ${failure}`);
  const time = new Date().toISOString();
  const record = path.join(folder, time.replace(/[:.]/g, '-'));
  const written = { time, machine, input: origin, results, failures };
  await writeFile(`${record}.json`, `${JSON.stringify(written, undefined, 2)}\n`);
  await writeFile(`${record}.md`, `${machine}, ${time}\n\n${table(results)}\n`);
  console.log(`\nwritten to ${path.relative(repository, record)}.json and .md`);
});

/** @returns {Promise<string[]>} the sample dumps, and some of the lab's that are there */
async function findDumps() {
  const samples = [await ensureSampleVmcore('x86_64-tiny'), await ensureSampleVmcore('arm64-tiny')];
  const forms = ['6.1-raw', '6.1-flat', '6.1-lzo', '6.12-zstd', '6.1-qemu-elf'];
  const files = forms.map((form) => path.join(cache, 'lab', 'dumps', form, 'vmcore'));
  return [...samples, ...files.filter((file) => existsSync(file))];
}

/**
 * @param {string} name of a bundle
 * @returns {Promise<import('./bench').MakeBenches>}
 */
async function load(name) {
  /** @type {unknown} */
  const module = await import(pathToFileURL(path.join(bundles, `${name}.mjs`)).href);
  return /** @type {{ default: import('./bench').MakeBenches }} */ (module).default;
}

/**
 * Bundles the benches as the extension is bundled: what is measured is what is shipped.
 * @returns {Promise<string[]>} their names
 */
async function bundle() {
  const { build } = await import('esbuild');
  const benches = path.join(repository, 'test', 'bench', 'benches');
  const names = (await readdir(benches)).filter((name) => name.endsWith('.bench.ts'));
  const programs = ['first-dump', 'first-lint', 'first-tree', 'lint-profile'];
  await rm(bundles, { recursive: true, force: true });
  await mkdir(bundles, { recursive: true });
  await build({
    entryPoints: [
      ...names.map((name) => path.join(benches, name)),
      ...programs.map((name) => path.join(repository, 'test', 'bench', `${name}.ts`)),
    ],
    entryNames: '[name]',
    outdir: bundles,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // It looks for its binary beside itself.
    external: ['node-pty'],
    minifySyntax: true,
    logLevel: 'warning',
  });
  return names.map((name) => name.replace(/\.ts$/, ''));
}
