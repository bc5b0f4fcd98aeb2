/** What an expression, a variable, a member or an element holds, as it is shown. */
export interface Value {
  readonly name: string;
  /** As the debug info has it; absent for what is no value of C (a count, a reason). */
  readonly type?: string;
  /** May hold any byte of the dump: escape it before showing it. */
  readonly text: string;
  /** A C expression that gives it again in the same frame; absent where there is none. */
  readonly expression?: string;
  /** Where it lies in the kernel's memory; absent for what lies in registers, bit fields. */
  readonly address?: bigint;
  /** Where a pointer leads; absent for what is no pointer, and for NULL. */
  readonly target?: bigint;
  /** The function that it points to. */
  readonly code?: bigint;
  /** A word of explanation stands for a value that cannot be had. */
  readonly missing?: true;
  readonly members?: ValueList;
  readonly elements?: ValueList;
}

/** What a value consists of, read when it is asked for. */
export interface ValueList {
  /** How many there are, where that is known without reading them. */
  readonly count?: number;
  /** Those from `start` on, `count` at the most. Rejects with CancelledError, or in words. */
  list(start: number, count: number, signal?: AbortSignal): Promise<readonly Value[]>;
}
