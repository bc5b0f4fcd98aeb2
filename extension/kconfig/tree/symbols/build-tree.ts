import { joinPath, folderOf } from '../../context/paths';
import type {
  Choice,
  Config,
  Expression,
  KconfigFile,
  Menu,
  Operand,
  Place,
  Property,
  Select,
  Source,
  Statement,
  SymbolType,
} from '../syntax/syntax';
import { outlineOf } from '../syntax/config-outline';
import { hasMacro } from '../syntax/parse-expression';
import { matchingPaths } from './glob';
import type {
  ChoiceDefinition,
  ChoiceGroup,
  Definition,
  KconfigSymbol,
  KconfigTree,
  Raising,
  Scope,
  TreeProblem,
} from './kconfig-tree';
import { Macros } from './macros';

/** The files of a tree. Paths are from its top: `kernel/Kconfig.kexec`. */
export interface TreeFiles {
  /** Undefined: there is no such file, or it is none to be read. */
  file(path: string): KconfigFile | undefined;
  /** Names in a folder; empty where there is none. For paths with wildcards. */
  list(folder: string): readonly string[];
}

/**
 * Reads a tree from its first file (`Kconfig`, Buildroot's `Config.in`) through all that it names.
 * Never throws; a bounded number of files, however they name each other.
 */
