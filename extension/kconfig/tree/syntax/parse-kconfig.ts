import { outlineOf } from './config-outline';
import { ExpressionError, operandOf, TokenReader, where } from './parse-expression';
import { Scanner, type Token } from './scanner';
import type {
  Choice,
  Comment,
  Config,
  Expression,
  KconfigFile,
  Menu,
  Operand,
  Place,
  Property,
  Source,
  Statement,
  SymbolType,
  SyntaxProblem,
} from './syntax';

/** Reads one Kconfig file. Never throws: what conf would not read is among the problems. */
export function parseKconfig(text: string): KconfigFile {
  return new Parser(text).file();
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Of a file with no end of faults these are enough. */
const MOST_PROBLEMS = 200;

/** A block that waits for its end. */
interface OpenBlock {
  readonly kind: 'menu' | 'choice' | 'if' | 'file';
  readonly place: Place;
  readonly body: Statement[];
  readonly close?: (lastLine: number) => void;
}

class Parser {
  private readonly scanner: Scanner;
  private readonly problems: SyntaxProblem[] = [];
  private readonly statements: Statement[] = [];
  private readonly blocks: OpenBlock[] = [];
  /** What the properties that follow belong to. */
  private entry: Mutable<Config | Choice | Menu | Comment> | undefined;
  private properties: Property[] = [];
  private lastLine = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
    const place = { line: 1, column: 1, length: 0 };
    this.blocks.push({ kind: 'file', place, body: this.statements });
  }

  file(): KconfigFile {
    while (!this.scanner.isAtEnd) this.statement();
    this.endEntry();
    for (const { kind, place, close } of this.blocks.slice(1).reverse()) {
      this.problem(place, `The end${kind} of this ${kind} is missing`);
      close?.(this.lastLine);
    }
    for (const { place, message } of this.scanner.oddities) this.problem(place, message);
    return {
      statements: this.statements,
      problems: this.problems.sort((a, b) => a.place.line - b.place.line),
      lineCount: this.scanner.lineNumber,
    };
  }

  private statement(): void {
    const first = this.scanner.next();
    if (first.kind === 'end') return;
    if (first.kind === 'word') {
      if (this.known(first)) return;
      if (first.text.startsWith('$')) {
        this.endEntry();
        this.add({ kind: 'macro-call', place: placeOf(first) });
        this.scanner.skipLogicalLine();
        return;
      }
      const second = this.scanner.next();
      if (isAssignment(second)) {
        this.variable(first, second.text);
        return;
      }
      if (second.kind !== 'end') this.scanner.skipLogicalLine();
    } else this.scanner.skipLogicalLine();
    this.problem(first, `Kconfig knows no statement ${JSON.stringify(first.text)}`);
  }

  /** Whether the word begins a statement or a property; then it is read. */
  private known(first: Token): boolean {
    switch (first.text) {
      case 'config':
      case 'menuconfig':
        this.config(first, first.text);
        return true;
      case 'choice':
        this.choice(first);
        return true;
      case 'menu':
        this.menu(first);
        return true;
      case 'comment':
        this.comment(first);
        return true;
      case 'if':
        this.ifBlock(first);
        return true;
      case 'endmenu':
      case 'endchoice':
      case 'endif':
        this.end(first, first.text);
        return true;
      case 'source':
      case 'rsource':
      case 'osource':
      case 'orsource':
        this.source(first, first.text);
        return true;
      case 'mainmenu':
        this.endEntry();
        this.line(first, (tokens) =>
          this.add({ kind: 'mainmenu', title: tokens.operand(), place: placeOf(first) }),
        );
        return true;
      case 'help':
      case '---help---':
        this.help(first);
        return true;
      default:
        return isProperty(first.text) && this.property(first, first.text);
    }
  }

  private config(first: Token, kind: 'config' | 'menuconfig'): void {
    this.endEntry();
    this.line(first, (tokens) => {
      const name = tokens.operand();
      if (name.quoted) this.problem(name, 'The name of a symbol has no quotes');
      const outline = outlineOf(name, []);
      const place = placeOf(first);
      this.begin({ kind, name, outline, place, properties: [], lastLine: first.line });
    });
  }

  private choice(first: Token): void {
    this.endEntry();
    this.line(first, (tokens) => {
      const name = tokens.isAtEnd ? undefined : tokens.operand();
      const body: Statement[] = [];
      const place = placeOf(first);
      const choice = { kind: 'choice', name, place, properties: [], lastLine: 0, body } as const;
      this.open('choice', place, body, this.begin(choice));
    });
  }

  private menu(first: Token): void {
    this.endEntry();
    this.line(first, (tokens) => {
      const title = tokens.operand();
      const body: Statement[] = [];
      const place = placeOf(first);
      const menu = { kind: 'menu', title, place, properties: [], lastLine: 0, body } as const;
      this.open('menu', place, body, this.begin(menu));
    });
  }

  private comment(first: Token): void {
    this.endEntry();
    this.line(first, (tokens) => {
      const title = tokens.operand();
      const place = placeOf(first);
      this.begin({ kind: 'comment', title, place, properties: [], lastLine: first.line });
    });
  }

  private ifBlock(first: Token): void {
    this.endEntry();
    // A condition that is not understood must not take the block's end with it.
    let condition: Expression = { ...placeOf(first), kind: 'operand', text: '', quoted: true };
    this.line(first, (tokens) => {
      condition = tokens.expression();
    });
    const body: Statement[] = [];
    const block = { kind: 'if' as const, condition, place: placeOf(first), lastLine: 0, body };
    this.add(block);
    this.open('if', block.place, body, block);
  }

  private end(first: Token, word: string): void {
    this.endEntry();
    this.line(first, () => undefined);
    const kind = word.slice('end'.length);
    const open = this.blocks.at(-1);
    if (open && open.kind === kind) {
      this.blocks.pop();
      open.close?.(first.line);
      return;
    }
    const opened = this.blocks.findLastIndex((block) => block.kind === kind);
    if (opened < 0) {
      this.problem(first, `There is no ${kind} that this ${word} could end`);
      return;
    }
    for (const { kind: missing, place, close } of this.blocks.splice(opened + 1).reverse()) {
      this.problem(
        place,
        `The end${missing} of this ${missing} is missing before ${word} in line ${first.line}`,
      );
      close?.(first.line);
    }
    this.blocks.pop()?.close?.(first.line);
  }

  private source(first: Token, kind: Source['kind']): void {
    this.endEntry();
    this.line(first, (tokens) => this.add({ kind, path: tokens.operand(), place: placeOf(first) }));
  }

  private variable(first: Token, operator: '=' | ':=' | '+='): void {
    this.endEntry();
    this.lastLine = first.line;
    const value = this.scanner.rest();
    this.add({ kind: 'variable', name: operandOf(first), operator, value, place: placeOf(first) });
  }

  private help(first: Token): void {
    this.line(first, () => undefined);
    const lines = this.scanner.help();
    if (!this.entry) {
      this.problem(first, 'A help text belongs to an entry');
      return;
    }
    if (!lines) return;
    this.lastLine = lines.lastLine;
    this.properties.push({ kind: 'help', place: placeOf(first), ...lines });
  }

  /** @returns true: it was read, or told as a problem */
  private property(first: Token, word: PropertyWord): true {
    const { entry } = this;
    if (!entry) this.problem(first, `${JSON.stringify(word)} belongs to an entry`);
    this.line(first, (tokens) => {
      for (const property of readProperty(first, word, tokens)) {
        if (entry) this.properties.push(property);
      }
    });
    return true;
  }

  /** Reads the rest of a logical line; what is left over or cannot be read is a problem. */
  private line(first: Token, read: (tokens: TokenReader) => void): void {
    const tokens: Token[] = [];
    let token: Token;
    do tokens.push((token = this.scanner.next()));
    while (token.kind !== 'end');
    this.lastLine = token.line;
    const reader = new TokenReader(tokens);
    try {
      read(reader);
      if (!reader.isAtEnd) {
        this.problem(reader.current, `Nothing is expected ${where(reader.current)}`);
      }
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const place = error.token.kind === 'end' ? first : error.token;
      this.problem(place, error.message);
    }
  }

  private begin<T extends Config | Choice | Menu | Comment>(entry: T): Mutable<T> {
    this.add(entry);
    this.entry = entry;
    this.properties = [];
    return entry;
  }

  private endEntry(): void {
    const { entry, properties } = this;
    if (!entry) return;
    entry.properties = properties;
    entry.lastLine = this.lastLine;
    if ('outline' in entry) entry.outline = outlineOf(entry.name, properties);
    this.entry = undefined;
  }

  private open(
    kind: OpenBlock['kind'],
    place: Place,
    body: Statement[],
    block: { lastLine: number },
  ): void {
    const close = (lastLine: number) => {
      block.lastLine = lastLine;
    };
    this.blocks.push({ kind, place, body, close });
  }

  private add(statement: Statement): void {
    this.blocks.at(-1)?.body.push(statement);
  }

  private problem({ line, column, length }: Place, message: string): void {
    if (this.problems.length < MOST_PROBLEMS) {
      this.problems.push({ place: { line, column, length }, message });
    }
  }
}

