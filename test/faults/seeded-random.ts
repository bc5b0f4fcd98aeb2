/** Random numbers that come again with the same seed: mulberry32 (Tommy Ettinger, public domain). */
export class SeededRandom {
  constructor(private state: number) {}

  /** A whole number below `limit`. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }
}

/** The seed of this run: KERNEL_CRASH_FAULT_SEED repeats an earlier one. */
export function faultSeed(): number {
  const given = Number(process.env['KERNEL_CRASH_FAULT_SEED'] ?? NaN);
  return Number.isInteger(given) ? given : Date.now() % 1_000_000;
}
