import { machines } from '../../crashkernel/machines';
import { type MemorySpan, memorySpans } from '../../crashkernel/memory-spans';
import type { Range, RangesReading } from '../../crashkernel/read-value';
import { forKernel, inUnits } from '../../crashkernel/sizes';
import type { Problem } from '../../model/finding';
import type { BootArgumentsRule } from '../rule';
import {
  type CommandLine,
  type Entry,
  heeded,
  readCommandLine,
  rewriting,
  spanOf,
} from './command-line';

export const ck006: BootArgumentsRule = {
  id: 'CK006',
  title: 'Ranges that overlap, leave a gap or are never reached',
  severity: 'warning',
  role: 'any',
  subject: 'boot-arguments',
  why: 'Of a list of ranges the kernel takes the first that the machine’s memory lies in. A range behind one that covers it is never taken; between two that do not meet nothing is reserved; and a size that is not below the memory ends the search, so a list has to begin with the small machines.',
  evidence:
    'kernel/crash_reserve.c, `parse_crashkernel_mem()`: the loop ends at the first match, and at `invalid size` before it. Compared with the kernel’s own reader.',
  advice:
    'Let each range begin where the one before it ends, from small to large: `512M-2G:64M,2G-:128M`. The end of a range does not belong to it.',
  examples: {
    bad: [
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M-:64M,4G-:128M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M-4G:64M,2G-:128M\n' },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M-1G:64M,2G-:128M\n',
        fixed: 'append crashkernel=512M-1G:64M,1G-:128M\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=128G-:4G,2G-4G:320M,4G-128G:512M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=2G-4G:256M\n', memory: 8 * 2 ** 30 },
    ],
    good: [
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M-2G:64M,2G-:128M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=1G-2G:0,2G-:128M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=0-:64M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=4G-:256M,2G-4G:128M\n' },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=2G-4G:320M,4G-32G:512M,32G-64G:1024M,64G-128G:2048M,128G-:4096M\n',
      },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of heeded(line)) {
      const { reading } = entry;
      if (reading.form !== 'ranges') continue;
      const spans = memorySpans(reading, line.kernel);
      yield* hidden(entry, reading, spans);
      yield* cutOff(entry, reading, spans);
      yield* gaps(entry, reading, spans);
      yield* missesThisMachine(entry, line);
    }
  },
};

/** Ranges that earlier ones take the machines from. */
function* hidden(
  entry: Entry,
  { ranges }: RangesReading,
  spans: readonly MemorySpan[],
): Generator<Problem> {
  const taken = new Set(
    spans.flatMap(({ outcome }) => ('chosen' in outcome ? outcome.chosen : [])),
  );
  for (const [index, range] of ranges.entries()) {
    const earlier = ranges.slice(0, index).find((other) => overlaps(other, range));
    if (!earlier) continue;
    const from = earlier.from.value > range.from.value ? earlier.from.value : range.from.value;
    const ends = [earlier.to?.value, range.to?.value].filter((end) => end !== undefined);
    const to = ends.reduce<bigint | undefined>(
      (least, end) => (least === undefined || end < least ? end : least),
      undefined,
    );
    yield {
      span: spanOf(entry, range),
      message: taken.has(index)
        ? `An earlier range takes a part of these machines (${machines(from, to)}): the first that fits wins.`
        : 'This range is never taken: an earlier one is for the same machines, and the first that fits wins.',
      related: [{ span: spanOf(entry, earlier), message: 'The earlier range.' }],
    };
  }
}

function overlaps(a: Range, b: Range): boolean {
  return (!b.to || a.from.value < b.to.value) && (!a.to || b.from.value < a.to.value);
}

/** Machines that a later range is for, and a size before it is too large for. */
function* cutOff(
  entry: Entry,
  { ranges }: RangesReading,
  spans: readonly MemorySpan[],
): Generator<Problem> {
  for (const { from, to, outcome } of spans) {
    if (outcome.kind !== 'refused' || outcome.refusal.reason !== 'size-not-below-memory') continue;
    const { start } = outcome.refusal.span;
    const stopping = ranges.findIndex(({ size }) => size.start === start);
    const lost = ranges.findIndex(
      (range, index) => index > stopping && overlapsSpan(range, { from, to }),
    );
    const range = ranges[lost];
    if (!range) continue;
    const low = from > range.from.value ? from : range.from.value;
    yield {
      span: spanOf(entry, outcome.refusal.span),
      message: `On machines with ${machines(low, to)} of memory the kernel stops here, for this size is not below their memory: nothing is reserved, though a later range is for them. Put the ranges for small machines first.`,
      related: [{ span: spanOf(entry, range), message: 'The range that is not reached.' }],
    };
    return;
  }
}

function overlapsSpan(
  range: Range,
  { from, to }: { readonly from: bigint; readonly to: bigint | undefined },
): boolean {
  const begins = to === undefined || range.from.value < to;
  // Not for the few bytes between a size and the memory of a machine that small.
  return (
    begins && (!range.to || from < range.to.value) && range.size.value < (to ?? 1n << 64n) - 1n
  );
}

/** Machines between two ranges. */
function* gaps(
  entry: Entry,
  { ranges }: RangesReading,
  spans: readonly MemorySpan[],
): Generator<Problem> {
  for (const { from, to, outcome } of spans) {
    if (outcome.kind !== 'zero' || outcome.chosen !== undefined || to === undefined) continue;
    const isAbove = ranges.some((range) => range.to && range.to.value <= from);
    const next = ranges.find((range) => range.from.value === to);
    if (!isAbove || !next) continue;
    const { start, end } = next.from;
    const closed = `${entry.value.slice(0, start)}${forKernel(from)}${entry.value.slice(end)}`;
    yield {
      span: spanOf(entry, next.from),
      message: `No range is for machines with ${machines(from, to)} of memory: nothing is reserved on them.`,
      fixes: from % 1024n === 0n ? rewriting(entry, closed, false) : [],
    };
  }
}

/** Only where the memory is known. */
function* missesThisMachine(
  entry: Entry,
  { outcome, machine, entries }: CommandLine,
): Generator<Problem> {
  if (outcome.kind !== 'zero' || entries[outcome.index] !== entry || machine.memory === undefined)
    return;
  const { reading } = entry;
  const isMeant = reading.form === 'ranges' && reading.ranges.some(({ size }) => size.value === 0n);
  if (isMeant) return;
  yield {
    span: spanOf(entry, { start: 0, end: reading.text.length }),
    message: `No range is for this machine with ${inUnits(machine.memory)} of memory: nothing is reserved.`,
  };
}
