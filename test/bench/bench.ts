/** One measurement: what is measured, and its peer, both in the bench's unit and at the same time. */
export interface Sample {
  readonly own: number;
  readonly peer: number;
}

/**
 * A piece of work and a simpler one, its peer, that does about the least there is to do. Times
 * differ between machines and from run to run; what stays is how many times longer the one takes.
 */
export interface Bench {
  readonly name: string;
  /** What the peer does. */
  readonly peer: string;
  /** Milliseconds when absent. */
  readonly unit?: 'MB';
  /** In the unit, as promised to users, on a machine of theirs; shown, never enforced. */
  readonly limit?: number;
  /** Samples that are not counted: until the compiler has done its work. */
  readonly warmUp: number;
  readonly samples: number;
  sample(): Sample | Promise<Sample>;
}

/** What benches work on; made by run-bench.mjs. */
export interface Inputs {
  /** A file: a complete kernel configuration of at least 12,000 lines. */
  readonly kernelConfig: string;
  /** Files: the sample dumps, and those that the lab has left. */
  readonly dumps: readonly string[];
  /** Folder of the bundles, for benches that start a process of their own. */
  readonly bundles: string;
}

/** The default export of each `benches/*.bench.ts`. */
export type MakeBenches = (inputs: Inputs) => readonly Bench[] | Promise<readonly Bench[]>;

/** Samples of two functions in this process, one after the other; their results are used. */
export function inTurns(own: () => unknown, peer: () => unknown): () => Sample {
  return () => ({ own: timed(own), peer: timed(peer) });
}

let sink: unknown;

function timed(work: () => unknown): number {
  const from = performance.now();
  sink = work();
  return performance.now() - from;
}

/** Keeps the compiler from leaving work out whose result nobody looks at. */
export function lastResult(): unknown {
  return sink;
}
