import type { Architecture } from '../model/architecture';
import type { Version } from '../model/version';
import {
  defaultLowSize,
  kernelBehaviour,
  suffixSupport,
  type KernelBehaviour,
  type Suffix,
} from './kernel-behaviour';
import {
  offsetAfter,
  readValue,
  type RangesReading,
  type Reading,
  type Refusal,
  type SuffixReading,
} from './read-value';

/** The machine that boots with the command line; what is not known is left out. */
export interface Machine {
  readonly architecture?: Architecture;
  readonly kernel?: Version;
  /** In bytes, as the kernel counts it: without what the firmware keeps for itself. */
  readonly memory?: bigint;
}

/** What the kernel sets aside for a capture kernel; all in bytes. */
export interface Reservation {
  readonly size: bigint;
  /** Zero: the kernel looks for a place. */
  readonly base: bigint;
  /** Above 4 GiB if there is memory; then `low` is set aside below, too. */
  readonly high: boolean;
  readonly low: bigint;
  /** Lent to the system until it crashes. */
  readonly cma: bigint;
}

/** What comes of all crashkernel= of a command line; `index` is that of the value that decides. */
export type Outcome =
  | { readonly kind: 'reserved'; readonly index: number; readonly reservation: Reservation }
  | { readonly kind: 'refused'; readonly index: number; readonly refusal: Refusal }
  /** Size zero, or no range for this machine. */
  | { readonly kind: 'zero'; readonly index: number }
  /** No value that could reserve anything: none at all, or only ones that need another beside. */
  | { readonly kind: 'absent' }
  /** A list of ranges, and the memory is not known. */
  | { readonly kind: 'depends'; readonly index: number; readonly ranges: RangesReading };

/**
 * Does what the kernel does with the crashkernel= of one command line, in their order: the last
 * plain one decides; without a plain one the last `,high` with the last `,low`, where the
 * architecture takes them; the last `,cma` comes on top. A suffix that it is not sure of counts as
 * taken.
 */
export function parseCrashkernel(values: readonly string[], machine: Machine): Outcome {
  const kernel = kernelBehaviour(machine.kernel);
  const readings = values.map((value) => readValue(value, kernel));
  const takes = (suffix: Suffix) =>
    suffixSupport(suffix, machine.architecture, machine.kernel) !== 'no';

  let outcome = plain(readings, machine, kernel);
  if (takes('high') && asksForHigh(outcome, machine, kernel)) {
    const high = highAndLow(readings, machine, kernel);
    if (outcome.kind === 'absent' || high.kind === 'reserved') outcome = high;
  }
  if (outcome.kind !== 'reserved') return outcome;

  const { index, reservation } = outcome;
  const { memory } = machine;
  if (memory !== undefined && reservation.size >= memory) {
    const span = sizeSpan(readings[index]);
    return { kind: 'refused', index, refusal: { reason: 'size-not-below-memory', span } };
  }
  const cma = takes('cma') ? (lastSuffix(readings, 'cma')?.reading.size?.value ?? 0n) : 0n;
  return { kind: 'reserved', index, reservation: { ...reservation, cma } };
}

/** x86 tried ,high after anything that went wrong until one function read it all, in 6.7. */
function asksForHigh(
  outcome: Outcome,
  { architecture }: Machine,
  { isUnified }: KernelBehaviour,
): boolean {
  const isOldX86 = !isUnified && (architecture === 'x86_64' || architecture === 'i386');
  return (
    outcome.kind === 'absent' ||
    (isOldX86 && (outcome.kind === 'refused' || outcome.kind === 'zero'))
  );
}

function plain(
  readings: readonly Reading[],
  { memory }: Machine,
  kernel: KernelBehaviour,
): Outcome {
  const index = readings.findLastIndex(({ form }) => form !== 'suffix');
  const reading = readings[index];
  if (!reading || reading.form === 'suffix') return { kind: 'absent' };
  if (reading.form === 'ranges') {
    return memory === undefined
      ? { kind: 'depends', index, ranges: reading }
      : { index, ...chooseRange(reading, memory, kernel) };
  }
  const { size, offset, refusal } = reading;
  if (refusal || !size) return refused(index, refusal);
  return reserve(index, size.value, { base: offset?.value ?? 0n });
}

