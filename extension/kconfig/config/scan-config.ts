import type { Assignment, Blank, Comment, ConfigLine, Dropped, Unset } from './config-line';

/**
 * Splits a configuration into lines, each as scripts/kconfig/confdata.c (`conf_read_simple()`) takes
 * it. It never throws; a line that it does not know is `dropped`. Lines end with a line feed, one
 * carriage return before it is left out; a file without a final line feed has its last line too.
 * @param prefix what stands before a symbol: `CONFIG_`, or nothing for Buildroot, whose symbols
 *   carry BR2_ in their name
 */
export function scanConfig(text: string, prefix: 'CONFIG_' | ''): ConfigLine[] {
  const lines: ConfigLine[] = [];
  const scanner = new Scanner(text, prefix);
  let start = 0;
  for (let number = 0; start <= text.length; number++) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) {
      lines.push(scanner.line(start, text.length, number));
      break;
    }
    const hasReturn = newline > start && text.charCodeAt(newline - 1) === CARRIAGE_RETURN;
    lines.push(scanner.line(start, hasReturn ? newline - 1 : newline, number));
    start = newline + 1;
  }
  return lines;
}

const CARRIAGE_RETURN = 13;
const SPACE = 32;
const HASH = 35;
const EQUALS = 61;
const BYTE_ORDER_MARK = 0xfeff;
const NOT_SET = 'is not set';
const WORD = /[\w-]+/y;

/** What the reader has got exact, in code units; what it has not, with expressions. */
class Scanner {
  constructor(
    private readonly text: string,
    private readonly prefix: 'CONFIG_' | '',
  ) {}

  line(start: number, end: number, number: number): ConfigLine {
    if (start === end) return blank(start, end, number);
    if (this.text.charCodeAt(start) === HASH) return this.comment(start, end, number);
    if (this.text.startsWith(this.prefix, start)) {
      const bare = start + this.prefix.length;
      const nameEnd = this.wordEnd(bare);
      const isNamed = nameEnd > bare && nameEnd < end;
      if (
        isNamed &&
        this.text.charCodeAt(nameEnd) === EQUALS &&
        !this.isBlankAt(nameEnd + 1, end)
      ) {
        return this.assignment(start, bare, nameEnd, end, number);
      }
    }
    return this.oddLine(start, end, number);
  }

  private assignment(
    start: number,
    bare: number,
    nameEnd: number,
    end: number,
    number: number,
  ): Assignment {
    return {
      kind: 'assignment',
      number,
      span: { start, end },
      symbol: this.text.slice(bare, nameEnd),
      nameSpan: { start, end: nameEnd },
      value: this.text.slice(nameEnd + 1, end),
      valueSpan: { start: nameEnd + 1, end },
    };
  }

  private comment(start: number, end: number, number: number): Unset | Comment | Dropped {
    const { text, prefix } = this;
    const name = start + 2;
    if (text.charCodeAt(start + 1) === SPACE && text.startsWith(prefix, name)) {
      const bare = name + prefix.length;
      const nameEnd = this.wordEnd(bare);
      const rest = nameEnd + 1;
      if (
        nameEnd > bare &&
        end - rest === NOT_SET.length &&
        text.charCodeAt(nameEnd) === SPACE &&
        text.startsWith(NOT_SET, rest)
      ) {
        const symbol = text.slice(bare, nameEnd);
        const nameSpan = { start: name, end: nameEnd };
        return { kind: 'unset', number, span: { start, end }, symbol, nameSpan };
      }
    }
    return this.oddComment(start, end, number);
  }

