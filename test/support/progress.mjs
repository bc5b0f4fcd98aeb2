/** What the scripts say while they work: a line a step, with the seconds it took. */

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  console.log(`- ${what} …`);
  const from = performance.now();
  const result = await work();
  console.log(`  done in ${seconds(performance.now() - from)}`);
  return result;
}

/**
 * @param {number} milliseconds
 * @returns {string}
 */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
