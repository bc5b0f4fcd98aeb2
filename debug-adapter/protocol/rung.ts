import type { Failure } from './failure';

/**
 * How much of a dump a session can show, most first: all; without the kernel's modules or slab caches;
 * with pages that were left out read as zeros; crash in its minimal mode; no crash at all.
 */
export const RUNGS = ['full', 'reduced', 'zero-excluded', 'minimal', 'no-crash'] as const;

export type Rung = (typeof RUNGS)[number];

/** Where a session stands, and why it stands no higher. */
export interface Standing {
  readonly rung: Rung;
  /** What this rung is and what it lacks, in a sentence; absent on the highest. */
  readonly missing?: string;
  /** What keeps it from the highest, in sentences; absent where the person wished it so. */
  readonly because?: string;
  /** The same as it is told to a person, with what to do about it. */
  readonly failure?: Failure;
}

/** Whether crash is at its prompt with all its commands. */
export function hasWholeCrash(rung: Rung): boolean {
  return rung !== 'minimal' && rung !== 'no-crash';
}
