import type { Place } from './syntax';

export interface Token extends Place {
  readonly kind: 'word' | 'string' | 'operator' | 'end';
  /** Of a string: without its quotes and backslashes. Of the end of a line: nothing. */
  readonly text: string;
  /** See `Operand`. */
  readonly pieces?: readonly string[];
}

/**
 * Splits a Kconfig file into the words of its lines as scripts/kconfig/lexer.l does. A backslash at
 * the end of a line joins it with the next one.
 */
export class Scanner {
  private at = 0;
  private line = 1;
  private lineStart = 0;
  /** Pieces that conf passes over with a warning, or reads otherwise than they look. */
  readonly oddities: { readonly place: Place; readonly message: string }[] = [];

  constructor(private readonly text: string) {}

  /** Of the next token, from one; behind the last line it is that of the end of the file. */
  get lineNumber(): number {
    return this.line;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Reads on in this line; at its end it answers `end` and stands on the next line. */
  next(): Token {
    this.skipBlanks();
    const { text, at } = this;
    if (at >= text.length) return this.token('end', at, '');
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      const token = this.token('end', at, '');
      this.at++;
      this.startLine();
      return token;
    }
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.string(code);
    if (isWordCode(code) || code === DOLLAR) return this.word();
    const operator = operatorAt(text, at);
    if (operator !== undefined) {
      this.at += operator.length;
      return this.token('operator', at, operator);
    }
    this.at++;
    const message = `conf passes over the character ${JSON.stringify(text.charAt(at))}`;
    this.oddities.push({ place: this.place(at), message });
    return this.next();
  }

  /** The rest of the line as it stands, without blanks in front; the next line comes next. */
  rest(): string {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++;
    const from = this.at;
    this.skipLine();
    return this.text.slice(from, this.endOfLineBefore(this.at));
  }

  /** Goes to the beginning of the next line, continued lines included. */
  skipLogicalLine(): void {
    while (this.next().kind !== 'end');
  }

  /**
   * Passes over a help text. It begins with the next line that is not blank and ends before a line
   * that is indented less, or not at all.
   * @returns its first and last line with text; none where the text is empty
   */
  help(): { firstLine: number; lastLine: number } | undefined {
    const { text } = this;
    const first = this.line;
    let indentation = 0;
    let lines: { firstLine: number; lastLine: number } | undefined;
    while (this.at < text.length) {
      let column = 0;
      let at = this.at;
      for (; isBlank(text.charCodeAt(at)); at++) {
        column = text.charCodeAt(at) === TAB ? (column & ~7) + 8 : column + 1;
      }
      if (isLineEnd(text, at)) {
        this.skipLine();
        continue;
      }
      // A line that is not indented counts as text only right below "help".
      if (column === 0 ? this.line !== first : column < indentation) break;
      if (indentation === 0) indentation = column;
      lines = { firstLine: lines?.firstLine ?? this.line, lastLine: this.line };
      this.skipLine();
    }
    return lines;
  }

  private skipBlanks(): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (isBlank(code)) this.at++;
      else if (code === HASH) {
        const end = text.indexOf('\n', this.at);
        this.at = end < 0 ? text.length : end;
      } else if (code === CARRIAGE_RETURN && isLineEnd(text, this.at)) this.at++;
      else if (code === BACKSLASH && isLineEnd(text, this.at + 1)) this.skipLine();
      else return;
    }
  }

  private string(quote: number): Token {
    const { text } = this;
    const from = this.at;
    const pieces: string[] = [];
    let content = '';
    let piece = from + 1;
    let at = from + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) break;
      if (code === quote) {
        this.at = at + 1;
        return this.stringToken(from, [...pieces, content + text.slice(piece, at)]);
      }
      if (code === BACKSLASH && text.charCodeAt(at + 1) !== NEWLINE) {
        content += text.slice(piece, at);
        piece = ++at;
        if (text.charCodeAt(at) === DOLLAR) {
          pieces.push(content);
          content = '';
          piece = at + 1;
        }
      } else if (code === DOLLAR && text.charCodeAt(at + 1) === OPEN) {
        // Quotes inside a macro do not end the string.
        at = endOfMacro(text, at + 1) - 1;
      }
    }
    this.at = at;
    const end = this.endOfLineBefore(at + 1);
    this.oddities.push({ place: this.place(from), message: 'The closing quote is missing' });
    return this.stringToken(from, [...pieces, content + text.slice(piece, Math.max(piece, end))]);
  }

  private stringToken(from: number, pieces: readonly string[]): Token {
    const token = this.token('string', from, pieces.join('$'));
    return pieces.length > 1 ? { ...token, pieces } : token;
  }

  private word(): Token {
    const { text } = this;
    const from = this.at;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === DOLLAR) {
        const opens = text.charCodeAt(this.at + 1) === OPEN;
        this.at = opens ? endOfMacro(text, this.at + 1) : this.at + 1;
      } else if (isWordCode(code)) this.at++;
      else break;
    }
    return this.token('word', from, text.slice(from, this.at));
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    if (end < 0) {
      this.at = this.text.length;
      return;
    }
    this.at = end + 1;
    this.startLine();
  }

  private startLine(): void {
    this.line++;
    this.lineStart = this.at;
  }

  /** Where the line that ends before the offset ends, without its line end. */
  private endOfLineBefore(offset: number): number {
    let end = Math.min(offset, this.text.length);
    if (this.text.charCodeAt(end - 1) === NEWLINE) end--;
    if (this.text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    return end;
  }

  private place(from: number): Place {
    const length = Math.max(this.at - from, 0);
    return { line: this.line, column: from - this.lineStart + 1, length };
  }

  private token(kind: Token['kind'], from: number, text: string): Token {
    const { line } = this;
    return { kind, text, line, column: from - this.lineStart + 1, length: this.at - from };
  }
}

const [TAB, NEWLINE, CARRIAGE_RETURN, SPACE] = [9, 10, 13, 32];
const [DOUBLE_QUOTE, HASH, DOLLAR, SINGLE_QUOTE, OPEN, CLOSE, BACKSLASH] = [
  34, 35, 36, 39, 40, 41, 92,
];

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === FORM_FEED;
}

const FORM_FEED = 12;

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === CARRIAGE_RETURN) return at + 1 >= text.length || text.charCodeAt(at + 1) === NEWLINE;
  return code === NEWLINE || at >= text.length;
}

/** Letters, digits, `_`, `-`; and `.` and `/`, which older readers take in words (paths, versions). */
function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 45 && code <= 57) ||
    code === 95
  );
}

/**
 * Behind the parenthesis that closes a macro, or the end of the line.
 * @param at of its opening parenthesis
 */
function endOfMacro(text: string, at: number): number {
  let depth = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) return at;
    if (code === OPEN) depth++;
    else if (code === CLOSE && --depth === 0) return at + 1;
  }
  return at;
}

const OPERATORS = ['||', '&&', '!=', '<=', '>=', ':=', '+=', '=', '<', '>', '!', '(', ')'];

function operatorAt(text: string, at: number): string | undefined {
  return OPERATORS.find((operator) => text.startsWith(operator, at));
}