const TYPES: Readonly<Record<string, SymbolType>> = {
  bool: 'bool',
  boolean: 'bool',
  tristate: 'tristate',
  string: 'string',
  int: 'int',
  hex: 'hex',
  def_bool: 'bool',
  def_tristate: 'tristate',
  def_string: 'string',
  def_int: 'int',
  def_hex: 'hex',
};

const PROPERTY_WORDS = [
  ...Object.keys(TYPES),
  'prompt',
  'default',
  'depends',
  'select',
  'imply',
  'range',
  'visible',
  'option',
  'optional',
  'modules',
  'transitional',
] as const;

type PropertyWord = string & { readonly property: unique symbol };

const PROPERTIES: ReadonlySet<string> = new Set(PROPERTY_WORDS);

function isProperty(word: string): word is PropertyWord {
  return PROPERTIES.has(word);
}

/** @throws ExpressionError */
function readProperty(first: Token, word: PropertyWord, tokens: TokenReader): Property[] {
  const place = placeOf(first);
  switch (word as string) {
    case 'prompt':
      return [{ kind: 'prompt', text: tokens.operand(), ...condition(tokens) }];
    case 'default':
      return [{ kind: 'default', value: tokens.expression(), place, ...condition(tokens) }];
    case 'depends':
      if (!tokens.takes('on')) throw new ExpressionError(tokens.current, '"on" is wanted');
      return [{ kind: 'depends', on: tokens.expression(), place, ...condition(tokens) }];
    case 'select':
    case 'imply': {
      const kind = word as string as 'select' | 'imply';
      return [{ kind, symbol: tokens.operand(), ...condition(tokens) }];
    }
    case 'range': {
      const [low, high] = [tokens.operand(), tokens.operand()];
      return [{ kind: 'range', low, high, place, ...condition(tokens) }];
    }
    case 'visible':
      return [{ kind: 'visible', place, ...condition(tokens) }];
    case 'option':
      return [option(place, tokens)];
    case 'optional':
    case 'modules':
    case 'transitional':
      return [{ kind: 'flag', name: word, place }];
    default:
      return typed(first, word, tokens);
  }
}

