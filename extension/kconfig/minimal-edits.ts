import { diffArrays } from 'diff';
import type { TextEdit } from './model/text';

/** With more changed lines than that, all from the first to the last is one edit. */
const MOST_CHANGES = 1000;

/**
 * The few small edits that make one text of another, so that an editor keeps its cursors and marks
 * and takes everything back in one step. They do not overlap and stand in the order of the text.
 */
export function minimalEdits(before: string, after: string): TextEdit[] {
  const changes = diffArrays(splitLines(before), splitLines(after), {
    maxEditLength: MOST_CHANGES,
  });
  if (!changes) return [narrowed(0, before, after)];
  const edits: TextEdit[] = [];
  let at = 0;
  let old = '';
  let fresh = '';
  const flush = (): void => {
    if (old !== '' || fresh !== '') edits.push(narrowed(at - old.length, old, fresh));
    old = fresh = '';
  };
  for (const { value, added, removed } of changes) {
    const lines = value.join('');
    if (added) {
      fresh += lines;
      continue;
    }
    if (!removed) flush();
    else old += lines;
    at += lines.length;
  }
  flush();
  return edits;
}

/** Each with its line end. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Leaves out what both have at their beginning and end, no character or line end being cut in two. */
function narrowed(at: number, old: string, newText: string): TextEdit {
  const most = Math.min(old.length, newText.length);
  let head = 0;
  while (head < most && old[head] === newText[head]) head++;
  while (head > 0 && (isInside(old, head) || isInside(newText, head))) head--;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === newText.at(-1 - tail)) tail++;
  const cuts = (): boolean =>
    isInside(old, old.length - tail) || isInside(newText, newText.length - tail);
  while (tail > 0 && cuts()) tail--;
  return {
    start: at + head,
    end: at + old.length - tail,
    newText: newText.slice(head, newText.length - tail),
  };
}

/** Whether a place is between the halves of a surrogate pair or of a CR LF. */
function isInside(text: string, offset: number): boolean {
  return (
    offset > 0 &&
    /^(?:[\ud800-\udbff][\udc00-\udfff]|\r\n)$/.test(text.slice(offset - 1, offset + 1))
  );
}
