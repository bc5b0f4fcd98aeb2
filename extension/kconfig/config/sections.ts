import type { ConfigFile } from './config-file';

/** Lines of a configuration that belong together, from zero; both ends are part of it. */
export interface Section {
  readonly title: string;
  /** The line with the title, so that a folded section still shows it. */
  readonly first: number;
  readonly last: number;
}

/**
 * The sections that Kconfig writes: a title between two lines of a lone `#`. A menu’s goes to its
 * `# end of Title`, where there is one, a comment’s to the next title or end. In the order of the
 * text.
 */
export function sectionsOf({ lines, text }: ConfigFile): Section[] {
  const comments = lines.map((line) =>
    line.kind === 'comment' ? text.slice(line.span.start, line.span.end) : undefined,
  );
  const titles: Title[] = [];
  const open = new OpenTitles();
  /** By the line of a title: the line of its end. */
  const ends = new Map<number, number>();
  /** Lines where a section without an end stops: the lone # before each next title, each end. */
  const stops: number[] = [];
  comments.forEach((comment, line) => {
    const [, end, title] = /^# (end of )?(\S.*)$/.exec(comment ?? '') ?? [];
    if (title === undefined) return;
    if (end !== undefined) {
      stops.push(line);
      const opened = open.close(title);
      if (opened) ends.set(opened.line, line);
    } else if (comments[line - 1] === '#' && comments[line + 1] === '#') {
      stops.push(line - 1);
      titles.push({ title, line });
      open.add({ title, line });
    }
  });
  let next = 0;
  return titles.flatMap(({ title, line }) => {
    while ((stops[next] ?? Infinity) <= line) next++;
    let last = ends.get(line) ?? (stops[next] ?? lines.length) - 1;
    while (lines[last]?.kind === 'blank') last--;
    return last > line + 1 ? [{ title, first: line, last }] : [];
  });
}

interface Title {
  readonly title: string;
  readonly line: number;
}

/** Titles whose end may still come, innermost last. */
class OpenTitles {
  private readonly stack: Title[] = [];
  private readonly count = new Map<string, number>();

  add(title: Title): void {
    this.stack.push(title);
    this.count.set(title.title, (this.count.get(title.title) ?? 0) + 1);
  }

  /** Takes the innermost one of that name out, and what is open inside of it: that has no end. */
  close(name: string): Title | undefined {
    if (!this.count.get(name)) return undefined;
    for (;;) {
      const title = this.stack.pop();
      if (!title) return undefined;
      this.count.set(title.title, (this.count.get(title.title) ?? 0) - 1);
      if (title.title === name) return title;
    }
  }
}