export function buildTree(
  root: string,
  files: TreeFiles,
  environment: Readonly<Record<string, string>>,
): KconfigTree {
  return new Builder(files, environment).build(root);
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type OpenSymbol = Mutable<KconfigSymbol>;

interface OpenChoice extends Mutable<ChoiceGroup> {
  definitions: ChoiceDefinition[];
  members: KconfigSymbol[];
}

/** The symbols that a definition selects, or those that it implies. */
interface RaisedNames {
  readonly by: Definition;
  readonly kind: Select['kind'];
  readonly names: readonly string[];
}

/** Its lines are asked for when they are wanted: a tree has 20,000 of them. */
class ConfigDefinition implements Definition {
  constructor(
    readonly symbol: KconfigSymbol,
    readonly file: string,
    readonly statement: Config,
    readonly scope: Scope | undefined,
    /** Undefined: there are no macros in it. */
    private readonly expanded: readonly Property[] | undefined,
  ) {}

  get properties(): readonly Property[] {
    return this.expanded ?? this.statement.properties;
  }
}

/** The nth select, or imply, of a definition. */
class RaisingProperty implements Raising {
  constructor(
    readonly by: Definition,
    private readonly kind: Select['kind'],
    private readonly index: number,
  ) {}

  get property(): Select {
    const found = this.by.properties.filter(
      (property): property is Select => property.kind === this.kind,
    )[this.index];
    if (!found) throw new Error(`${this.by.symbol.name} has no ${this.kind} ${this.index}`);
    return found;
  }
}

/** Linux reads 1,600 files, each once. */
const [MOST_FILES, MOST_DEPTH, MOST_STATEMENTS] = [20_000, 100, 500_000];

const NOTHING: readonly never[] = [];

class Builder {
  private readonly symbols = new Map<string, OpenSymbol>();
  private readonly choices: OpenChoice[] = [];
  private readonly namedChoices = new Map<string, OpenChoice>();
  private readonly read = new Map<string, KconfigFile>();
  private readonly problems: TreeProblem[] = [];
  private readonly raising: RaisedNames[] = [];
  private readonly macros: Macros;
  /** Files that are being read, the first one first. */
  private readonly path: string[] = [];
  private visits = 0;
  private statements = 0;
  private modules: OpenSymbol | undefined;
  private mainMenu: string | undefined;

  constructor(
    private readonly files: TreeFiles,
    environment: Readonly<Record<string, string>>,
  ) {
    this.macros = new Macros(environment);
  }

  build(root: string): KconfigTree {
    this.readFile(root, undefined, { file: root, place: { line: 1, column: 1, length: 0 } }, false);
    this.raise();
    const { symbols, choices, read, problems, mainMenu } = this;
    const modules = this.modules ?? symbols.get('MODULES');
    const isComplete = problems.every(({ kind }) => kind === 'recursive-source');
    return { symbols, choices, files: read, problems, isComplete, modules, mainMenu };
  }

  private readFile(
    path: string,
    scope: Scope | undefined,
    from: { file: string; place: Place },
    mayMiss: boolean,
  ): void {
    if (this.path.includes(path)) {
      this.problem(
        'recursive-source',
        from,
        `${path} would read itself again: ${this.path.join(' → ')}`,
      );
      return;
    }
    if (this.path.length >= MOST_DEPTH || ++this.visits > MOST_FILES) {
      this.problem('too-much', from, 'The files name each other too often: the rest is not read');
      return;
    }
    const file = this.read.get(path) ?? this.files.file(path);
    if (!file) {
      if (!mayMiss) this.problem('missing-file', from, `There is no file ${path}`);
      return;
    }
    this.read.set(path, file);
    this.path.push(path);
    this.block(file.statements, path, scope);
    this.path.pop();
  }

  private block(statements: readonly Statement[], file: string, scope: Scope | undefined): void {
    for (const statement of statements) {
      if (++this.statements > MOST_STATEMENTS) return;
      switch (statement.kind) {
        case 'config':
        case 'menuconfig':
          this.config(statement, file, scope);
          break;
        case 'choice':
          this.choice(statement, file, scope);
          break;
        case 'menu':
          this.menu(statement, file, scope);
          break;
        case 'if': {
          const depends = [{ on: this.expression(statement.condition) }];
          const inner: Scope = {
            kind: 'if',
            parent: scope,
            file,
            statement,
            depends,
            visible: NOTHING,
          };
          this.block(statement.body, file, inner);
          break;
        }
        case 'source':
        case 'rsource':
        case 'osource':
        case 'orsource':
          this.source(statement, file, scope);
          break;
        case 'variable':
          this.macros.define(statement.name.text, statement.operator, statement.value);
          break;
        case 'mainmenu':
          this.mainMenu ??= this.operand(statement.title).text;
          break;
        case 'comment':
        case 'macro-call':
          break;
      }
    }
  }

  private menu(statement: Menu, file: string, scope: Scope | undefined): void {
    const properties = this.properties(statement.properties);
    const depends = properties.filter((property) => property.kind === 'depends');
    const visible = properties.flatMap((property) =>
      property.kind === 'visible' && property.condition ? [property.condition] : [],
    );
    const inner: Scope = { kind: 'menu', parent: scope, file, statement, depends, visible };
    this.block(statement.body, file, inner);
  }

  private choice(statement: Choice, file: string, scope: Scope | undefined): void {
    const properties = this.properties(statement.properties);
    const group = this.choiceGroup(statement.name?.text);
    const depends = properties.filter((property) => property.kind === 'depends');
    const inner: Scope = {
      kind: 'choice',
      parent: scope,
      file,
      statement,
      depends,
      visible: NOTHING,
      choice: group,
    };
    group.definitions.push({ file, statement, properties, scope: inner });
    group.type ??= typeOf(properties);
    if (hasFlag(properties, 'optional')) group.isOptional = true;
    this.block(statement.body, file, inner);
    group.type ??= group.members[0]?.type;
    for (const member of group.members) (member as OpenSymbol).type ??= group.type;
  }

  private choiceGroup(name: string | undefined): OpenChoice {
    const known = name === undefined ? undefined : this.namedChoices.get(name);
    if (known) return known;
    const group: OpenChoice = {
      name,
      type: undefined,
      definitions: [],
      members: [],
      isOptional: false,
    };
    this.choices.push(group);
    if (name !== undefined) this.namedChoices.set(name, group);
    return group;
  }

  private config(statement: Config, file: string, scope: Scope | undefined): void {
    const expanded = statement.outline.hasMacros ? this.expanded(statement) : undefined;
    const { name, type, hasPrompt, flags, selects, implies } =
      expanded?.outline ?? statement.outline;
    const symbol = this.symbol(name);
    const definition = new ConfigDefinition(symbol, file, statement, scope, expanded?.properties);
    add(symbol, 'definitions', definition);
    symbol.type ??= type;
    if (flags.includes('modules')) this.modules = symbol;
    if (flags.includes('transitional')) symbol.isTransitional = true;
    if (selects.length > 0) {
      this.raising.push({ by: definition, kind: 'select', names: selects });
    }
    if (implies.length > 0) {
      this.raising.push({ by: definition, kind: 'imply', names: implies });
    }
    const choice = choiceAround(scope) as OpenChoice | undefined;
    if (choice && !symbol.choice && hasPrompt) {
      symbol.choice = choice;
      choice.members.push(symbol);
    }
  }

  /** With the values that variables have where it stands. */
  private expanded(statement: Config): Pick<Config, 'outline' | 'properties'> {
    const properties = withEnvironment(this.properties(statement.properties), (variable) =>
      this.macros.expand(`$(${variable})`),
    );
    return { properties, outline: outlineOf(this.operand(statement.name), properties) };
  }

  private symbol(name: string): OpenSymbol {
    const known = this.symbols.get(name);
    if (known) return known;
    const symbol: OpenSymbol = {
      name,
      type: undefined,
      definitions: NOTHING,
      selectedBy: NOTHING,
      impliedBy: NOTHING,
      choice: undefined,
      isTransitional: false,
    };
    this.symbols.set(name, symbol);
    return symbol;
  }

  private source(statement: Source, file: string, scope: Scope | undefined): void {
    const { kind, path, place } = statement;
    const from = { file, place };
    const written = this.macros.expand(path.text);
    const mayMiss = kind === 'osource' || kind === 'orsource';
    if (written === undefined) {
      this.problem('unknown-path', from, `Where ${path.text} leads is known to a program only`);
      return;
    }
    const isRelative = kind === 'rsource' || kind === 'orsource';
    const wanted = isRelative && file.includes('/') ? `${folderOf(file)}/${written}` : written;
    const inside = insideTree(wanted);
    if (inside === undefined) {
      this.problem('outside-tree', from, `${written} lies outside of the tree`);
      return;
    }
    if (!/[*?[]/.test(inside)) {
      this.readFile(inside, scope, from, mayMiss);
      return;
    }
    const found = matchingPaths(inside, (folder) => this.files.list(folder));
    if (found.length === 0 && !mayMiss) {
      this.problem('missing-file', from, `There is no file ${inside}`);
    }
    for (const match of found) this.readFile(match, scope, from, true);
  }

  /** Hands select and imply to the symbols that they raise. */
  private raise(): void {
    for (const { by, kind, names } of this.raising) {
      const list = kind === 'select' ? 'selectedBy' : 'impliedBy';
      names.forEach((name, index) => {
        const symbol = this.symbols.get(name);
        if (symbol) add(symbol, list, new RaisingProperty(by, kind, index));
      });
    }
  }

  /** With macros expanded; the same object where there are none. */
  private properties(properties: readonly Property[]): readonly Property[] {
    return shared(properties, (property) => this.property(property));
  }

  private property(property: Property): Property {
    let changed: Property = property;
    if ('condition' in property && property.condition) {
      const condition = this.expression(property.condition);
      if (condition !== property.condition) changed = { ...changed, condition } as Property;
    }
    switch (property.kind) {
      case 'default': {
        const value = this.expression(property.value);
        return value === property.value ? changed : ({ ...changed, value } as Property);
      }
      case 'depends': {
        const on = this.expression(property.on);
        return on === property.on ? changed : ({ ...changed, on } as Property);
      }
      case 'range': {
        const [low, high] = [this.operand(property.low), this.operand(property.high)];
        const same = low === property.low && high === property.high;
        return same ? changed : ({ ...changed, low, high } as Property);
      }
      case 'select':
      case 'imply': {
        const symbol = this.operand(property.symbol);
        return symbol === property.symbol ? changed : ({ ...changed, symbol } as Property);
      }
      default:
        return changed;
    }
  }

  private expression(expression: Expression): Expression {
    switch (expression.kind) {
      case 'operand':
        return this.operand(expression);
      case 'not': {
        const of = this.expression(expression.of);
        return of === expression.of ? expression : { ...expression, of };
      }
      case 'compare': {
        const [left, right] = [this.operand(expression.left), this.operand(expression.right)];
        const same = left === expression.left && right === expression.right;
        return same ? expression : { ...expression, left, right };
      }
      case 'and':
      case 'or': {
        const of = shared(expression.of, (part) => this.expression(part));
        return of === expression.of ? expression : { ...expression, of };
      }
    }
  }

  private operand(operand: Operand): Operand {
    if (!hasMacro(operand)) return operand;
    const { text, pieces = [text] } = operand;
    const expanded = pieces.map((piece) => this.macros.expand(piece));
    return expanded.includes(undefined)
      ? { ...operand, unknown: true }
      : { ...operand, text: expanded.join('$') };
  }

  private problem(
    kind: TreeProblem['kind'],
    { file, place }: { file: string; place: Place },
    message: string,
  ): void {
    if (this.problems.length < MOST_PROBLEMS) {
      this.problems.push({ kind, place: { file, ...place }, message });
    }
  }
}

const MOST_PROBLEMS = 500;

/** Most lists have one item or none: an array that grows takes room for many. */
function add<List extends 'definitions' | 'selectedBy' | 'impliedBy'>(
  symbol: OpenSymbol,
  list: List,
  item: KconfigSymbol[List][number],
): void {
  const items = symbol[list] as KconfigSymbol[List][number][];
  if (items.length === 0) symbol[list] = [item] as unknown as KconfigSymbol[List];
  else items.push(item);
}

/** The same array where nothing in it changes. */
function shared<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  items.forEach((item, index) => {
    const other = change(item);
    if (other !== item) (changed ??= [...items])[index] = other;
  });
  return changed ?? items;
}

/** `option env="NAME"` of older Kconfig gives a symbol the value of a variable of make. */
function withEnvironment(
  properties: readonly Property[],
  expand: (variable: string) => string | undefined,
): readonly Property[] {
  if (!hasFlag(properties, 'env')) return properties;
  return properties.flatMap((property): Property[] => {
    if (property.kind !== 'flag' || property.name !== 'env') return [property];
    const { place, value = '' } = property;
    const text = expand(value);
    const known = text === undefined ? { text: value, unknown: true as const } : { text };
    const operand = { kind: 'operand', ...place, quoted: true, ...known } as const;
    return [property, { kind: 'default', value: operand, place }];
  });
}

function typeOf(properties: readonly Property[]): SymbolType | undefined {
  return properties.find((property) => property.kind === 'type')?.type;
}

function hasFlag(properties: readonly Property[], name: string): boolean {
  return properties.some((property) => property.kind === 'flag' && property.name === name);
}

/** The choice that a scope is the inside of, through any `if`. */
function choiceAround(scope: Scope | undefined): ChoiceGroup | undefined {
  let around = scope;
  while (around?.kind === 'if') around = around.parent;
  return around?.choice;
}

/** From the top of the tree; undefined where it leaves it. */
function insideTree(path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return undefined;
  }
  return joinPath('/', path).slice(1);
}
