import {
  checkStatement,
  ENTRIES,
  isPreprocessor,
  OPTIONS,
  type SyntaxProblem,
} from './check-statement';
import type { Piece, Statement } from './statement';

/** What a look at all statements of a file found. */
export interface FileCheck {
  readonly problems: readonly SyntaxProblem[];
  /** Statements that a reader has to step over. */
  readonly broken: ReadonlySet<Statement>;
  /** Entries that say nothing of themselves. */
  readonly bodiless: ReadonlySet<Statement>;
  /** What ends the blocks that are still open at the end of the file, the innermost first. */
  readonly missingEnds: readonly string[];
}

const ENDS: Readonly<Record<string, string>> = {
  menu: 'endmenu',
  choice: 'endchoice',
  if: 'endif',
};

/** Entries that options may follow. */
const TAKES_OPTIONS: ReadonlySet<string> = new Set([
  'config',
  'menuconfig',
  'choice',
  'comment',
  'menu',
]);

/** Entries that are nothing without options. */
const NEEDS_OPTIONS: ReadonlySet<string> = new Set(['config', 'menuconfig', 'choice']);

/** Checks statements one by one, the blocks that they open and close, and where options stand. */
export function checkFile(pieces: readonly Piece[]): FileCheck {
  const problems: SyntaxProblem[] = [];
  const broken = new Set<Statement>();
  const bodiless = new Set<Statement>();
  const blocks: Statement[] = [];
  /** The entry that options belong to. */
  let entry: Statement | undefined;
  let hasOptions = false;
  /** Options of an entry that was refused are stepped over without a word. */
  let isRefused = false;
  const endEntry = (): void => {
    if (entry && !hasOptions && NEEDS_OPTIONS.has(entry.word)) bodiless.add(entry);
    entry = undefined;
    hasOptions = false;
    isRefused = false;
  };
  const refuse = (statement: Statement, problem: SyntaxProblem): void => {
    problems.push(problem);
    broken.add(statement);
  };

  pieces.forEach((piece, index) => {
    if (piece.kind !== 'statement') return;
    const { statement } = piece;
    const problem = checkStatement(statement);
    if (Object.hasOwn(OPTIONS, statement.word)) {
      if (problem) refuse(statement, problem);
      else if (isRefused) broken.add(statement);
      else if (!entry) refuse(statement, optionAlone(statement));
      else hasOptions ||= !isHelp(statement) || pieces[index + 1]?.kind === 'help-text';
      return;
    }
    if (isPreprocessor(statement)) return;
    if (Object.hasOwn(ENTRIES, statement.word)) endEntry();
    if (problem) {
      refuse(statement, problem);
      // A word that nobody knows may be meant as either.
      isRefused ||= !Object.hasOwn(ENTRIES, statement.word) && !entry;
      if (TAKES_OPTIONS.has(statement.word)) isRefused = true;
    }
    if (Object.hasOwn(ENDS, statement.word)) blocks.push(statement);
    else if (/^end/.test(statement.word)) close(statement);
    if (!problem && TAKES_OPTIONS.has(statement.word)) entry = statement;
  });
  endEntry();

  function close(statement: Statement): void {
    const opened = blocks.findLastIndex(({ word }) => ENDS[word] === statement.word);
    if (opened < 0) {
      const word = statement.word.slice('end'.length);
      refuse(statement, {
        span: statement.wordSpan,
        message: `No “${word}” of this file is open here.`,
      });
      return;
    }
    const [opening, ...unclosed] = blocks.splice(opened);
    for (const inner of unclosed) refuse(inner, unclosedBlock(inner));
    // The two stand and fall together.
    if (opening && broken.has(opening)) broken.add(statement);
  }

  for (const block of blocks) problems.push(unclosedBlock(block));
  const missingEnds = blocks
    .filter((block) => !broken.has(block))
    .map(({ word }) => ENDS[word] ?? '')
    .reverse();
  return { problems: problems.sort(byPlace), broken, bodiless, missingEnds };
}

export function isHelp({ word }: Statement): boolean {
  return word === 'help' || word === '---help---';
}

function optionAlone({ word, wordSpan }: Statement): SyntaxProblem {
  return { span: wordSpan, message: `“${word}” belongs to no entry here.` };
}

function unclosedBlock({ word, wordSpan }: Statement): SyntaxProblem {
  return {
    span: wordSpan,
    message: `“${ENDS[word] ?? ''}” is missing: this “${word}” must end in the same file.`,
  };
}

function byPlace(a: SyntaxProblem, b: SyntaxProblem): number {
  return a.span.start - b.span.start;
}
