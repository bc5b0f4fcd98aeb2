import type { Span } from '../model/text';
import type { KernelBehaviour, Suffix } from './kernel-behaviour';
import { memparse, type Quantity } from './memparse';

/** Why the kernel refuses a value (-EINVAL). */
export type RefusalReason =
  /** "memory value expected" */
  | 'number-expected'
  /** "unrecognized char" after a size */
  | 'unrecognized'
  /** "'-' expected" after the start of a range */
  | 'dash-expected'
  /** "':' expected" after a range */
  | 'colon-expected'
  /** "end <= start" */
  | 'end-not-after-start'
  /** "Memory value expected after '@'", which only lists of ranges are strict about */
  | 'offset-expected'
  /** "invalid size": not below the memory of the machine */
  | 'size-not-below-memory';

export interface Refusal {
  readonly reason: RefusalReason;
  /** In the value; empty at its end where something is missing there. */
  readonly span: Span;
}

/** `512M`, `256M@16M` */
export interface SizeReading {
  readonly form: 'size';
  readonly text: string;
  readonly size?: Quantity;
  /** Where the `@` stands. */
  readonly at?: number;
  /** Absent after an `@` that no number follows: the kernel takes that for zero, automatic. */
  readonly offset?: Quantity;
  /** What the kernel does not look at. */
  readonly ignored?: Span;
  readonly refusal?: Refusal;
}

/** `512M,high` */
export interface SuffixReading {
  readonly form: 'suffix';
  readonly text: string;
  readonly suffix: Suffix;
  readonly size?: Quantity;
  readonly refusal?: Refusal;
}

/** One `2G-4G:256M`: from inclusive, to exclusive; without `to` there is no upper bound. */
export interface Range extends Span {
  readonly from: Quantity;
  readonly to?: Quantity;
  readonly size: Quantity;
}

/** `2G-4G:256M,4G-:512M@16M` */
export interface RangesReading {
  readonly form: 'ranges';
  readonly text: string;
  /** Up to where the kernel can read the list at all. */
  readonly ranges: readonly Range[];
  /** Met by machines that none of the ranges is for. */
  readonly refusal?: Refusal;
  /** The first character after the list, where no refusal ends it. */
  readonly stop: number;
}

/** The value of one crashkernel= taken apart as the kernel does, whatever the machine is. */
export type Reading = SizeReading | SuffixReading | RangesReading;

/** The end of a value, for the kernel: a blank ends it even between quotes. */
function upToBlank(value: string): string {
  const blank = value.indexOf(' ');
  return blank < 0 ? value : value.slice(0, blank);
}

/** Reads one value; never throws. */
export function readValue(value: string, kernel: KernelBehaviour): Reading {
  const text = upToBlank(value);
  const suffix = suffixOf(text, kernel);
  if (suffix) return readSuffix(text, suffix, kernel);
  return text.includes(':') ? readRanges(text, kernel) : readSize(text, kernel);
}

function suffixOf(text: string, { knowsCma }: KernelBehaviour): Suffix | undefined {
  const match = /,(high|low|cma)$/.exec(text)?.[1] as Suffix | undefined;
  return match === 'cma' && !knowsCma ? undefined : match;
}

function readSize(text: string, kernel: KernelBehaviour): SizeReading {
  const size = memparse(text, 0, kernel);
  if (!size) return { form: 'size', text, refusal: missing('number-expected', text, 0) };
  if (size.end === text.length) return { form: 'size', text, size };
  if (text[size.end] !== '@') {
    const refusal: Refusal = {
      reason: 'unrecognized',
      span: { start: size.end, end: text.length },
    };
    return { form: 'size', text, size, refusal };
  }
  const at = size.end;
  const offset = memparse(text, at + 1, kernel);
  const end = offset?.end ?? at + 1;
  const ignored = end < text.length ? { start: end, end: text.length } : undefined;
  return { form: 'size', text, size, at, offset, ignored };
}

function readSuffix(text: string, suffix: Suffix, kernel: KernelBehaviour): SuffixReading {
  const size = memparse(text, 0, kernel);
  if (!size) return { form: 'suffix', text, suffix, refusal: missing('number-expected', text, 0) };
  const end = text.length - suffix.length - 1;
  if (size.end === end) return { form: 'suffix', text, suffix, size };
  // Behind "512M,high" in "512M,high,high"; else what stands between the size and the suffix.
  const isTwice = text.startsWith(`,${suffix}`, size.end);
  const span = isTwice
    ? { start: size.end + suffix.length + 1, end: text.length }
    : { start: size.end, end };
  return { form: 'suffix', text, suffix, size, refusal: { reason: 'unrecognized', span } };
}

function readRanges(text: string, kernel: KernelBehaviour): RangesReading {
  const ranges: Range[] = [];
  for (let at = 0; ; at++) {
    const range = readRange(text, at, kernel);
    if ('reason' in range) return { form: 'ranges', text, ranges, refusal: range, stop: at };
    ranges.push(range);
    at = range.end;
    if (text[at] !== ',') return { form: 'ranges', text, ranges, stop: at };
  }
}

function readRange(text: string, start: number, kernel: KernelBehaviour): Range | Refusal {
  const from = memparse(text, start, kernel);
  if (!from) return missing('number-expected', text, start);
  if (text[from.end] !== '-') return missing('dash-expected', text, from.end);
  let at = from.end + 1;
  let to: Quantity | undefined;
  if (text[at] !== ':') {
    to = memparse(text, at, kernel);
    if (!to) return missing('number-expected', text, at);
    if (to.value <= from.value) {
      return { reason: 'end-not-after-start', span: { start, end: to.end } };
    }
    at = to.end;
  }
  if (text[at] !== ':') return missing('colon-expected', text, at);
  const size = memparse(text, at + 1, kernel);
  if (!size) return missing('number-expected', text, at + 1);
  return { start, end: size.end, from, to, size };
}

/** The piece up to the next sign that divides, which stands where something else should. */
function missing(reason: RefusalReason, text: string, at: number): Refusal {
  const piece = /^[^,:@-]+/.exec(text.slice(at))?.[0].length ?? 1;
  return { reason, span: { start: at, end: Math.min(at + piece, text.length) } };
}

/**
 * The offset that counts once a range was chosen: the kernel skips all that follows the range's
 * size up to an `@`. Undefined where there is none: automatic.
 */
export function offsetAfter(
  text: string,
  from: number,
  kernel: KernelBehaviour,
): Quantity | Refusal | undefined {
  const at = text.indexOf('@', from);
  if (at < 0) return undefined;
  return memparse(text, at + 1, kernel) ?? missing('offset-expected', text, at + 1);
}
