/**
 * How much of a dump a session can show, most first: all; without the kernel's modules or slab caches;
 * with pages that were left out read as zeros; crash in its minimal mode; no crash at all.
 */
export const RUNGS = ['full', 'reduced', 'zero-excluded', 'minimal', 'no-crash'] as const;

export type Rung = (typeof RUNGS)[number];

/** Where a session stands, and why it stands no higher. */
export interface Standing {
  readonly rung: Rung;
  /** What keeps it from the rung above, in sentences; absent on the highest. */
  readonly because?: string;
}

/** Whether crash is at its prompt with all its commands. */
export function hasWholeCrash(rung: Rung): boolean {
  return rung !== 'minimal' && rung !== 'no-crash';
}
