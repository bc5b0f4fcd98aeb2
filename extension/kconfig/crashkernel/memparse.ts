import type { Span } from '../model/text';

/** A number as the kernel reads it, with its place in the text. */
export interface Quantity extends Span {
  /** Unsigned 64 bit, in bytes. */
  readonly value: bigint;
  /** It does not fit 64 bit: the value is not what was written. */
  readonly overflows: boolean;
}

/** How kernels read numbers has changed in details. */
export interface NumberReading {
  /**
   * What does not fit 64 bit becomes the largest number, and a unit without digits is no number;
   * before, the upper bits were lost, and a lone `M` was zero bytes.
   */
  readonly saturates: boolean;
}

const LARGEST = (1n << 64n) - 1n;

const SHIFTS: Readonly<Record<string, bigint>> = { k: 10n, m: 20n, g: 30n, t: 40n, p: 50n, e: 60n };

/**
 * Reads a number with a unit as the kernel's memparse() does: decimal, octal after `0`, hexadecimal
 * after `0x`, then at most one letter of K M G T P E in either case. No blanks, no sign, no point,
 * no `B`. Undefined where the kernel sees no number.
 */
export function memparse(
  text: string,
  at: number,
  { saturates }: NumberReading,
): Quantity | undefined {
  const isHex = /^0x[0-9a-f]/i.test(text.slice(at, at + 3));
  const base = isHex ? 16n : text[at] === '0' ? 8n : 10n;
  const digits = isHex ? /[0-9a-f]*/iy : base === 8n ? /[0-7]*/y : /[0-9]*/y;
  const start = isHex ? at + 2 : at;
  digits.lastIndex = start;
  const written = digits.exec(text)?.[0] ?? '';
  let exact = 0n;
  for (const digit of written) exact = exact * base + BigInt(parseInt(digit, 16));

  let end = start + written.length;
  const shift = SHIFTS[text.charAt(end).toLowerCase()];
  if (shift !== undefined && (written !== '' || !saturates)) {
    exact <<= shift;
    end++;
  }
  if (end === at) return undefined;
  const overflows = exact > LARGEST;
  const value = overflows && saturates ? LARGEST : exact & LARGEST;
  return { start: at, end, value, overflows };
}
