import type { Value, ValueList } from '../reader/values/value';

/** What a client may ask for by a `variablesReference`. */
export interface Expandable {
  readonly members?: ValueList;
  readonly elements?: ValueList;
}

/**
 * The numbers by which the client names what has parts. They stay valid for the whole session, since
 * a dump never runs on; the oldest are forgotten when a client expands without end.
 */
export class ValueReferences {
  private readonly things = new Map<number, Expandable>();
  private readonly codes = new Map<number, bigint>();
  private last = 0;

  /** 0 for what has no parts. */
  of(value: Value | Expandable): number {
    if (!value.members && !value.elements) {
      return 0;
    }
    const { members, elements } = value;
    return this.keep(this.things, {
      ...(members && { members }),
      ...(elements && { elements }),
    });
  }

  get(reference: number): Expandable | undefined {
    return this.things.get(reference);
  }

  /** For a place in the code, to be looked up when a person goes there. */
  ofCode(address: bigint): number {
    return this.keep(this.codes, address);
  }

  code(reference: number): bigint | undefined {
    return this.codes.get(reference);
  }

  private keep<T>(things: Map<number, T>, thing: T): number {
    this.last += 1;
    things.set(this.last, thing);
    const oldest = things.keys().next().value;
    if (things.size > MOST_REFERENCES && oldest !== undefined) {
      things.delete(oldest);
    }
    return this.last;
  }
}

/** More than anyone expands by hand. */
const MOST_REFERENCES = 200_000;
