import { type FileCheck, isHelp, isPreprocessor } from './check-file';
import type { Piece, Statement } from './statement';
import { callEnd, tokenise } from './tokens';

/**
 * The text as the grammar of tree-sitter-kconfig 1.3.0 can read it. One construct that it does not
 * know costs it the rest of the file, so each is written as one that it knows, of the same length:
 * offsets hold in both. What Kconfig itself would refuse becomes a comment, for the same reason.
 * Only behind the end something is added: a line end, and what closes open blocks.
 */
export function readableText(text: string, pieces: readonly Piece[], check: FileCheck): string {
  const steppedOver = new Set([...check.broken, ...emptyChoices(pieces, check)]);
  let result = '';
  pieces.forEach((piece, index) => {
    const own = text.slice(piece.span.start, piece.span.end);
    switch (piece.kind) {
      case 'help-text':
        result +=
          steppedOver.has(statementBefore(pieces, index)) || !isIndented(own)
            ? hidden(own)
            : helpText(own);
        break;
      case 'statement': {
        const next = pieces[index + 1];
        const hasText =
          next?.kind === 'help-text' && isIndented(text.slice(next.span.start, next.span.end));
        const { statement } = piece;
        const kept = statement.start - piece.span.start;
        const head = own.slice(0, kept);
        result += steppedOver.has(statement)
          ? head + asComment(own.slice(kept))
          : head + readable(own.slice(kept), statement, check, hasText);
        break;
      }
      case 'blank':
        // Behind a help text its blanks would count as the indentation of the next line.
        result += own.replace(/[ \t]/g, '\f');
        break;
      case 'comment':
        result += own;
    }
  });
  return [`${result}\n`, ...check.missingEnds, ''].join('\n');
}

/** The grammar takes all that follows for help otherwise. */
function isIndented(help: string): boolean {
  return /^\s/.test(help);
}

/** Choices without any option, with their ends: the grammar wants at least one. */
function emptyChoices(pieces: readonly Piece[], { bodiless }: FileCheck): Set<Statement> {
  const found = new Set<Statement>();
  const open: Statement[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'statement') continue;
    const { statement } = piece;
    if (statement.word === 'choice') open.push(statement);
    else if (statement.word === 'endchoice') {
      const opening = open.pop();
      if (!opening || !bodiless.has(opening)) continue;
      found.add(opening).add(statement);
    }
  }
  return found;
}

function statementBefore(pieces: readonly Piece[], index: number): Statement {
  const before = pieces[index - 1];
  if (before?.kind !== 'statement') throw new RangeError('a help text follows a statement');
  return before.statement;
}

/** @param own the statement from its first word on, with its line ends */
function readable(
  own: string,
  statement: Statement,
  { bodiless }: FileCheck,
  hasText: boolean,
): string {
  const { word, start, restStart, end, wordSpan } = statement;
  const line = joined(own);
  const tail = line.slice(end - start);
  const rest = line.slice(restStart - start, end - start);
  if (word === '$(') return asComment(own);
  if (isPreprocessor(statement)) {
    const left = own.slice(0, restStart - start).replace('$', '_');
    return left + own.slice(left.length).replace(/[^\s\w]/g, 'x');
  }
  if (bodiless.has(statement) && word !== 'choice') {
    // An assignment, the only statement that is whole without options.
    const equals = wordSpan.end - start - 1;
    return `_${' '.repeat(equals - 1)}=${readableRest(rest)}${tail}`;
  }
  if (isHelp(statement)) {
    // Blanks behind the word would count as the indentation of the text.
    return (hasText ? 'help'.padEnd(line.trimEnd().length) : ' '.repeat(line.trimEnd().length))
      .concat(line.slice(line.trimEnd().length))
      .replace(/[ \t]/g, '\f');
  }
  switch (word) {
    case 'boolean':
      return `bool   ${readableRest(rest, 'prompt')}${tail}`;
    case 'transitional':
      return `optional    ${tail}`;
    case 'option': {
      const known = /^\s*modules\s*$/.test(rest) ? 'modules' : 'optional';
      return known.padEnd(end - start) + tail;
    }
    case 'depends':
      return twoWords('depends on', line.slice(0, end - start), ' &&') + tail;
    case 'visible':
      return twoWords('visible if', line.slice(0, end - start), ' if') + tail;
    case 'bool':
    case 'tristate':
    case 'int':
    case 'hex':
    case 'string':
    case 'prompt':
    case 'mainmenu':
    case 'menu':
    case 'comment':
      return word + readableRest(rest, 'prompt') + tail;
    case 'source':
    case 'rsource':
    case 'osource':
    case 'orsource':
      return word + readableRest(rest, 'path') + tail;
    default:
      return line.slice(0, restStart - start) + readableRest(rest) + tail;
  }
}

/** The grammar knows the two words only with one blank between them. */
function twoWords(words: string, statement: string, condition: string): string {
  const second = words.slice(words.indexOf(' ') + 1);
  const behind = statement.indexOf(second, words.indexOf(' ')) + second.length;
  const rest = readableRest(statement.slice(behind));
  return (
    words +
    ' '.repeat(behind - words.length) +
    rest.replace(/(?<=[\s)"'])if(?=[\s(!])/, condition.trim())
  );
}

/** Words and strings without the characters that the grammar does not expect in them. */
function readableRest(rest: string, first?: 'prompt' | 'path'): string {
  let result = '';
  for (const [index, token] of tokenise(rest).entries()) {
    result += blanks(rest.slice(result.length, token.start));
    const { text } = token;
    const isBare = token.kind === 'word' && text !== 'if' && index === 0;
    if (first !== undefined && isBare) result += quoted(text);
    else if (token.kind === 'string') result += readableString(text);
    else if (token.kind === 'word') result += readableWord(text);
    else result += text;
  }
  return result + blanks(rest.slice(result.length));
}

/** A prompt in no quotes, with quotes in the place of its first and its last character. */
function quoted(word: string): string {
  return word.length < 2 ? ' '.repeat(word.length) : `"${'_'.repeat(word.length - 2)}"`;
}

function readableString(text: string): string {
  const quote = text[0] ?? '';
  const inside = text.slice(1, -1);
  const plain = withCalls(inside, (part) => part.replace(/[$#\\"']/g, '_'));
  return quote + plain + quote;
}

function readableWord(text: string): string {
  return withCalls(text, (part) => part.replace(/[^\w-]/g, '_'));
}

/** Changes what stands between calls, and makes calls plain. */
function withCalls(text: string, change: (part: string) => string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const call = text.indexOf('$(', at);
    if (call < 0) return result + change(text.slice(at));
    const end = callEnd(text, call);
    const content = text.slice(call + 2, end - 1);
    result += `${change(text.slice(at, call))}$(${content.replace(/[^\w ,=-]/g, '_')})`;
    at = end;
  }
}

/** Lines with backslashes between them as one. */
function joined(text: string): string {
  return text.replace(/\\\r?\n/g, (ends) => ' '.repeat(ends.length));
}

function blanks(text: string): string {
  return text.replace(/\S/g, ' ');
}

/** Only the last line end stays, so that it is one comment. */
function asComment(text: string): string {
  const end = /\r?\n?$/.exec(text)?.index ?? text.length;
  return `#${text.slice(1, end).replace(/[\r\n]/g, ' ')}${text.slice(end)}`;
}

/** Nothing but blanks and line ends. */
function hidden(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** The scanner adds blanks of empty lines to the indentation of the next line. */
function helpText(text: string): string {
  return text.replace(/^[ \t]+(?=\r?$)/gm, (found) => '\f'.repeat(found.length));
}
