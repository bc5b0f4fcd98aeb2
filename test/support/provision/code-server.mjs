/**
 * code-server: a real VS Code that shows itself in a browser. Its version is pinned by
 * test/support/code-server/package-lock.json; it brings its own Node.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../command.mjs';
import { environmentWithoutVsCode } from '../environment-without-vscode.mjs';
import { freePort } from '../free-port.mjs';
import { cache, repository } from '../paths.mjs';
import { ProcessGroup } from '../process-group.mjs';
import { step } from '../progress.mjs';

const pinned = path.join(repository, 'test', 'support', 'code-server');
const home = path.join(cache, 'code-server');
const node = path.join(home, 'node_modules', `node-linux-${process.arch}`, 'bin');
const entry = path.join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

/**
 * Installs code-server once for each state of the lock file. The second installation is that of
 * VS Code's own server inside the package, which the package's install script would do if it did
 * not also want a compiler.
 */
export async function ensureCodeServer() {
  const lock = await readFile(path.join(pinned, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const stamp = path.join(home, 'installed');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  await step('installing code-server (a VS Code for the browser)', async () => {
    await rm(home, { recursive: true, force: true });
    await mkdir(home, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) {
      await copyFile(path.join(pinned, name), path.join(home, name));
    }
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['ci', ...quietly], { cwd: home });
    await run('npm', ['install', '--omit=dev', ...quietly], {
      cwd: path.join(home, 'node_modules', 'code-server', 'lib', 'vscode'),
      env: environmentWithItsNode({}),
    });
    await writeFile(stamp, wanted);
  });
}

/** Settings for an instance that a test drives: nothing moves or asks on its own. */
export const TEST_SETTINGS = path.join(pinned, 'settings.json');

/**
 * @typedef {object} CodeServerOptions
 * @property {string} stateDir gets the settings, extensions and user data of this instance
 * @property {string} [settings] a file to copy for an instance that has no settings yet
 * @property {number} [port] preferred; another one is taken when it is in use
 * @property {readonly string[]} [extraArgs]
 * @property {boolean} [restricted] folders are not trusted before a person says so
 * @property {Record<string, string>} [env] added to the environment
 */

/**
 * @typedef {object} CodeServer
 * @property {string} url without a slash at its end
 * @property {number} port
 * @property {string} log the file it writes its output to
 * @property {Promise<number | string>} ended how it ended
 * @property {() => Promise<void>} stop ends it and everything it started
 */

/**
 * Starts an installed code-server on 127.0.0.1 and waits until it answers.
 * @param {CodeServerOptions} options
 * @returns {Promise<CodeServer>}
 */
export async function startCodeServer(options) {
  const { stateDir, settings = TEST_SETTINGS, extraArgs = [], restricted, env = {} } = options;
  await prepareState(stateDir, settings);
  const port = await freePort(options.port);
  const log = path.join(stateDir, 'code-server.log');
  const trust = restricted ? [] : ['--disable-workspace-trust'];
  const args = [
    ...['--bind-addr', `127.0.0.1:${port}`],
    ...SERVER_ARGUMENTS,
    ...trust,
    ...extraArgs,
  ];
  const script = 'exec "$@" >"$0" 2>&1 </dev/null';
  const server = new ProcessGroup('sh', ['-c', script, log, ...commandLine(stateDir), ...args], {
    stdio: 'ignore',
    env: environmentWithItsNode(instanceEnvironment(stateDir, env)),
  });
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(`${url}/healthz`, server))) {
    await server.stop();
    throw new Error(`code-server does not answer on ${url}:\n${await readFile(log, 'utf8')}`);
  }
  return { url, port, log, ended: server.ended, stop: () => server.stop() };
}

/**
 * Installs a VSIX file, as a person does, into the extensions of an instance.
 * @param {string} stateDir
 * @param {string} vsix
 */
export async function installInCodeServer(stateDir, vsix) {
  await mkdir(stateDir, { recursive: true });
  await writeFile(configFile(stateDir), '');
  const [program = '', ...args] = commandLine(stateDir);
  await run(program, [...args, '--install-extension', vsix, '--force'], {
    env: environmentWithItsNode(instanceEnvironment(stateDir, {})),
  });
}

/** Only what makes a private, quiet server for one person on this machine. */
const SERVER_ARGUMENTS = [
  ['--auth', 'none'],
  '--disable-telemetry',
  '--disable-update-check',
  '--disable-getting-started-override',
  '--disable-proxy',
  '--ignore-last-opened',
  ['--reconnection-grace-time', '5'],
].flat();

/** @param {string} stateDir */
function commandLine(stateDir) {
  return [
    path.join(node, 'node'),
    entry,
    ...['--config', configFile(stateDir)],
    ...['--user-data-dir', path.join(stateDir, 'data')],
    ...['--extensions-dir', path.join(stateDir, 'extensions')],
  ];
}

/**
 * Its configuration is empty, so that no file of the person's own counts.
 * @param {string} stateDir
 */
function configFile(stateDir) {
  return path.join(stateDir, 'config.yaml');
}

/**
 * @param {string} stateDir
 * @param {string} settings
 */
async function prepareState(stateDir, settings) {
  const own = path.join(stateDir, 'data', 'User', 'settings.json');
  await mkdir(path.dirname(own), { recursive: true });
  await mkdir(path.join(stateDir, 'extensions'), { recursive: true });
  await writeFile(configFile(stateDir), '');
  if (!existsSync(own)) await copyFile(settings, own);
}

/**
 * @param {string} stateDir
 * @param {Record<string, string>} added
 */
function instanceEnvironment(stateDir, added) {
  const xdg = path.join(stateDir, 'xdg');
  return { XDG_CONFIG_HOME: xdg, XDG_DATA_HOME: path.join(xdg, 'share'), ...added };
}

/**
 * @param {Record<string, string>} added
 * @returns {NodeJS.ProcessEnv}
 */
function environmentWithItsNode(added) {
  const search = [node, process.env['PATH']].join(path.delimiter);
  return { ...environmentWithoutVsCode(), PATH: search, ...added };
}

/**
 * @param {string} address
 * @param {ProcessGroup} server
 * @returns {Promise<boolean>} false when it ended or was silent for a minute
 */
async function answers(address, server) {
  let over = false;
  void server.ended.then(() => (over = true));
  const end = performance.now() + 60_000;
  while (!over && performance.now() < end) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return true;
    await delay(100);
  }
  return false;
}
