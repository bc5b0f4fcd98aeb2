import type {
  Choice,
  Config,
  Depends,
  Expression,
  If,
  KconfigFile,
  Menu,
  Place,
  Property,
  Select,
  SymbolType,
} from '../syntax/syntax';

/** A block that what stands in it depends on. */
export interface Scope {
  readonly kind: 'menu' | 'if' | 'choice';
  /** Undefined: it stands at the top. */
  readonly parent: Scope | undefined;
  readonly file: string;
  readonly statement: Menu | If | Choice;
  /** What its own lines demand; macros in it are expanded. */
  readonly depends: readonly Pick<Depends, 'on' | 'condition'>[];
  /** Of `visible if`: what prompts in it need besides. */
  readonly visible: readonly Expression[];
  readonly choice?: ChoiceGroup;
}

/** One `config NAME` with what belongs to it. */
export interface Definition {
  readonly symbol: KconfigSymbol;
  /** From the top of the tree. */
  readonly file: string;
  readonly statement: Config;
  /** Macros in it are expanded. */
  readonly properties: readonly Property[];
  readonly scope: Scope | undefined;
}

/** A `select` or an `imply`, seen from the symbol that it raises. */
export interface Raising {
  readonly by: Definition;
  readonly property: Select;
}

export interface KconfigSymbol {
  readonly name: string;
  /** Of the first definition that has one; undefined: `config` without a type. */
  readonly type: SymbolType | undefined;
  readonly definitions: readonly Definition[];
  readonly selectedBy: readonly Raising[];
  readonly impliedBy: readonly Raising[];
  /** The choice that it is a member of. */
  readonly choice: ChoiceGroup | undefined;
  /** Of 6.18 and later: it only hands an old value on, and is written nowhere. */
  readonly isTransitional: boolean;
}

/** Symbols of which one at most is y. */
export interface ChoiceGroup {
  readonly name: string | undefined;
  readonly type: SymbolType | undefined;
  /** One; several where a choice with a name is written in parts. */
  readonly definitions: readonly ChoiceDefinition[];
  readonly members: readonly KconfigSymbol[];
  readonly isOptional: boolean;
}

export interface ChoiceDefinition {
  readonly file: string;
  readonly statement: Choice;
  /** Macros in it are expanded. */
  readonly properties: readonly Property[];
  /** The choice itself as a block; its parent is where it stands. */
  readonly scope: Scope;
}

/** A place in the tree. */
export interface TreePlace extends Place {
  readonly file: string;
}

export interface TreeProblem {
  readonly place: TreePlace;
  readonly kind: 'missing-file' | 'recursive-source' | 'outside-tree' | 'unknown-path' | 'too-much';
  /** A sentence without its full stop. */
  readonly message: string;
}

/** All that a tree's Kconfig files define, for one architecture. */
export interface KconfigTree {
  readonly symbols: ReadonlyMap<string, KconfigSymbol>;
  readonly choices: readonly ChoiceGroup[];
  /** The files that were read, by their path from the top. */
  readonly files: ReadonlyMap<string, KconfigFile>;
  readonly problems: readonly TreeProblem[];
  /** All its files were read; otherwise symbols may be defined that are not among these. */
  readonly isComplete: boolean;
  /** The symbol that allows m. */
  readonly modules: KconfigSymbol | undefined;
  readonly mainMenu: string | undefined;
}
