import type { Span } from '../model/text';
import { type MappedText, MappedTextBuilder, UNKNOWN } from './mapped-text';
import { addVariable } from './variables';

/** A word of a command, as the shell understands it. */
export interface ShellWord {
  /** In the document, quotes and all. */
  readonly span: Span;
  /** Without quotes and escapes; UNKNOWN stands for every expansion. */
  readonly content: MappedText;
}

/** A simple command: assignments, a program, its arguments; no redirections. */
export type ShellCommand = readonly ShellWord[];

/** GRUB's script language looks like a shell's, without parentheses, redirections and backquotes. */
export type Dialect = 'shell' | 'grub';

/**
 * The simple commands of a script, those in `$(…)` and in here-documents that are scripts (`#!`)
 * with them. Words that belong to the grammar (`if`, `then`, `{`) are words of a command here. It
 * understands enough of the language not to be led astray by quotes; what it does not understand
 * costs commands, never an exception, and time is linear.
 */
export function shellCommands(text: string, dialect: Dialect): ShellCommand[] {
  const commands: ShellCommand[] = [];
  new Scanner(text, 0, dialect, commands).scan();
  return commands;
}

/** Deeper than people write; beyond it, a substitution is taken for plain text. */
const DEEPEST = 30;

const CONTINUATION = /\\\r?\n/y;
const REDIRECTION = /<<<|<<-?|[<>]\(|[<>]+[&|]?/y;
const IN_DOUBLE_QUOTES = /[^"$`\\]+/y;
const PLAIN = { shell: /[^\s'"\\$`;&|<>()]+/y, grub: /[^\s'"\\$;&|{}]+/y } as const;

interface HereDocument {
  readonly end: string;
  readonly stripsTabs: boolean;
  /** A quoted end word: the body is taken as it stands. */
  readonly isQuoted: boolean;
}

class Scanner {
  private words: ShellWord[] = [];
  private readonly hereDocuments: HereDocument[] = [];
  private readonly end: number;

  /** @param text up to where it is to be read; spans point into it */
  constructor(
    private readonly text: string,
    private at: number,
    private readonly dialect: Dialect,
    private readonly commands: ShellCommand[],
    private depth = 0,
    /** In the body of an unquoted here-document `\$` is what becomes a variable later. */
    private readonly isExpanded = false,
  ) {
    this.end = text.length;
  }

  /** Up to the end, or behind the parenthesis that closes a substitution. */
  scan(isSubstitution = false): void {
    const outer = this.words;
    this.words = [];
    while (this.at < this.end) {
      const character = this.text[this.at] ?? '';
      if (character === '\n') {
        this.finishCommand();
        this.at++;
        this.skipHereDocuments();
      } else if (/\s/.test(character) || this.isContinuation()) {
        this.at += character === '\\' ? this.continuationLength() : 1;
      } else if (character === '#') {
        this.skipComment();
      } else if (this.dialect === 'shell' && this.text.startsWith('((', this.at)) {
        this.at++;
        this.skipArithmetic();
      } else if (this.dialect === 'shell' && this.text.startsWith('&>', this.at)) {
        this.at++;
      } else if (character === ')' && isSubstitution) {
        this.at++;
        break;
      } else if (this.isSeparator(character)) {
        this.finishCommand();
        this.at++;
      } else if ((character === '<' || character === '>') && this.dialect === 'shell') {
        this.redirection();
      } else {
        this.words.push(this.word());
      }
    }
    this.finishCommand();
    this.words = outer;
  }

  private isSeparator(character: string): boolean {
    if (this.dialect === 'grub') return ';&|{}'.includes(character);
    return ';&|()'.includes(character);
  }

  private finishCommand(): void {
    if (this.words.length > 0) this.commands.push(this.words);
    this.words = [];
  }

  private skipComment(): void {
    const newline = this.text.indexOf('\n', this.at);
    this.at = newline < 0 ? this.end : newline;
  }

  private isContinuation(): boolean {
    return this.continuationLength() > 0;
  }

  private continuationLength(): number {
    if (this.text[this.at] !== '\\') return 0;
    return matchAt(CONTINUATION, this.text, this.at)?.length ?? 0;
  }

  /** `2>&1`, `> file`, `<<EOF`: leaves out the operator and what it refers to. */
  private redirection(): void {
    const last = this.words[this.words.length - 1];
    if (last?.span.end === this.at && /^\d+$/.test(last.content.text)) this.words.pop();
    const operator = matchAt(REDIRECTION, this.text, this.at) ?? '<';
    this.at += operator.length;
    if (operator.endsWith('(')) return this.processSubstitution();
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
    const target = this.word();
    // `<< 2` is a shift of some arithmetic.
    if (!/^<<-?$/.test(operator) || !/^\D/.test(target.content.text)) return;
    const written = this.text.slice(target.span.start, target.span.end);
    this.hereDocuments.push({
      end: target.content.text,
      stripsTabs: operator === '<<-',
      isQuoted: /['"\\]/.test(written),
    });
  }

  private processSubstitution(): void {
    const start = this.at - 2;
    if (this.depth < DEEPEST) {
      this.depth++;
      this.scan(true);
      this.depth--;
    }
    const builder = new MappedTextBuilder(this.text);
    const span = { start, end: this.at };
    builder.decoded(UNKNOWN, span);
    this.words.push({ span, content: builder.build(start) });
  }

  /** At the beginning of a line: the bodies of the here-documents that the last line announced. */
  private skipHereDocuments(): void {
    for (const { end, stripsTabs, isQuoted } of this.hereDocuments.splice(0)) {
      const bodyStart = this.at;
      let bodyEnd = this.end;
      while (this.at < this.end) {
        const lineStart = this.at;
        const newline = this.text.indexOf('\n', lineStart);
        const lineEnd = newline < 0 ? this.end : newline;
        this.at = Math.min(lineEnd + 1, this.end);
        let line = this.text.slice(lineStart, lineEnd).replace(/\r$/, '');
        if (stripsTabs) line = line.replace(/^\t+/, '');
        if (line === end) {
          bodyEnd = lineStart;
          break;
        }
      }
      if (!this.text.startsWith('#!', bodyStart) || this.depth >= DEEPEST) continue;
      const { dialect, commands, depth } = this;
      const body = this.text.slice(0, bodyEnd);
      new Scanner(body, bodyStart, dialect, commands, depth + 1, !isQuoted).scan();
    }
  }

  private word(): ShellWord {
    const start = this.at;
    const builder = new MappedTextBuilder(this.text);
    while (this.at < this.end) {
      const character = this.text[this.at] ?? '';
      if (this.literalRun(builder)) continue;
      if (character === "'") this.singleQuotes(builder);
      else if (character === '"') this.doubleQuotes(builder);
      else if (character === '\\') this.escape(builder);
      else if (character === '$') this.dollar(builder);
      else if (character === '`' && this.dialect === 'shell') this.backquotes(builder);
      else break;
    }
    // Never without progress: a character that no other place knows is a word.
    if (this.at === start && this.at < this.end && !/\s/.test(this.text[start] ?? '')) {
      builder.literal(start, ++this.at);
    }
    return { span: { start, end: this.at }, content: builder.build(start) };
  }

  private literalRun(builder: MappedTextBuilder): boolean {
    const run = matchAt(PLAIN[this.dialect], this.text, this.at);
    if (run === undefined) return false;
    builder.literal(this.at, this.at + run.length);
    this.at += run.length;
    return true;
  }

  private singleQuotes(builder: MappedTextBuilder): void {
    const closing = this.text.indexOf("'", this.at + 1);
    const end = closing < 0 ? this.end : closing;
    builder.literal(this.at + 1, end);
    this.at = Math.min(this.end, end + 1);
  }

  private doubleQuotes(builder: MappedTextBuilder): void {
    this.at++;
    while (this.at < this.end && this.text[this.at] !== '"') {
      const character = this.text[this.at];
      if (character === '$') this.dollar(builder);
      else if (character === '`' && this.dialect === 'shell') this.backquotes(builder);
      else if (character === '\\' && /[$`"\\\r\n]/.test(this.text[this.at + 1] ?? '')) {
        this.escape(builder);
      } else {
        const length = matchAt(IN_DOUBLE_QUOTES, this.text, this.at)?.length ?? 1;
        builder.literal(this.at, this.at + length);
        this.at += length;
      }
    }
    this.at = Math.min(this.end, this.at + 1);
  }

  /** A backslash and the character behind it; before a line end neither is there. */
  private escape(builder: MappedTextBuilder): void {
    const continuation = this.continuationLength();
    const start = this.at;
    this.at = Math.min(this.end, start + (continuation || 2));
    if (continuation > 0) return;
    const character = this.text[start + 1] ?? '';
    const isVariable = character === '$' && this.isExpanded;
    if (isVariable) this.at = addVariable(builder, this.text, start + 1, this.end);
    else if (character === '') builder.literal(start, this.at);
    else builder.decoded(character, { start, end: this.at });
  }

  private dollar(builder: MappedTextBuilder): void {
    const start = this.at;
    const next = this.text[start + 1];
    const opensNested = next === '(' || next === '{' || next === "'";
    if (this.dialect === 'grub' || !opensNested || this.depth >= DEEPEST) {
      this.at = addVariable(builder, this.text, start, this.end);
      return;
    }
    this.depth++;
    this.at += 2;
    if (next === '{') this.skipBraces();
    else if (next === "'") this.skipCString();
    else if (this.text[this.at] === '(') this.skipArithmetic();
    else this.scan(true);
    this.depth--;
    builder.decoded(UNKNOWN, { start, end: this.at });
  }

  private backquotes(builder: MappedTextBuilder): void {
    const start = this.at;
    this.at++;
    while (this.at < this.end && this.text[this.at] !== '`') {
      this.at += this.text[this.at] === '\\' ? 2 : 1;
    }
    this.at = Math.min(this.end, this.at + 1);
    builder.decoded(UNKNOWN, { start, end: this.at });
  }

  /** The rest of `${…}`. */
  private skipBraces(): void {
    const ignored = new MappedTextBuilder(this.text);
    while (this.at < this.end && this.text[this.at] !== '}') {
      const character = this.text[this.at];
      if (character === '"') this.doubleQuotes(ignored);
      else if (character === '$') this.dollar(ignored);
      else this.at += character === '\\' ? 2 : 1;
    }
    this.at = Math.min(this.end, this.at + 1);
  }

  /** The rest of `$'…'`. */
  private skipCString(): void {
    while (this.at < this.end && this.text[this.at] !== "'") {
      this.at += this.text[this.at] === '\\' ? 2 : 1;
    }
    this.at = Math.min(this.end, this.at + 1);
  }

  /** The rest of `$((…))`. */
  private skipArithmetic(): void {
    for (let open = 1; this.at < this.end && open > 0; this.at++) {
      if (this.text[this.at] === '(') open++;
      else if (this.text[this.at] === ')') open--;
    }
  }
}

/** @param sticky a regular expression with the flag `y` */
function matchAt(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}
