/** The configuration that the lint is measured with. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError, run } from '../support/command.mjs';
import { step } from '../support/progress.mjs';
import { DebianSuite } from '../support/provision/debian-archive.mjs';
import { debianMirror } from '../support/provision/debian-mirror.mjs';
import { ensureCommands } from '../support/provision/system-packages.mjs';
import { SetupError } from '../support/setup-error.mjs';

const LINES = 12_000;
const SUITE = 'trixie';
const PACKAGE = 'linux-config-6.12';

/**
 * A complete configuration of 12,000 lines: Debian's, brought to that length with symbols that are
 * off; where Debian's archive cannot be reached, one of made-up symbols.
 * @param {string} folder to keep it in
 * @returns {Promise<{ file: string, origin: string }>}
 */
export async function ensureKernelConfig(folder) {
  const file = path.join(folder, `${PACKAGE}.config`);
  const origin = `${PACKAGE} of Debian ${SUITE}, brought to ${LINES} lines`;
  if (existsSync(file)) return { file, origin };
  await mkdir(folder, { recursive: true });
  try {
    const text = await step(`fetching ${PACKAGE} of Debian`, () => fetchConfig(folder));
    await writeFile(file, lengthened(text));
    return { file, origin };
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof SetupError)) throw error;
    console.log(`  ${error.message}\n  Going on with a configuration that is made up.`);
    const other = path.join(folder, 'made-up.config');
    await writeFile(other, lengthened(MADE_UP));
    return { file: other, origin: `made up, ${LINES} lines` };
  }
}

const MADE_UP = `#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.12.0 Kernel Configuration
#
CONFIG_64BIT=y
CONFIG_X86_64=y
CONFIG_KEXEC=y
CONFIG_CRASH_DUMP=y
CONFIG_DEBUG_INFO_DWARF5=y
`;

/**
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function fetchConfig(folder) {
  await ensureCommands(['xz', 'gpgv', 'dpkg-deb']);
  const suite = await DebianSuite.open(debianMirror(), SUITE);
  const wanted = suite.find(PACKAGE);
  if (!wanted) throw new CommandError(`Debian ${SUITE} has no ${PACKAGE}.`);
  const draft = await mkdtemp(path.join(folder, '.unpacking-'));
  try {
    const archive = path.join(draft, 'package.deb');
    await writeFile(archive, await suite.download(wanted));
    await run('dpkg-deb', ['-x', archive, draft]);
    const configs = path.join(draft, 'usr', 'src', PACKAGE);
    const name = (await readdir(configs))
      .sort()
      .find((entry) => /^config\.\w+_none_(amd64|arm64)\.xz$/.test(entry));
    if (!name) throw new CommandError(`${PACKAGE} holds no configuration for this processor.`);
    await rename(path.join(configs, name), path.join(draft, 'config.xz'));
    const packed = await readFile(path.join(draft, 'config.xz'));
    return (await run('xz', ['-dc'], { input: packed })).toString();
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** @param {string} text */
function lengthened(text) {
  const missing = Math.max(0, LINES - text.split('\n').length + 1);
  const lines = Array.from({ length: missing }, (_, index) =>
    index % 2 === 0 ? `# CONFIG_BENCH_${index} is not set` : `CONFIG_BENCH_${index}=m`,
  );
  return `${text.trimEnd()}\n${lines.join('\n')}\n`;
}