function highAndLow(
  readings: readonly Reading[],
  { architecture, kernel: version }: Machine,
  { isUnified }: KernelBehaviour,
): Outcome {
  const high = lastSuffix(readings, 'high');
  if (!high) return { kind: 'absent' };
  const { size, refusal } = high.reading;
  if (refusal || !size) return refused(high.index, refusal);
  const low = lastSuffix(readings, 'low');
  const isLenient = !isUnified && (architecture === 'x86_64' || architecture === 'i386');
  if (low?.reading.refusal && !isLenient) return refused(low.index, low.reading.refusal);
  const asked = low?.reading.refusal ? undefined : low?.reading.size?.value;
  return reserve(high.index, size.value, {
    high: true,
    low: asked ?? defaultLowSize(architecture, version),
  });
}

function refused(index: number, refusal: Refusal | undefined): Outcome {
  const nowhere: Refusal = { reason: 'number-expected', span: { start: 0, end: 0 } };
  return { kind: 'refused', index, refusal: refusal ?? nowhere };
}

function reserve(index: number, size: bigint, how: Partial<Reservation>): Outcome {
  if (size === 0n) return { kind: 'zero', index };
  const reservation = { size, base: 0n, high: false, low: 0n, cma: 0n, ...how };
  return { kind: 'reserved', index, reservation };
}

function lastSuffix(
  readings: readonly Reading[],
  suffix: Suffix,
): { readonly index: number; readonly reading: SuffixReading } | undefined {
  const index = readings.findLastIndex((one) => one.form === 'suffix' && one.suffix === suffix);
  const reading = readings[index];
  return reading?.form === 'suffix' ? { index, reading } : undefined;
}

function sizeSpan(reading: Reading | undefined): { start: number; end: number } {
  const size = reading && reading.form !== 'ranges' ? reading.size : undefined;
  return size ? { start: size.start, end: size.end } : { start: 0, end: reading?.text.length ?? 0 };
}

/** What a list of ranges gives on a machine with so much memory. */
export type RangeOutcome =
  | { readonly kind: 'reserved'; readonly reservation: Reservation; readonly chosen: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** `chosen` is absent where no range is for this machine. */
  | { readonly kind: 'zero'; readonly chosen?: number };

/**
 * Goes through the ranges as the kernel does: the first one that the memory lies in is taken, but a
 * size that is not below the memory ends it all on the way there.
 */
export function chooseRange(
  { text, ranges, refusal }: RangesReading,
  memory: bigint,
  kernel: KernelBehaviour,
): RangeOutcome {
  const total = kernel.roundsMemory ? roundUp(memory) : memory;
  for (const [chosen, { from, to, size }] of ranges.entries()) {
    if (size.value >= total) {
      const span = { start: size.start, end: size.end };
      return { kind: 'refused', refusal: { reason: 'size-not-below-memory', span } };
    }
    if (total < from.value || (to && total >= to.value)) continue;
    if (size.value === 0n) return { kind: 'zero', chosen };
    const offset = offsetAfter(text, size.end, kernel);
    if (offset && 'reason' in offset) return { kind: 'refused', refusal: offset };
    const base = offset?.value ?? 0n;
    const reservation = { size: size.value, base, high: false, low: 0n, cma: 0n };
    return { kind: 'reserved', reservation, chosen };
  }
  return refusal ? { kind: 'refused', refusal } : { kind: 'zero' };
}

const STEP = 128n << 20n;

/** To the next 128 MiB: firmware keeps a little of a machine's memory for itself. */
export function roundUp(memory: bigint): bigint {
  return ((memory + STEP - 1n) / STEP) * STEP;
}