/** `bool`, `bool "prompt" if A`, `def_bool y if A` */
function typed(first: Token, word: string, tokens: TokenReader): Property[] {
  const place = placeOf(first);
  const type: Property = { kind: 'type', type: TYPES[word] ?? 'bool', place };
  if (word.startsWith('def_')) {
    return [type, { kind: 'default', value: tokens.expression(), place, ...condition(tokens) }];
  }
  if (tokens.isAtEnd) return [type];
  return [type, { kind: 'prompt', text: tokens.operand(), ...condition(tokens) }];
}

/** `modules`, `env="ARCH"`, `defconfig_list` */
function option(place: Place, tokens: TokenReader): Property {
  const name: Operand = tokens.operand();
  if (!tokens.takes('=')) return { kind: 'flag', name: name.text, place };
  return { kind: 'flag', name: name.text, value: tokens.operand().text, place };
}

function condition(tokens: TokenReader): { condition?: Expression } {
  return tokens.takes('if') ? { condition: tokens.expression() } : {};
}

function isAssignment(token: Token): token is Token & { readonly text: '=' | ':=' | '+=' } {
  return token.kind === 'operator' && /^[:+]?=$/.test(token.text);
}

function placeOf({ line, column, length }: Token): Place {
  return { line, column, length };
}
