import type { BootArguments } from './boot-arguments';
import { MappedTextBuilder } from './mapped-text';
import { splitArguments } from './split-arguments';
import { addVariable } from './variables';

/** A command line that stands in the document as it is, but for variables. */
export function plainArguments(
  text: string,
  start: number,
  end: number,
  place: BootArguments['place'],
): BootArguments {
  const builder = new MappedTextBuilder(text);
  for (let at = start; at < end;) {
    const dollar = text.slice(at, end).indexOf('$');
    const next = dollar < 0 ? end : at + dollar;
    builder.literal(at, next);
    at = next < end ? addVariable(builder, text, next, end) : end;
  }
  const split = splitArguments(builder.build(start));
  return {
    place,
    span: { start, end },
    arguments: split.arguments,
    open: split.open,
    reusesRunning: false,
    addition: { at: end, before: ' ', after: '' },
  };
}

/** The lines of a text, without blanks around them. */
export function* trimmedLines(text: string): Generator<{ start: number; end: number }> {
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(at, lineEnd);
    const end = at + line.trimEnd().length;
    yield { start: Math.min(end, lineEnd - line.trimStart().length), end };
    at = lineEnd + 1;
  }
}