  /** No unset; perhaps it was meant as one, or is an assignment that was commented out. */
  private oddComment(start: number, end: number, number: number): Comment | Dropped {
    const wanted = this.prefix || 'BR2_';
    const plain: Comment = { kind: 'comment', number, span: { start, end } };
    // Most comments are headings: no expression for them.
    if (!this.text.slice(start, Math.min(start + 20, end)).includes(wanted)) return plain;
    const line = this.text.slice(start, end);
    const match = (this.prefix ? ODD_COMMENT : ODD_BUILDROOT_COMMENT).exec(line);
    const [, lead = '', symbol = '', rest = ''] = match ?? [];
    if (!match) return plain;
    if (rest.startsWith('=') && isBlank(lead)) {
      return { ...plain, assignment: { symbol, value: rest.slice(1) } };
    }
    const readUpTo = rest.startsWith(` ${NOT_SET}`) ? lastReaderOf(lead) : undefined;
    if (/^\s*is\s+not\s+set[\s.,;!'"]*$/i.test(rest) && (isBlank(lead) || lead.length === 1)) {
      const dropped: Dropped = { ...plain, kind: 'dropped', reason: 'inexact-unset', symbol };
      return readUpTo === undefined ? dropped : { ...dropped, readUpTo };
    }
    return readUpTo === '6.1' ? { ...plain, readUpTo, symbol } : plain;
  }

  /** No comment and no assignment. */
  private oddLine(start: number, end: number, number: number): Blank | Dropped | Comment {
    const line = this.text.slice(start, end);
    if (isBlank(line)) return blank(start, end, number);
    const base = { kind: 'dropped', number, span: { start, end } } as const;
    if (start === 0 && line.charCodeAt(0) === BYTE_ORDER_MARK) return this.marked(end, number);
    const { name, symbol, value } = this.meant(line);
    if (symbol === undefined) return { ...base, reason: 'unexpected-data' };
    const meant = { ...base, symbol, ...(value === undefined ? {} : { value: value.trim() }) };
    if (!name.startsWith(this.prefix)) return { ...meant, reason: 'no-prefix' };
    if (!line.startsWith(name)) return { ...meant, reason: 'space-before-name' };
    if (value === undefined) return { ...meant, reason: 'no-equals' };
    const isTight = line.charCodeAt(name.length) === EQUALS;
    return { ...meant, reason: isTight ? 'space-after-equals' : 'space-before-equals' };
  }

  /** The first line, behind a byte order mark: nothing is lost but what it says. */
  private marked(end: number, number: number): Blank | Dropped | Comment {
    const line = new Scanner(this.text, this.prefix).line(1, end, number);
    const span = { start: 0, end };
    if (line.kind === 'blank') return { ...line, span };
    if (line.kind === 'comment') return { kind: 'comment', number, span };
    const { symbol } = line;
    const value = line.kind === 'unset' ? 'n' : line.value;
    return {
      kind: 'dropped',
      number,
      span,
      reason: 'byte-order-mark',
      ...(symbol === undefined ? {} : { symbol }),
      ...(value === undefined ? {} : { value }),
    };
  }

  /** What a line that is no comment seems to say. */
  private meant(line: string): { name: string; symbol?: string; value?: string } {
    const equals = line.indexOf('=');
    const name = (equals < 0 ? line : line.slice(0, equals)).trim();
    const value = equals < 0 ? {} : { value: line.slice(equals + 1) };
    const isPrefixed = name.startsWith(this.prefix || 'BR2_');
    const symbol = isPrefixed ? name.slice(this.prefix.length) : name;
    const isSymbol = isPrefixed
      ? /^[\w-]+$/.test(symbol)
      : this.prefix !== '' && equals > 0 && /^[A-Z][A-Z0-9_]*$/.test(symbol);
    return isSymbol ? { name, symbol, ...value } : { name };
  }

  /** Where the letters of a symbol end: Kconfig's own names have `A-Z a-z 0-9 _ -`. */
  private wordEnd(at: number): number {
    WORD.lastIndex = at;
    return WORD.test(this.text) ? WORD.lastIndex : at;
  }

  private isBlankAt(at: number, end: number): boolean {
    return at < end && isBlank(this.text.charAt(at));
  }
}

/** `#`, what stands before the name, the name, all that follows it. */
const ODD_COMMENT = /^#(.*?)CONFIG_([\w-]+)(.*)$/s;
const ODD_BUILDROOT_COMMENT = /^#(.*?)(BR2_[\w-]+)(.*)$/s;

/**
 * Readers used to look at less: 6.1's at no more than `is not set` and at nothing behind it, 5.10's
 * at any character after the `#`; that of 6.12 wants the line to be exact.
 */
function lastReaderOf(lead: string): Dropped['readUpTo'] {
  if (lead === ' ') return '6.1';
  return lead.length === 1 && lead < '\x80' ? '5.10' : undefined;
}

function blank(start: number, end: number, number: number): Blank {
  return { kind: 'blank', number, span: { start, end } };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
