/** The suites of `npm test` and `npm run test:lab`, in the order in which they run. */
import path from 'node:path';
import { repository } from '../paths.mjs';

/**
 * @typedef {'crash' | 'sample' | 'sample-arm64' | 'build' | 'vsix' | 'code-server' | 'browser'} Need
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {readonly string[]} command the arguments for node
 * @property {boolean} isCheck it counts as one test, by its status; others leave their counts
 * @property {readonly Need[]} needs
 * @property {number} minutes after which it is ended and has failed
 */

/** @type {readonly Need[]} */
const DUMP = ['crash', 'sample', 'sample-arm64', 'build'];

/** @type {readonly Suite[]} */
export const TEST_SUITES = [
  check('types', 'typescript/bin/tsc', '--noEmit'),
  check('lint', 'eslint/bin/eslint.js', '.'),
  check('format', 'prettier/bin/prettier.cjs', '--check', '.'),
  mochaSuite('unit', { needs: ['sample'] }),
  mochaSuite('adapter', { needs: DUMP, testSeconds: 60 }),
  {
    name: 'vscode',
    command: ['--import', 'tsx', path.join(repository, 'test', 'vscode', 'run.ts')],
    isCheck: false,
    needs: [...DUMP, 'code-server', 'browser'],
    minutes: 15,
  },
  mochaSuite('browser', { needs: [...DUMP, 'vsix', 'code-server', 'browser'], testSeconds: 120 }),
];

/** @type {readonly Suite[]} */
export const LAB_SUITES = [
  mochaSuite('lab', {
    needs: [...DUMP, 'vsix', 'code-server', 'browser'],
    testSeconds: 3600,
    minutes: 360,
  }),
];

/**
 * @param {string} name
 * @param {string} program its path in node_modules
 * @param {readonly string[]} args
 * @returns {Suite}
 */
function check(name, program, ...args) {
  const command = [path.join(repository, 'node_modules', program), ...args];
  return { name, command, isCheck: true, needs: [], minutes: 5 };
}

/**
 * @param {string} name also that of its folder in test/
 * @param {{ needs: readonly Need[], testSeconds?: number, minutes?: number }} options
 * @returns {Suite}
 */
function mochaSuite(name, { needs, testSeconds = 10, minutes = 15 }) {
  const script = path.join(repository, 'test', 'support', 'runner', 'mocha-suite.mjs');
  const folder = path.join(repository, 'test', name);
  const command = ['--import', 'tsx', script, folder, String(testSeconds * 1000)];
  return { name, command, isCheck: false, needs, minutes };
}
