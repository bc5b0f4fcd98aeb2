/** Programs of the system: found, or installed with apt where that is allowed, or asked for. */
import { readFileSync } from 'node:fs';
import { find, run, succeeds } from '../command.mjs';
import { step } from '../progress.mjs';
import { SetupError } from '../setup-error.mjs';

/** Program → the package that brings it, named alike in Debian 12, 13 and Ubuntu. */
const PACKAGE_OF = {
  xz: 'xz-utils',
  gpgv: 'gpgv',
  'dpkg-deb': 'dpkg',
  crash: 'crash',
  'eu-addr2line': 'elfutils',
  'debuginfod-find': 'debuginfod',
  debuginfod: 'debuginfod',
  gdb: 'gdb',
  objcopy: 'binutils',
  zstd: 'zstd',
  objdump: 'binutils',
  chromium: 'chromium',
};

/** @typedef {keyof typeof PACKAGE_OF} SystemCommand */

/**
 * Makes sure that these programs exist.
 * @param {readonly SystemCommand[]} commands
 */
export async function ensureCommands(commands) {
  const missing = commands.filter((command) =>
    command === 'chromium' ? findBrowser() === undefined : find(command) === undefined,
  );
  if (missing.length === 0) return;
  if (missing.includes('chromium') && distribution() === 'ubuntu') throw new SetupError(NO_SNAP);
  await installPackages(missing.map((command) => PACKAGE_OF[command]));
}

/**
 * The same for programs that it also works without: says what they are for instead of failing.
 * @param {readonly SystemCommand[]} commands
 */
export async function wishFor(commands) {
  await ensureCommands(commands).catch((/** @type {unknown} */ error) => {
    if (!(error instanceof SetupError)) throw error;
    console.log(`- going on without ${commands.join(', ')}: ${error.message.split('\n')[0]}`);
  });
}

const NO_SNAP = `A Chromium is needed for the browser tests, and Ubuntu's apt has none: its package
only points to a snap. Install one by hand and start again:

    sudo snap install chromium

or set CHROMIUM to the path of a Chromium or Chrome that you have.`;

/**
 * Installs Debian packages, or says how.
 * @param {readonly string[]} packages
 */
export async function installPackages(packages) {
  const prefix = await rootPrefix();
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const asked = `    sudo apt-get update && sudo ${install.join(' ')}`;
  if (prefix === undefined || find('apt-get') === undefined) {
    throw new SetupError(`This is missing here: ${packages.join(', ')}. Please run

${asked}

and start again. (It was not run for you: it needs root, or sudo without a password.)`);
  }
  /** @param {readonly string[]} command */
  const asRoot = (command) => {
    const [program = '', ...args] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      ...command,
    ];
    return run(program, args);
  };
  await step(`installing ${packages.join(', ')} with apt`, async () => {
    await asRoot(['apt-get', 'update', '-q']).catch(() => undefined); // an old list may well do
    await asRoot(install).catch((/** @type {Error} */ error) => {
      throw new SetupError(
        `apt could not install what is missing.\n${error.message}\n\nThe command was:\n${asked}`,
      );
    });
  });
}

/**
 * @returns {Promise<string[] | undefined>} what makes a command run as root without a question
 */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return (await succeeds('sudo', ['-n', 'true'])) ? ['sudo', '-n'] : undefined;
}

/**
 * @returns {string | undefined} a Chromium for the browser tests
 */
export function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return process.env['CHROMIUM'] ?? names.map(find).find((file) => file !== undefined);
}

/**
 * @returns {string} the ID of os-release: debian, ubuntu, …
 */
export function distribution() {
  return osRelease('ID') ?? 'unknown';
}

/**
 * @param {string} key
 * @returns {string | undefined}
 */
export function osRelease(key) {
  const line = readFileSync('/etc/os-release', 'utf8').match(
    new RegExp(`^${key}="?([^"\\n]*)`, 'm'),
  );
  return line?.[1];
}
