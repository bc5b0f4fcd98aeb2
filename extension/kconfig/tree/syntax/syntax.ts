/**
 * What one Kconfig file says, as a tree of its statements (Documentation/kbuild/kconfig-language.rst
 * and scripts/kconfig/parser.y, of Linux 5.10 to 7.x, of U-Boot and of Buildroot). Nothing is
 * expanded or looked up: that depends on the tree that the file is read in.
 */

/** A piece of one line; line and column count from one, columns and lengths in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A name or a text in an expression; it may hold `$(…)`. */
export interface Operand extends Place {
  readonly kind: 'operand';
  /** Without its quotes and backslashes. */
  readonly text: string;
  /** What stands between dollars that a backslash makes letters; only these may hold macros. */
  readonly pieces?: readonly string[];
  /** A constant; a bare word is the name of a symbol, or, where there is none, a constant too. */
  readonly quoted: boolean;
  /** When a tree is read: it holds a macro that only a program could expand, and none is run. */
  readonly unknown?: true;
}

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly kind: 'compare';
  readonly operator: CompareOperator;
  readonly left: Operand;
  readonly right: Operand;
}

export interface Negation {
  readonly kind: 'not';
  readonly of: Expression;
}

export interface Junction {
  readonly kind: 'and' | 'or';
  readonly of: readonly Expression[];
}

export type Expression = Operand | Comparison | Negation | Junction;

export type SymbolType = 'bool' | 'tristate' | 'string' | 'int' | 'hex';

/** Each property may have a condition: `… if EXPR`. */
interface Conditional {
  readonly condition?: Expression;
}

/** `bool "prompt"`, `prompt "…"`, and of menus and comments their text. */
export interface Prompt extends Conditional {
  readonly kind: 'prompt';
  readonly text: Operand;
}

export interface Default extends Conditional {
  readonly kind: 'default';
  readonly value: Expression;
  readonly place: Place;
}

/** `depends on A`, and since 7.0 `depends on A if B`. */
export interface Depends extends Conditional {
  readonly kind: 'depends';
  readonly on: Expression;
  readonly place: Place;
}

export interface Select extends Conditional {
  readonly kind: 'select' | 'imply';
  readonly symbol: Operand;
}

export interface Range extends Conditional {
  readonly kind: 'range';
  readonly low: Operand;
  readonly high: Operand;
  readonly place: Place;
}

/** `visible if EXPR` of a menu; Linux has it for no other. */
export interface Visible extends Conditional {
  readonly kind: 'visible';
  readonly place: Place;
}

/** `modules`, `transitional`, `optional`, and what stands behind the old `option`. */
export interface Flag {
  readonly kind: 'flag';
  /** Such as `modules`, `transitional`, `optional`, `defconfig_list`, `allnoconfig_y`, `env`. */
  readonly name: string;
  /** Of `option env="NAME"`. */
  readonly value?: string;
  readonly place: Place;
}

export interface Type {
  readonly kind: 'type';
  readonly type: SymbolType;
  readonly place: Place;
}

/** The lines of a help text, the first one that is indented and the last one, from one. */
export interface Help {
  readonly kind: 'help';
  readonly place: Place;
  readonly firstLine: number;
  readonly lastLine: number;
}

export type Property = Type | Prompt | Default | Depends | Select | Range | Visible | Flag | Help;

/** What all statements with a body or properties have. */
interface Entry {
  /** Of its first word. */
  readonly place: Place;
  readonly properties: readonly Property[];
  /** The last line that belongs to it, its children included. */
  readonly lastLine: number;
}

export interface Config extends Entry {
  readonly kind: 'config' | 'menuconfig';
  readonly name: Operand;
  readonly outline: ConfigOutline;
}

/** What a tree asks of each of its entries; the lines themselves are wanted of a few only. */
export interface ConfigOutline {
  /** As it is written, without quotes. */
  readonly name: string;
  /** Of the first property that has one. */
  readonly type: SymbolType | undefined;
  readonly hasPrompt: boolean;
  /** The names of its flags. */
  readonly flags: readonly string[];
  /** The symbols that it selects, and those that it implies, in the order of its lines. */
  readonly selects: readonly string[];
  readonly implies: readonly string[];
  /** What it says depends on variables: `$(…)`, or `option env`. */
  readonly hasMacros: boolean;
}

export interface Choice extends Entry {
  readonly kind: 'choice';
  /** Up to 6.8 a choice may have a name. */
  readonly name: Operand | undefined;
  readonly body: readonly Statement[];
}

export interface Menu extends Entry {
  readonly kind: 'menu';
  readonly title: Operand;
  readonly body: readonly Statement[];
}

export interface Comment extends Entry {
  readonly kind: 'comment';
  readonly title: Operand;
}

export interface If {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly place: Place;
  readonly lastLine: number;
  readonly body: readonly Statement[];
}

/** Another file is read here. The forms with `r` are relative to this file, those with `o` may miss. */
export interface Source {
  readonly kind: 'source' | 'rsource' | 'osource' | 'orsource';
  readonly path: Operand;
  readonly place: Place;
}

export interface MainMenu {
  readonly kind: 'mainmenu';
  readonly title: Operand;
  readonly place: Place;
}

/** A variable of the macro language. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: Operand;
  readonly operator: '=' | ':=' | '+=';
  /** All that follows, as it stands. */
  readonly value: string;
  readonly place: Place;
}

/** A line that is only a macro: `$(error-if,…)`. */
export interface MacroCall {
  readonly kind: 'macro-call';
  readonly place: Place;
}

export type Statement =
  Config | Choice | Menu | Comment | If | Source | MainMenu | Variable | MacroCall;

/** Something that conf would not read, or that it misreads. */
export interface SyntaxProblem {
  readonly place: Place;
  /** A sentence without its full stop. */
  readonly message: string;
}

export interface KconfigFile {
  readonly statements: readonly Statement[];
  readonly problems: readonly SyntaxProblem[];
  readonly lineCount: number;
}
