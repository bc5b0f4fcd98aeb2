/** A piece of a document: half-open, offsets in UTF-16 code units as `String.slice` counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces a piece of a document; nothing is replaced (an insertion) where start equals end. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/** A place for people: both count from one, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of a text into lines and columns, and back. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
    }
  }

  span({ line, column, length }: Position & { readonly length: number }): Span {
    const start = (this.starts[line - 1] ?? 0) + column - 1;
    return { start, end: start + length };
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

/**
 * Applies edits that do not overlap, in any order.
 * @throws RangeError when two of them overlap
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at) throw new RangeError('edits overlap');
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}
