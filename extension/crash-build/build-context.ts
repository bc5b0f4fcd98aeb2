/** How a build tells what it does, and is ended. */
export interface BuildContext {
  /** A line of the log, without its end: what we do, and what the programs say. */
  readonly log: (line: string) => void;
  /** What is going on, in a few words, and how much of the whole is done (0 to 1). */
  readonly progress: (step: string, done: number) => void;
  readonly signal: AbortSignal;
}
