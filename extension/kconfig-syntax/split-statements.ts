import { columnOf, type Piece, type Statement } from './statement';

/**
 * Cuts a Kconfig file into statements, help texts, comments and blank lines, by the rules of
 * scripts/kconfig/lexer.l. It takes any text.
 */
export function splitStatements(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const line = lineAt(text, at);
    at = line.end;
    if (line.text.trim() === '') {
      pieces.push({ kind: 'blank', span: { start, end: at } });
      continue;
    }
    if (/^\s*#/.test(line.text)) {
      pieces.push({ kind: 'comment', span: { start, end: at } });
      continue;
    }
    // A backslash at the end joins the next line, but that of an assignment is part of its value.
    const lines = [line.text];
    const mayJoin = !ASSIGNMENT.test(line.text);
    for (let last = line.text; mayJoin && JOINS.test(last) && at < text.length;) {
      const next = lineAt(text, at);
      at = next.end;
      lines[lines.length - 1] = last.replace(JOINS, (ends) => ' '.repeat(ends.length));
      lines.push((last = next.text));
    }
    const statement = readStatement(lines.join(''), start);
    pieces.push({ kind: 'statement', span: { start, end: at }, statement });
    if (statement.word === 'help' || statement.word === '---help---') {
      const end = helpEnd(text, at);
      if (end > at) pieces.push({ kind: 'help-text', span: { start: at, end } });
      at = end;
    }
  }
  return pieces;
}

const JOINS = /\\\r?\n$/;

/** A line with its end. */
function lineAt(text: string, start: number): { text: string; end: number } {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline + 1;
  return { text: text.slice(start, end), end };
}

const FIRST_WORD = /^\s*([\w-]+|\$\(|\S)/;
const ASSIGNMENT = /^\s*([\w$-]+)\s*(:=|\+=|=)/;

/** @param line one line, or several joined to one of the same length */
function readStatement(line: string, start: number): Statement {
  const assignment = ASSIGNMENT.exec(line);
  const first = assignment ?? FIRST_WORD.exec(line);
  const word = assignment?.[2] ?? first?.[1] ?? '';
  const behind = first?.[0].length ?? 0;
  const wordStart = start + behind - word.length;
  // In an assignment the sign # is part of the value, as in a call.
  const isText = assignment !== null || word === '$(';
  const rest = isText ? line.slice(behind) : withoutComment(line.slice(behind));
  return {
    word,
    wordSpan: { start: wordStart, end: wordStart + word.length },
    rest: rest.trimEnd(),
    restStart: start + behind,
    start: start + (line.length - line.trimStart().length),
    end: start + behind + rest.trimEnd().length,
  };
}

/** Up to a # that stands in no quotes and in no call. */
function withoutComment(text: string): string {
  let quote = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\') at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '$' && text[at + 1] === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
    else if (character === '#' && depth === 0) return text.slice(0, at);
  }
  return text;
}

/**
 * Where a help text ends: before the first line that is indented less than its first one. What
 * stands in the first column is no help, except right behind the word, where conf takes it for one.
 * @param start behind the line that says `help`
 */
function helpEnd(text: string, start: number): number {
  let indent = 0;
  let end = start;
  for (let at = start; at < text.length;) {
    const line = lineAt(text, at);
    const blanks = /^[ \t]*/.exec(line.text)?.[0] ?? '';
    const isBlank = line.text.trim() === '';
    if (!isBlank) {
      const column = columnOf(blanks);
      if ((column === 0 && at > start) || column < indent) break;
      if (indent === 0) indent = column;
      end = line.end;
    }
    at = line.end;
  }
  return end;
}
