import type { Span } from '../kconfig/model/text';
import { parseKconfig } from '../kconfig/tree/syntax/parse-kconfig';
import type { Piece, Statement } from './statement';

/** What Kconfig would refuse, or a person cannot have meant. */
export interface Problem {
  readonly span: Span;
  readonly message: string;
}

/** What a look at all statements of a file found. */
export interface FileCheck {
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /** Statements that a reader has to step over. */
  readonly broken: ReadonlySet<Statement>;
  /** Entries that say nothing of themselves. */
  readonly bodiless: ReadonlySet<Statement>;
  /** What ends the blocks that are still open at the end of the file, the innermost first. */
  readonly missingEnds: readonly string[];
}

const ENDS: ReadonlyMap<string, string> = new Map([
  ['menu', 'endmenu'],
  ['choice', 'endchoice'],
  ['if', 'endif'],
]);

/** Open in one another; Linux has seven. */
const MOST_BLOCKS = 500;

const OPTIONS: ReadonlySet<string> = new Set(
  'bool boolean tristate int hex string prompt default def_bool def_tristate depends select imply visible range help ---help--- optional modules transitional option'.split(
    ' ',
  ),
);

const ENTRIES: ReadonlySet<string> = new Set(
  'mainmenu config menuconfig choice endchoice comment menu endmenu if endif source rsource osource orsource'.split(
    ' ',
  ),
);

/** Entries that options may follow; without them the first three are nothing. */
const TAKES_OPTIONS: ReadonlySet<string> = new Set([
  'config',
  'menuconfig',
  'choice',
  'comment',
  'menu',
]);

/**
 * Finds out what of a file a reader has to step over: what the parser of meaning refuses, and what
 * stands and falls with it.
 */
export function checkFile(text: string, pieces: readonly Piece[]): FileCheck {
  const problems = problemsOf(text);
  const broken = new Set<Statement>();
  const bodiless = new Set<Statement>();
  const blocks: Statement[] = [];
  /** The entry that options belong to. */
  let entry: Statement | undefined;
  let hasOptions = false;
  /** The options that follow are of an entry that was refused: no more is to be said of them. */
  let isRefused = false;
  const silenced: Span[] = [];
  const endEntry = (): void => {
    if (entry && !hasOptions && /^(?:menu)?config$|^choice$/.test(entry.word)) bodiless.add(entry);
    entry = undefined;
    hasOptions = false;
    isRefused = false;
  };
  let next = 0;

  pieces.forEach((piece, index) => {
    if (piece.kind !== 'statement') return;
    const { statement, span } = piece;
    const { word } = statement;
    while ((problems[next]?.span.start ?? Infinity) < span.start) next++;
    if ((problems[next]?.span.start ?? Infinity) < span.end) broken.add(statement);
    if (OPTIONS.has(word)) {
      if (!entry) broken.add(statement);
      if (isRefused) silenced.push(span);
      else if (!broken.has(statement)) {
        hasOptions ||= !isHelp(statement) || pieces[index + 1]?.kind === 'help-text';
      }
      return;
    }
    if (isPreprocessor(statement)) return;
    if (!ENTRIES.has(word)) {
      broken.add(statement);
      return;
    }
    endEntry();
    if (ENDS.has(word)) {
      // A file of blocks only must not take for ever.
      if (blocks.length < MOST_BLOCKS) blocks.push(statement);
      else broken.add(statement);
    } else if (word.startsWith('end')) close(statement);
    if (!TAKES_OPTIONS.has(word)) return;
    if (broken.has(statement)) isRefused = true;
    else entry = statement;
  });
  endEntry();

  function close(statement: Statement): void {
    const opened = blocks.findLastIndex(({ word }) => ENDS.get(word) === statement.word);
    const [opening, ...unclosed] = opened < 0 ? [] : blocks.splice(opened);
    for (const inner of unclosed) broken.add(inner);
    // The two stand and fall together.
    if (!opening || broken.has(opening)) broken.add(statement);
    else if (broken.has(statement)) broken.add(opening);
  }

  const missingEnds = blocks
    .filter((block) => !broken.has(block))
    .map(({ word }) => ENDS.get(word) ?? '')
    .reverse();
  const told = problems.filter(
    ({ span }) => !silenced.some(({ start, end }) => start <= span.start && span.start < end),
  );
  return { problems: told, broken, bodiless, missingEnds };
}

export function isHelp({ word }: Statement): boolean {
  return word === 'help' || word === '---help---';
}

/** An assignment, a call that stands alone. */
export function isPreprocessor({ word }: Statement): boolean {
  return /^(?:=|:=|\+=|\$\()$/.test(word);
}

function problemsOf(text: string): Problem[] {
  const { problems } = parseKconfig(text);
  if (problems.length === 0) return [];
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return problems
    .map(({ place, message }) => {
      const start = (starts[place.line - 1] ?? text.length) + place.column - 1;
      return { span: { start, end: start + place.length }, message: `${message}.` };
    })
    .sort((a, b) => a.span.start - b.span.start);
}
