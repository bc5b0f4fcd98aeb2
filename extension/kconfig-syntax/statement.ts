import type { Span } from '../kconfig/model/text';

/** One statement of a Kconfig file: a line, with those that backslashes join to it. */
export interface Statement extends Span {
  /** The first word: `config`, `depends`, `help`; the operator of an assignment; `$(` of a call. */
  readonly word: string;
  readonly wordSpan: Span;
  /** What stands behind the first word, up to a comment or the end of the line, joined. */
  readonly rest: string;
  /** Where `rest` begins in the text; joining keeps all offsets. */
  readonly restStart: number;
}

/** A piece of a Kconfig file. They follow each other without gaps; line ends belong to the piece. */
export type Piece =
  | { readonly kind: 'statement'; readonly span: Span; readonly statement: Statement }
  | { readonly kind: 'help-text'; readonly span: Span }
  | { readonly kind: 'blank' | 'comment'; readonly span: Span };

/** Tabs go to the next multiple of eight, as in the kernel's lexer. */
export function columnOf(blanks: string): number {
  let column = 0;
  for (const character of blanks) column += character === '\t' ? 8 - (column % 8) : 1;
  return column;
}
