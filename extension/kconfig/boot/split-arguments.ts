import type { Span } from '../model/text';
import type { BootArgument } from './boot-arguments';
import { type MappedText, UNKNOWN } from './mapped-text';

/** A command line, taken apart. */
interface SplitArguments {
  /** Without those that hold something unknown. */
  readonly arguments: readonly BootArgument[];
  /** It holds something unknown. */
  readonly open: boolean;
}

/**
 * Splits a command line as the kernel does (lib/cmdline.c, `next_arg()`; kernel/params.c,
 * `parse_args()`): at blanks outside double quotes; the first equals sign that is not the first
 * character ends the name; quotes around a value or a whole argument are taken off, others stay;
 * `--` ends the kernel's arguments.
 * @param from where in the decoded text it begins
 */
export function splitArguments(line: MappedText, from = 0): SplitArguments {
  const { text } = line;
  const found: BootArgument[] = [];
  let at = skipBlanks(text, from);
  for (let previousEnd = from; at < text.length;) {
    const start = at;
    let equals = -1;
    let inQuotes = false;
    for (; at < text.length && (inQuotes || !isBlank(text, at)); at++) {
      const character = text[at];
      if (character === '"') inQuotes = !inQuotes;
      // A quote that opens the argument is no part of it.
      else if (character === '=' && equals < 0 && at > start + Number(text[start] === '"')) {
        equals = at;
      }
    }
    const end = at;
    at = skipBlanks(text, end);
    const removal = found.length > 0 ? { start: previousEnd, end } : { start, end: at };
    const next = argument(line, { start, end }, equals, removal);
    if (next.name === '--' && next.value === undefined) break;
    if (!hasUnknown(text, start, end)) found.push(next);
    previousEnd = end;
  }
  return { arguments: found, open: hasUnknown(text, from, text.length) };
}

function argument(line: MappedText, { start, end }: Span, equals: number, cut: Span): BootArgument {
  const { text } = line;
  const isQuoted = text[start] === '"';
  const nameStart = isQuoted ? start + 1 : start;
  let valueStart = equals < 0 ? end : equals + 1;
  let valueEnd = end;
  if (equals >= 0 && text[valueStart] === '"') {
    valueStart++;
    if (valueEnd > valueStart && text[valueEnd - 1] === '"') valueEnd--;
  } else if (isQuoted && valueEnd > nameStart && text[valueEnd - 1] === '"') {
    valueEnd--;
  }
  valueStart = Math.min(valueStart, valueEnd);
  const span = line.span(start, end);
  return {
    name: text.slice(nameStart, equals < 0 ? valueEnd : equals),
    value: equals < 0 ? undefined : text.slice(valueStart, valueEnd),
    span,
    valueSpan: equals < 0 ? span : line.span(valueStart, valueEnd),
    removal: line.isLiteral(cut.start, cut.end) ? line.span(cut.start, cut.end) : undefined,
  };
}

function hasUnknown(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes(UNKNOWN);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text, at)) at++;
  return at;
}

/** As the kernel's isspace(): tab to carriage return, and the space. */
function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13);
}
