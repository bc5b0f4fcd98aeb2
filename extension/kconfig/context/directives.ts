/**
 * What comments of a file say to the lint, `# kdump: …` (or `//`, or in a C comment):
 * - `role=capture`, `kernel=6.12`, `arch=arm64`: facts about the file
 * - `off`, `off SYS004 CK010`: no findings, or none of these rules, in this file
 * - `off-line SYS004`: none of these rules (of any rule when none is named) in the next line; behind
 *   something else in a line: in this one
 *
 * A reason may follow behind ` -- `. The first of several facts of a kind counts.
 */
export interface Directives {
  readonly role?: string;
  readonly kernel?: string;
  readonly architecture?: string;
  /** Line (from one) of each fact, for its source. */
  readonly lines: Readonly<Partial<Record<Fact, number>>>;
  /** `*` stands for every rule. */
  readonly off: ReadonlySet<string>;
  /** By line (from one): the rules that are silent there. */
  readonly offInLine: ReadonlyMap<number, ReadonlySet<string>>;
}

type Fact = 'role' | 'kernel' | 'architecture';

const MARK = 'kdump:';

/** Further to the left no comment sign is looked for, further to the right nothing read. */
const MOST_CHARACTERS = 500;

/** What stands in a line before the mark: something else, a comment sign. */
const COMMENT_SIGN = /^(.*?)(?:^|\s)(?:#+|\/\/+|\/\*+|\*)[ \t]*$/s;

/** Reads the directives of a text; what it does not know it leaves out. */
export function readDirectives(text: string): Directives {
  const facts: Partial<Record<Fact, string>> = {};
  const lines: Partial<Record<Fact, number>> = {};
  const off = new Set<string>();
  const offInLine = new Map<number, Set<string>>();
  for (const { words, line, isAlone } of findDirectives(text)) {
    const verb = words[0];
    if (verb === 'off' || verb === 'off-line') {
      const rules = words.slice(1).map((word) => word.toUpperCase());
      // A sentence that happens to begin so.
      if (!rules.every((rule) => /^[A-Z]{2,4}\d{3}$/.test(rule))) continue;
      const silent = rules.length > 0 ? rules : ['*'];
      const where = isAlone ? line + 1 : line;
      const target = verb === 'off' ? off : (offInLine.get(where) ?? new Set());
      silent.forEach((rule) => target.add(rule));
      if (verb === 'off-line') offInLine.set(where, target);
      continue;
    }
    for (const word of words) {
      const [, key, value] = /^(role|kernel|arch|architecture)=(\S+)$/.exec(word) ?? [];
      if (key === undefined || value === undefined) break;
      const fact = key === 'arch' ? 'architecture' : (key as Fact);
      if (facts[fact] !== undefined) continue;
      facts[fact] = value;
      lines[fact] = line;
    }
  }
  return { ...facts, lines, off, offInLine };
}

interface Directive {
  readonly words: readonly string[];
  /** From one. */
  readonly line: number;
  /** Nothing but the comment stands in its line. */
  readonly isAlone: boolean;
}

function* findDirectives(text: string): Iterable<Directive> {
  let line = 1;
  let start = 0;
  let end = text.indexOf('\n');
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
    for (; end >= 0 && end < at; end = text.indexOf('\n', start)) {
      line++;
      start = end + 1;
    }
    if (at - start > MOST_CHARACTERS) continue;
    const comment = COMMENT_SIGN.exec(text.slice(start, at));
    if (!comment) continue;
    const rest = /^[^\r\n]*/.exec(text.slice(at + MARK.length, at + MARK.length + MOST_CHARACTERS));
    const said = (rest?.[0] ?? '').replace(/\*\/.*$/, '').replace(/(^|\s)--(\s.*)?$/, '');
    const words = said.split(/[\s,]+/).filter((word) => word !== '');
    yield { words, line, isAlone: comment[1]?.trim() === '' };
  }
}
