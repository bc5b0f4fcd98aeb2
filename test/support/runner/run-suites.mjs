/** Provisions, runs suites one after the other, and counts. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { toEnvironment } from '../environment.mjs';
import { repository } from '../paths.mjs';
import { ProcessGroup, endGroupsWithScript } from '../process-group.mjs';
import { seconds } from '../progress.mjs';
import { SetupError, runScript } from '../setup-error.mjs';
import { endLeftovers } from './leftovers.mjs';
import { provision } from './provision-suites.mjs';
import { count, takeResult } from './suite-result.mjs';

export { LAB_SUITES, TEST_SUITES } from './suites.mjs';

/** @typedef {import('./suites.mjs').Suite} Suite */

/** Marks everything a suite starts, so that what it leaves behind is found. */
const MARK = 'KERNEL_CRASH_TEST_RUN';

/**
 * Runs the suites that the command line names, or all; the last line tells the sums and the exit
 * status whether all is well.
 * @param {readonly Suite[]} suites
 */
export function runSuites(suites) {
  runScript(() => runChosen(suites));
}

/** @param {readonly Suite[]} suites */
async function runChosen(suites) {
  const { values, positionals } = parseArgs({
    options: { grep: { type: 'string', default: '' } },
    allowPositionals: true,
  });
  endGroupsWithScript();
  const chosen = choose(suites, positionals);
  const resources = await provision(new Set(chosen.flatMap((suite) => suite.needs)));
  const lines = [];
  const sum = { passed: 0, failed: 0 };
  for (const suite of chosen) {
    console.log(`\n=== ${suite.name} ===`);
    const from = performance.now();
    const { passed, failed } = await runSuite(suite, { ...resources, grep: values.grep });
    const time = seconds(performance.now() - from);
    lines.push(`${suite.name.padEnd(10)} ${passed} passed, ${failed} failed in ${time}`);
    sum.passed += passed;
    sum.failed += failed;
  }
  if (sum.passed + sum.failed === 0) sum.failed = 1; // nothing ran
  console.log(`\n${lines.join('\n')}\nall in ${seconds(performance.now())}\n`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

/**
 * @param {readonly Suite[]} suites
 * @param {readonly string[]} names
 */
function choose(suites, names) {
  const known = suites.map((suite) => suite.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SetupError(`No such suite: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  }
  return names.length > 0 ? suites.filter((suite) => names.includes(suite.name)) : suites;
}

/**
 * @param {Suite} suite
 * @param {Partial<Record<import('../environment.mjs').Resource, string>>} resources
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function runSuite(suite, resources) {
  const result = path.join(resources.cache ?? '', `${suite.name}-result.json`);
  takeResult(result); // an older one
  const run = randomUUID();
  const group = new ProcessGroup(process.execPath, suite.command, {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...toEnvironment({ ...resources, result }), [MARK]: run },
  });
  const how = await Promise.race([
    group.ended,
    delay(suite.minutes * 60_000, `not over after ${suite.minutes} minutes`, { ref: false }),
  ]);
  await group.stop();
  const left = await endLeftovers(MARK, run);

  const counts = suite.isCheck
    ? { passed: how === 0 ? 1 : 0, failed: how === 0 ? 0 : 1 }
    : count(takeResult(result), { endedWell: how === 0, isFiltered: resources.grep !== '' });
  if (how !== 0) console.log(`${suite.name}: ${describe(how)}`);
  if (left.length > 0) {
    console.log(`${suite.name}: left running:\n  ${left.join('\n  ')}`);
    counts.failed++;
  }
  return counts;
}

/** @param {number | string} how a suite ended */
function describe(how) {
  if (typeof how === 'number') return `ended with status ${how}`;
  return how.startsWith('SIG') ? `ended by ${how}` : how;
}
