import type { BootArguments } from './boot-arguments';
import { type MappedText, MappedTextBuilder } from './mapped-text';
import type { ShellCommand, ShellWord } from './shell-commands';
import { splitArguments } from './split-arguments';

/** `A=1 B=2`, `export A=1`: the words that set variables. */
export function leadingAssignments(command: ShellCommand): readonly ShellWord[] {
  const first = command[0]?.content.text ?? '';
  const isDeclared = /^(?:export|readonly|local|declare|typeset)$/.test(first);
  const from = isDeclared ? 1 : 0;
  const end = command.findIndex(
    ({ content }, index) => index >= from && !/^[A-Za-z_]\w*\+?=/.test(content.text),
  );
  return command.slice(from, end < 0 ? undefined : end);
}

/** A command line that is one word, or the part of it from an offset of its content on. */
export function wordArguments(
  word: ShellWord,
  from: number,
  place: BootArguments['place'],
  isOpen: boolean,
): BootArguments {
  const { content } = word;
  const { text } = content;
  const split = splitArguments(content, from);
  const span = content.span(from, text.length);
  // Behind the last character only a quote can stand, which closes what that character is in.
  const isQuoted = span.end < word.span.end;
  const blank = text.length > from ? ' ' : '';
  return {
    place,
    span:
      span.start === span.end && isQuoted
        ? { start: word.span.end - 1, end: word.span.end - 1 }
        : span,
    arguments: split.arguments,
    open: isOpen || split.open,
    reusesRunning: false,
    addition: isQuoted
      ? { at: word.span.end - 1, before: blank, after: '' }
      : { at: word.span.end, before: `"${blank}`, after: '"' },
  };
}

/** Words as one text with blanks between them; those that hold blanks get the kernel's quotes. */
export function joinWords(words: readonly ShellWord[], text: string): MappedText {
  const builder = new MappedTextBuilder(text);
  words.forEach(({ span, content }, index) => {
    const previous = words[index - 1];
    if (previous) {
      const gap = { start: previous.span.end, end: span.start };
      if (text.slice(gap.start, gap.end) === ' ') builder.literal(gap.start, gap.end);
      else builder.decoded(' ', gap);
    }
    const isQuoted = /\s/.test(content.text) && !content.text.includes('"');
    if (isQuoted) builder.decoded('"', { start: span.start, end: span.start });
    builder.append(content);
    if (isQuoted) builder.decoded('"', { start: span.end, end: span.end });
  });
  return builder.build(words[0]?.span.start ?? 0);
}
