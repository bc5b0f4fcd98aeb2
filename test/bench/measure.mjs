/** Samples of a bench, and what is said of them. */

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {string} peer
 * @property {string} unit
 * @property {string | undefined} promise in words
 * @property {boolean} isOver the median is beyond the promise
 * @property {Spread} own
 * @property {Spread} other of the peer
 * @property {number} ratio how many times longer than the peer, the median of all samples
 * @property {string | undefined} tool that was measured beside them
 * @property {Spread | undefined} beside
 *
 * @typedef {{ best: number, median: number, p95: number }} Spread in the unit
 */

/**
 * @param {import('./bench').Bench} bench
 * @returns {Promise<Measured>}
 */
export async function measure(bench) {
  const { name, peer, unit = 'ms' } = bench;
  for (let round = 0; round < bench.warmUp; round++) await bench.sample();
  /** @type {import('./bench').Sample[]} */
  const samples = [];
  for (let round = 0; round < bench.samples; round++) samples.push(await bench.sample());
  const own = spread(samples.map((sample) => sample.own));
  const other = spread(samples.map((sample) => sample.peer));
  const ratio = spread(samples.map((sample) => sample.own / sample.peer)).median;
  const more = spread(samples.map((sample) => sample.own - sample.peer)).median;
  const beside = samples.flatMap((sample) => sample.beside ?? []);
  return {
    name,
    peer,
    unit,
    ...judge(bench, unit, { value: own.median, ratio, more }),
    own,
    other,
    ratio,
    tool: beside.length > 0 ? bench.beside : undefined,
    beside: beside.length > 0 ? spread(beside) : undefined,
  };
}

/**
 * @param {import('./bench').Bench} bench
 * @param {string} unit
 * @param {{ value: number, ratio: number, more: number }} medians
 */
function judge({ limit, atMostTimes, atMostMore }, unit, { value, ratio, more }) {
  if (limit !== undefined) return { promise: `${limit} ${unit}`, isOver: value > limit };
  if (atMostTimes !== undefined) return { promise: `${atMostTimes}×`, isOver: ratio > atMostTimes };
  if (atMostMore !== undefined)
    return { promise: `peer + ${atMostMore} ${unit}`, isOver: more > atMostMore };
  return { promise: undefined, isOver: false };
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
 * A table in Markdown, its columns in line for who reads it as it is.
 * @param {readonly Measured[]} results
 * @returns {string}
 */
export function table(results) {
  const rows = [
    ['', 'best', 'median', 'p95', 'peer', 'ratio', 'beside', 'at most', ''],
    ...results.map(({ name, peer, own, other, ratio, unit, promise, isOver, tool, beside }) => [
      name,
      ...[own.best, own.median, own.p95].map((value) => `${value.toFixed(2)} ${unit}`),
      `${peer}: ${other.median.toFixed(2)} ${unit}`,
      `${ratio.toFixed(2)}×`,
      beside === undefined ? '' : `${tool}: ${beside.median.toFixed(2)} ${unit}`,
      promise ?? '',
      isOver ? 'over' : '',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)),
  );
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [lines[0] ?? [], rule, ...lines.slice(1)]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/**
 * @param {string} cell
 * @param {number} width
 * @param {boolean} isLeft
 */
function pad(cell, width, isLeft) {
  return isLeft ? cell.padEnd(width) : cell.padStart(width);
}
