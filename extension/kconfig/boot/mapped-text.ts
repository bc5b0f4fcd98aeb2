import type { Span } from '../model/text';

/**
 * Stands in a decoded text for what only a run can tell, such as a variable. No document holds it:
 * one that does is no text (unreadable.ts).
 */
export const UNKNOWN = '\0';

/** A piece of the decoded text: as in the document, or one character for a piece of it. */
export interface Run {
  /** Offset in the decoded text. */
  readonly at: number;
  /** The piece of the document. */
  readonly start: number;
  readonly end: number;
  /** Each character of it is a character of the document. */
  readonly literal: boolean;
}

/**
 * Text without the quotes and escapes of the language around it, which knows for each character
 * where in the document it stands.
 */
export class MappedText {
  /** @param position where it stands in the document when it is empty */
  constructor(
    readonly text: string,
    readonly runs: readonly Run[],
    private readonly position: number,
  ) {}

  /** The piece of the document that the characters from `start` to before `end` came from. */
  span(start: number, end: number): Span {
    if (start >= end) {
      const at = start < this.text.length ? this.startOf(start) : this.endOf(start);
      return { start: at, end: at };
    }
    return { start: this.startOf(start), end: this.endOf(end) };
  }

  /** Whether it stands in the document in one piece, letter for letter. */
  isLiteral(start: number, end: number): boolean {
    const run = this.runAt(start);
    return start >= end || (run?.literal === true && run === this.runAt(end - 1));
  }

  private startOf(offset: number): number {
    const run = this.runAt(offset);
    if (!run) return this.position;
    return run.literal ? run.start + (offset - run.at) : run.start;
  }

  /** Behind the last character before `offset`. */
  private endOf(offset: number): number {
    const run = offset > 0 ? this.runAt(offset - 1) : undefined;
    if (!run) return this.position;
    return run.literal ? run.start + (offset - run.at) : run.end;
  }

  private runAt(offset: number): Run | undefined {
    let low = 0;
    let high = this.runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.runs[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.runs[low];
  }
}

/** Puts a decoded text together, from left to right. */
export class MappedTextBuilder {
  private readonly parts: string[] = [];
  private readonly runs: { at: number; start: number; end: number; literal: boolean }[] = [];
  private length = 0;

  /** @param document what all spans point into */
  constructor(private readonly document: string) {}

  /** Adds a piece of the document as it stands. */
  literal(start: number, end: number): void {
    if (start >= end) return;
    const last = this.runs[this.runs.length - 1];
    if (last?.literal && last.end === start) last.end = end;
    else this.runs.push({ at: this.length, start, end, literal: true });
    this.push(this.document.slice(start, end));
  }

  /** Adds one character for a piece of the document: of an escape, or UNKNOWN of a variable. */
  decoded(character: string, source: Span): void {
    this.runs.push({ at: this.length, ...source, literal: false });
    this.push(character);
  }

  /** Adds another decoded text of the same document. */
  append(other: MappedText): void {
    for (const run of other.runs) this.runs.push({ ...run, at: run.at + this.length });
    this.push(other.text);
  }

  /** @param position where the text stands in the document when it is empty */
  build(position: number): MappedText {
    return new MappedText(this.parts.join(''), this.runs, position);
  }

  private push(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }
}
