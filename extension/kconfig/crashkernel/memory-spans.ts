import type { KernelBehaviour } from './kernel-behaviour';
import { chooseRange, type RangeOutcome } from './parse-crashkernel';
import type { RangesReading } from './read-value';

/** Machines, by their memory in bytes, on which a list of ranges has one and the same effect. */
export interface MemorySpan {
  readonly from: bigint;
  /** Exclusive; undefined: without limit. */
  readonly to: bigint | undefined;
  readonly outcome: RangeOutcome;
}

/**
 * What a list of ranges does on machines of every size, from zero up, without gaps. It is about the
 * memory that the kernel compares, which newer ones round up to 128 MiB.
 */
export function memorySpans(reading: RangesReading, kernel: KernelBehaviour): MemorySpan[] {
  const exact = { ...kernel, roundsMemory: false };
  const edges = new Set<bigint>([0n]);
  for (const { from, to, size } of reading.ranges) {
    edges.add(from.value);
    if (to) edges.add(to.value);
    edges.add(size.value + 1n); // a size has to be below the memory
  }
  const ordered = [...edges].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const spans: MemorySpan[] = [];
  for (const [index, from] of ordered.entries()) {
    const outcome = chooseRange(reading, from, exact);
    const to = ordered[index + 1];
    const last = spans.at(-1);
    if (last && isSame(last.outcome, outcome)) spans.splice(-1, 1, { ...last, to });
    else spans.push({ from, to, outcome });
  }
  return spans;
}

function isSame(a: RangeOutcome, b: RangeOutcome): boolean {
  if (a.kind === 'refused' || b.kind === 'refused') {
    return (
      a.kind === 'refused' &&
      b.kind === 'refused' &&
      a.refusal.reason === b.refusal.reason &&
      a.refusal.span.start === b.refusal.span.start
    );
  }
  return a.kind === b.kind && a.chosen === b.chosen;
}
