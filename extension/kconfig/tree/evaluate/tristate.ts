/** n, m, y as Kconfig counts them. */
export type Tristate = 0 | 1 | 2;

/** What a value may be, from and to; where both are the same it is known. */
export interface Tri {
  readonly low: Tristate;
  readonly high: Tristate;
}

const all = [0, 1, 2].map((low) => [0, 1, 2].map((high) => ({ low, high }) as Tri));

/** @param low at most `high` */
export function tri(low: Tristate, high: Tristate): Tri {
  return all[low]?.[high] as Tri;
}

export const [NO, MODULE, YES, UNKNOWN] = [tri(0, 0), tri(1, 1), tri(2, 2), tri(0, 2)];

export function isKnown({ low, high }: Tri): boolean {
  return low === high;
}

export function and(a: Tri, b: Tri): Tri {
  return tri(least(a.low, b.low), least(a.high, b.high));
}

export function or(a: Tri, b: Tri): Tri {
  return tri(most(a.low, b.low), most(a.high, b.high));
}

export function not({ low, high }: Tri): Tri {
  return tri((2 - high) as Tristate, (2 - low) as Tristate);
}

/** What may be either. */
export function either(a: Tri, b: Tri): Tri {
  return tri(least(a.low, b.low), most(a.high, b.high));
}

/** A bool symbol has no m: it is y instead. */
export function withoutModule({ low, high }: Tri): Tri {
  return tri(low === 1 ? 2 : low, high === 1 ? 2 : high);
}

export function letterOf(value: Tristate): 'n' | 'm' | 'y' {
  return value === 0 ? 'n' : value === 1 ? 'm' : 'y';
}

/** `y`, `m`, `n`; undefined: not known. */
export function letter(value: Tri): 'n' | 'm' | 'y' | undefined {
  return isKnown(value) ? letterOf(value.low) : undefined;
}

export function lettersOf({ low, high }: Tri): ('n' | 'm' | 'y')[] {
  const letters: ('n' | 'm' | 'y')[] = [];
  for (let value = low; value <= high; value++) letters.push(letterOf(value));
  return letters;
}

export function fromLetter(text: string): Tristate | undefined {
  return text === 'y' ? 2 : text === 'm' ? 1 : text === 'n' ? 0 : undefined;
}

function least(a: Tristate, b: Tristate): Tristate {
  return a < b ? a : b;
}

function most(a: Tristate, b: Tristate): Tristate {
  return a > b ? a : b;
}
