/** Running other programs. */
import { spawn } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment of the program
 * @property {Buffer | string} [input] written to its standard input
 * @property {boolean} [show] its output goes to the terminal as it comes, instead of being returned
 */

/** A program that could not be started or ended with a status other than 0. */
export class CommandError extends Error {
  /** @override */
  name = 'CommandError';
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} [args]
 * @param {RunOptions} [options]
 * @returns {Promise<Buffer>} what it wrote to its standard output
 */
export function run(command, args = [], options = {}) {
  const { cwd, env, input, show = false } = options;
  return new Promise((resolve, reject) => {
    const output = show ? 'inherit' : 'pipe';
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const child = spawn(command, args, { cwd, env, stdio: [stdin, output, output] });
    /** @type {Buffer[]} */
    const stdout = [];
    /** @type {Buffer[]} */
    const stderr = [];
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => stdout.push(chunk));
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => stderr.push(chunk));
    child.stdin?.on('error', () => undefined); // the program ended early: its status tells
    child.stdin?.end(input);
    child.on('error', (error) => reject(new CommandError(`${command}: ${error.message}`)));
    child.on('close', (status, signal) => {
      if (status === 0) return resolve(Buffer.concat(stdout));
      const said = Buffer.concat([...stdout.slice(-20), ...stderr]).toString();
      const how = signal ? `was ended by ${signal}` : `ended with status ${status}`;
      const tail = said.trim().split('\n').slice(-15).join('\n');
      reject(new CommandError(`${command} ${args.join(' ')} ${how}\n${tail}`));
    });
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} [args]
 * @returns {Promise<boolean>} whether it ran and ended with status 0
 */
export async function succeeds(command, args = []) {
  return run(command, args).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} command a program's name
 * @returns {string[]} every executable of that name in PATH, and in sbin, in order
 */
export function findAll(command) {
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  const candidates = [...folders, '/usr/sbin', '/sbin'].map((folder) => path.join(folder, command));
  /** @type {Map<string, string>} real file → its first name; /bin and /usr/bin are often one */
  const found = new Map();
  for (const file of candidates.filter(isExecutable)) {
    const real = realpathSync(file);
    if (!found.has(real)) found.set(real, file);
  }
  return [...found.values()];
}

/**
 * @param {string} command
 * @returns {string | undefined}
 */
export function find(command) {
  return findAll(command)[0];
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
