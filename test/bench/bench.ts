/** One measurement: what is measured, and its peer, both in the bench's unit and at the same time. */
export interface Sample {
  readonly own: number;
  readonly peer: number;
  /** The same by another tool, where it is installed. */
  readonly beside?: number;
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
  /** The tool that `Sample.beside` is of. */
  readonly beside?: string;
  // Promises to users, on a machine of theirs; the medians are held against them and nothing fails.
  /** In the unit. */
  readonly limit?: number;
  /** The ratio to the peer. */
  readonly atMostTimes?: number;
  /** What may be added to the peer, in the unit. */
  readonly atMostMore?: number;
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
  /** Folder: a kernel's Kconfig files. */
  readonly kconfigTree: () => Promise<string>;
  /** Folder of the bundles, for benches that start a process of their own. */
  readonly bundles: string;
  /** Dumps to open in a session: the sample, and those of the lab that are there. */
  readonly sessions: readonly SessionInput[];
  readonly tools: SessionTools;
}

export interface SessionInput {
  readonly name: string;
  /** Files. */
  readonly vmcore: string;
  readonly vmlinux: string;
  readonly modulePaths: readonly string[];
  /** Thousands of tasks: not every stack is fetched. */
  readonly crowd: boolean;
  /** What the start may take, beside that of crash. */
  readonly startLimit: Pick<Bench, 'atMostTimes' | 'atMostMore'>;
  /** How many sessions are measured. */
  readonly runs: number;
}

/** Files. */
export interface SessionTools {
  /** The built adapter. */
  readonly adapter: string;
  /** The newest crash. */
  readonly crash: string;
  /** The script that drives drgn, where drgn is installed. */
  readonly drgn: string | undefined;
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
