/** What the rest of a statement is made of. */
export interface Token {
  readonly kind: 'word' | 'string' | 'operator' | 'unknown';
  readonly text: string;
  /** From the beginning of what was split. */
  readonly start: number;
  /** A string without its second quote, a call without its closing parenthesis. */
  readonly isOpen?: true;
}

const OPERATOR = /^(?:\|\||&&|!=|<=|>=|[=<>!()])/;
/** Buildroot and U-Boot write paths and numbers with dots. */
const WORD_CHARACTER = /[\w./-]/;

/** Splits into words, strings and operators; a call `$(…)` is part of a word or a string. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    const token = readString(text, at) ?? readOperator(text, at) ?? readWord(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function readString(text: string, start: number): Token | undefined {
  const quote = text[start] ?? '';
  if (quote !== '"' && quote !== "'") return undefined;
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '$' && text[at + 1] === '(') at = callEnd(text, at) - 1;
    else if (character === quote) {
      return { kind: 'string', text: text.slice(start, at + 1), start };
    }
  }
  return { kind: 'string', text: text.slice(start), start, isOpen: true };
}

function readOperator(text: string, start: number): Token | undefined {
  const operator = OPERATOR.exec(text.slice(start, start + 2))?.[0];
  return operator === undefined ? undefined : { kind: 'operator', text: operator, start };
}

function readWord(text: string, start: number): Token {
  let at = start;
  let isOpen = false;
  while (at < text.length) {
    if (text[at] === '$' && text[at + 1] === '(') {
      const end = callEnd(text, at);
      isOpen ||= text[end - 1] !== ')';
      at = end;
    } else if (text[at] === '$' || WORD_CHARACTER.test(text[at] ?? '')) at++;
    else break;
  }
  if (at === start) return { kind: 'unknown', text: text.slice(start, start + 1), start };
  return { kind: 'word', text: text.slice(start, at), start, ...(isOpen && { isOpen: true }) };
}

/**
 * Where a call ends that begins at `start` with `$(`: its parentheses count, also those that belong
 * to no call.
 */
export function callEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}
