/** Programs that a suite started and left behind, wherever in the process tree they are now. */
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends what still runs with this entry in its environment.
 * @param {string} name of the environment variable
 * @param {string} value one that no other run has
 * @returns {Promise<string[]>} the command lines of what did not end by itself within seconds
 */
export async function endLeftovers(name, value) {
  const end = performance.now() + 5000;
  while (findMarked(`${name}=${value}`).length > 0) {
    if (performance.now() > end) break;
    await delay(100);
  }
  const left = findMarked(`${name}=${value}`);
  const commands = left.map((id) => readProcess(id, 'cmdline').join(' '));
  for (const id of left) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // it has just ended
    }
  }
  return commands;
}

/**
 * @param {string} entry
 * @returns {number[]} process ids
 */
function findMarked(entry) {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => Number.isInteger(id) && id !== process.pid)
    .filter((id) => readProcess(id, 'environ').includes(entry));
}

/**
 * @param {number} id
 * @param {string} what
 * @returns {string[]}
 */
function readProcess(id, what) {
  try {
    return readFileSync(`/proc/${id}/${what}`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
