import { type MappedTextBuilder, UNKNOWN } from './mapped-text';

/** The name behind a `$`, as shells, GRUB and U-Boot write it. */
const NAME = /[A-Za-z_]\w*|[0-9*#?$!@-]/y;

/**
 * Adds `$name` or `${…}` as unknown, or the dollar itself where no name follows.
 * @param at of the dollar
 * @returns the offset behind it
 */
export function addVariable(
  builder: MappedTextBuilder,
  text: string,
  at: number,
  limit: number,
): number {
  let end = at + 1;
  if (text[end] === '{') {
    const closing = text.slice(end, limit).indexOf('}');
    end = closing < 0 ? limit : end + closing + 1;
  } else {
    NAME.lastIndex = end;
    end = Math.min(limit, end + (NAME.exec(text)?.[0].length ?? 0));
  }
  if (end === at + 1) builder.literal(at, end);
  else builder.decoded(UNKNOWN, { start: at, end });
  return end;
}
