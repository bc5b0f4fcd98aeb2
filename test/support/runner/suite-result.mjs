/** The counts that a suite leaves in a file, in the shape of mocha's JSON reporter. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseJson } from '../json.mjs';

/**
 * @typedef {object} SuiteResult
 * @property {{ tests: number, passes: number, failures: number, pending: number }} stats `tests`
 *   are those that were to run
 * @property {{ fullTitle: string, message: string }[]} failures
 */

/**
 * Keeps the file up to date while mocha runs, so that a suite that is killed has told how far it
 * came.
 * @param {import('mocha').Runner} runner
 * @param {string} file
 */
export function recordResult(runner, file) {
  const stats = { tests: runner.total, passes: 0, failures: 0, pending: 0 };
  /** @type {SuiteResult} */
  const result = { stats, failures: [] };
  const write = () => writeFileSync(file, JSON.stringify(result));
  write();
  runner.on('pass', () => {
    stats.passes++;
    write();
  });
  runner.on('pending', () => {
    stats.pending++;
    write();
  });
  runner.on('fail', (test, /** @type {unknown} */ error) => {
    stats.failures++;
    const message = error instanceof Error ? error.message : String(error);
    result.failures.push({ fullTitle: test.fullTitle(), message });
    write();
  });
}

/**
 * @param {string} file
 * @returns {SuiteResult | undefined}
 */
export function takeResult(file) {
  try {
    return /** @type {SuiteResult} */ (parseJson(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Every test counts: one that was skipped, or never reached because a hook failed, has failed. So
 * has a suite that has no tests, told nothing, or passed and ended badly all the same.
 * @param {SuiteResult | undefined} result
 * @param {{ endedWell: boolean, isFiltered: boolean }} how a filtered run may leave a suite empty
 * @returns {{ passed: number, failed: number }}
 */
export function count(result, { endedWell, isFiltered }) {
  if (!result) return { passed: 0, failed: 1 };
  const { tests, passes, failures } = result.stats;
  const failed = Math.max(failures, tests - passes);
  const isEmpty = passes === 0 && !isFiltered;
  const unexplained = failed === 0 && (isEmpty || !endedWell);
  return { passed: passes, failed: unexplained ? 1 : failed };
}
