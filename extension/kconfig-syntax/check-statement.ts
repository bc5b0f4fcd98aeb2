import type { Span } from '../kconfig/model/text';
import type { Statement } from './statement';
import { type Token, tokenise } from './tokens';

/** What Kconfig would refuse, or a person cannot have meant. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

/** What has to stand behind the first word of a statement. */
type Shape =
  | 'nothing'
  | 'anything'
  | 'name'
  | 'name?'
  | 'text'
  | 'path'
  | 'prompt? if?'
  | 'prompt if?'
  | 'value if?'
  | 'name if?'
  | 'range if?'
  | 'on expression if?'
  | 'if expression'
  | 'expression';

/** Statements that begin something. */
export const ENTRIES: Readonly<Record<string, Shape>> = {
  mainmenu: 'text',
  config: 'name',
  menuconfig: 'name',
  choice: 'name?',
  endchoice: 'nothing',
  comment: 'text',
  menu: 'text',
  endmenu: 'nothing',
  if: 'expression',
  endif: 'nothing',
  source: 'path',
  rsource: 'path',
  osource: 'path',
  orsource: 'path',
};

/** Statements that say something of an entry. */
export const OPTIONS: Readonly<Record<string, Shape>> = {
  bool: 'prompt? if?',
  boolean: 'prompt? if?',
  tristate: 'prompt? if?',
  int: 'prompt? if?',
  hex: 'prompt? if?',
  string: 'prompt? if?',
  prompt: 'prompt if?',
  default: 'value if?',
  def_bool: 'value if?',
  def_tristate: 'value if?',
  depends: 'on expression if?',
  select: 'name if?',
  imply: 'name if?',
  visible: 'if expression',
  range: 'range if?',
  help: 'nothing',
  '---help---': 'nothing',
  optional: 'nothing',
  modules: 'nothing',
  transitional: 'nothing',
  option: 'anything',
};

/** Statements of the preprocessor: an assignment, a call that stands alone. */
const ASSIGNMENTS: ReadonlySet<string> = new Set(['=', ':=', '+=']);

export function isPreprocessor({ word }: Statement): boolean {
  return ASSIGNMENTS.has(word) || word === '$(';
}

/** Looks at one statement alone; undefined where nothing is wrong with it. */
export function checkStatement(statement: Statement): SyntaxProblem | undefined {
  if (isPreprocessor(statement)) return undefined;
  const shape = shapeOf(statement.word);
  if (shape === undefined) {
    return {
      span: statement.wordSpan,
      message: `“${statement.word}” begins no Kconfig statement.`,
    };
  }
  return new RestChecker(statement).check(shape);
}

function shapeOf(word: string): Shape | undefined {
  if (Object.hasOwn(ENTRIES, word)) return ENTRIES[word];
  return Object.hasOwn(OPTIONS, word) ? OPTIONS[word] : undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** Walks once over the tokens behind a first word and stops at the first that does not fit. */
class RestChecker {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(private readonly statement: Statement) {
    this.tokens = tokenise(statement.rest);
  }

  check(shape: Shape): SyntaxProblem | undefined {
    if (shape === 'anything') return undefined;
    const open = this.tokens.find(({ isOpen }) => isOpen);
    if (open) {
      return this.problem(open, open.kind === 'string' ? 'no closing quote' : 'no closing “)”');
    }
    const expected = this.take(shape);
    if (expected !== undefined) return this.problem(this.tokens[this.at], expected);
    const extra = this.tokens[this.at];
    return extra && this.problem(extra, `nothing more is expected in “${this.statement.word}”`);
  }

  /** @returns what was expected where the walk stopped; undefined where all was there */
  private take(shape: Shape): string | undefined {
    switch (shape) {
      case 'nothing':
      case 'anything':
        return undefined;
      case 'name':
        return this.word('the name of a symbol');
      case 'name?':
        return this.peek() === undefined ? undefined : this.word('a name');
      case 'text':
        return this.operand('a text in quotes');
      case 'path':
        return this.operand('the path of a Kconfig file');
      case 'prompt? if?':
        return this.isAtPrompt()
          ? (this.operand('a prompt') ?? this.condition())
          : this.condition();
      case 'prompt if?':
        return this.operand('a prompt in quotes') ?? this.condition();
      case 'value if?':
        return this.expression() ?? this.condition();
      case 'name if?':
        return this.word('the name of a symbol') ?? this.condition();
      case 'range if?':
        return (
          this.operand('a number or symbol') ??
          this.operand('a second number or symbol') ??
          this.condition()
        );
      case 'on expression if?':
        return this.keyword('on') ?? this.expression() ?? this.condition();
      case 'if expression':
        return this.keyword('if') ?? this.expression();
      case 'expression':
        return this.expression();
    }
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private isAtPrompt(): boolean {
    const token = this.peek();
    return token !== undefined && token.text !== 'if';
  }

  private keyword(word: string): string | undefined {
    if (this.peek()?.text !== word) return `“${word}”`;
    this.at++;
    return undefined;
  }

  private word(what: string): string | undefined {
    const token = this.peek();
    // A name in quotes is taken as well.
    return token && token.text !== 'if' ? this.operand(what) : what;
  }

  private operand(what: string): string | undefined {
    const token = this.peek();
    if (token?.kind !== 'word' && token?.kind !== 'string') return what;
    this.at++;
    return undefined;
  }

  private condition(): string | undefined {
    if (this.peek()?.text !== 'if') return undefined;
    this.at++;
    return this.expression();
  }

  private expression(): string | undefined {
    for (;;) {
      const missing = this.term();
      if (missing !== undefined) return missing;
      const operator = this.peek()?.text;
      if (operator !== '||' && operator !== '&&') return undefined;
      this.at++;
    }
  }

  private term(): string | undefined {
    while (this.peek()?.text === '!') this.at++;
    if (this.peek()?.text === '(') {
      this.at++;
      return this.expression() ?? this.keyword(')');
    }
    const missing = this.word('a symbol');
    if (missing !== undefined || !COMPARISONS.has(this.peek()?.text ?? '')) return missing;
    this.at++;
    return this.word('a symbol or a value');
  }

  private problem(token: Token | undefined, expected: string): SyntaxProblem {
    const { restStart, rest, word, wordSpan } = this.statement;
    const isWhole = /^no/.test(expected);
    if (token) {
      const start = restStart + token.start;
      const message = isWhole
        ? capital(expected)
        : `“${token.text}” is not expected here, but ${expected}`;
      return { span: { start, end: start + token.text.length }, message: `${message}.` };
    }
    const before = rest === '' ? `“${word}”` : 'this';
    const span = rest === '' ? wordSpan : { start: wordSpan.start, end: restStart + rest.length };
    return { span, message: `${capital(expected)} is missing behind ${before}.` };
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
