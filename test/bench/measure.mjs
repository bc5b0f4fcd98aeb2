/** Samples of a bench, and what is said of them. */

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {string} peer
 * @property {string} unit
 * @property {number | undefined} limit in the unit
 * @property {Spread} own
 * @property {Spread} other of the peer
 * @property {number} ratio how many times longer than the peer, the median of all samples
 *
 * @typedef {{ best: number, median: number, p95: number }} Spread in the unit
 */

/**
 * @param {import('./bench').Bench} bench
 * @returns {Promise<Measured>}
 */
export async function measure(bench) {
  const { name, peer, unit = 'ms', limit } = bench;
  for (let round = 0; round < bench.warmUp; round++) await bench.sample();
  /** @type {import('./bench').Sample[]} */
  const samples = [];
  for (let round = 0; round < bench.samples; round++) samples.push(await bench.sample());
  return {
    name,
    peer,
    unit,
    limit,
    own: spread(samples.map((sample) => sample.own)),
    other: spread(samples.map((sample) => sample.peer)),
    ratio: spread(samples.map((sample) => sample.own / sample.peer)).median,
  };
}

/**
 * @param {readonly number[]} times
 * @returns {Spread}
 */
function spread(times) {
  const ordered = [...times].sort((a, b) => a - b);
  /** @param {number} part */
  const at = (part) =>
    ordered[Math.min(ordered.length - 1, Math.floor(part * ordered.length))] ?? 0;
  return { best: at(0), median: at(0.5), p95: at(0.95) };
}

/**
 * @param {readonly Measured[]} results
 * @returns {string}
 */
export function table(results) {
  const rows = [
    ['', 'best', 'median', 'p95', 'peer', 'ratio', 'limit', ''],
    ...results.map(({ name, own, other, ratio, unit, limit }) => [
      name,
      ...[own.best, own.median, own.p95, other.median].map(
        (value) => `${value.toFixed(2)} ${unit}`,
      ),
      `${ratio.toFixed(1)}×`,
      limit === undefined ? '' : `${limit} ${unit}`,
      limit !== undefined && own.median > limit ? 'over' : '',
    ]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
