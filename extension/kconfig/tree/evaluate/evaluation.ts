import type {
  ChoiceGroup,
  Definition,
  KconfigSymbol,
  KconfigTree,
  Raising,
  Scope,
} from '../symbols/kconfig-tree';
import type {
  Comparison,
  Default,
  Depends,
  Expression,
  Operand,
  Prompt,
  Range,
} from '../syntax/syntax';
import { operandsOf } from '../syntax/expression-text';
import { compare, numberIn, type Side } from './compare';
import type { Dialect } from './dialect';
import {
  and,
  either,
  fromLetter,
  isKnown,
  letter,
  lettersOf,
  MODULE,
  NO,
  not,
  or,
  tri,
  type Tri,
  type Tristate,
  UNKNOWN,
  withoutModule,
  YES,
} from './tristate';
import type { Written } from './written-values';

/** What Kconfig is given. */
export interface Input {
  readonly written: ReadonlyMap<string, Written>;
  /**
   * What a symbol gets that it does not name: its default; or unknown, as in a fragment, since
   * others come before and after it.
   */
  readonly absent: 'default' | 'unknown';
  /**
   * A configuration that Kconfig wrote for this tree: what programs told it, of compilers and the
   * like, can be read there. Without it that stays unknown.
   */
  readonly facts?: ReadonlyMap<string, Written>;
  readonly dialect: Dialect;
}

/** A value of any type. */
export interface SymbolValue {
  /** Of a bool or tristate symbol; n for the others, as in their conditions. */
  readonly tristate: Tri;
  /** `y`, `0x1000`, a text without quotes; undefined: not known. */
  readonly text: string | undefined;
}

/** How far a symbol can be set: what its prompts, dependencies, selectors and `imply` say. */
export interface Limits {
  /** A person can set it up to this; n: it has no prompt that is shown. */
  readonly visible: Tri;
  /** What its dependencies allow. */
  readonly depends: Tri;
  /** What others select it to. */
  readonly selected: Tri;
  readonly implied: Tri;
}

/**
 * What Kconfig makes of a configuration: the values after `make olddefconfig`, computed as
 * scripts/kconfig/symbol.c does, but only of the symbols that are asked for. What depends on what
 * only a program could tell, or on a line that a fragment does not have, stays unknown.
 */
export class Evaluation {
  private readonly values = new Map<KconfigSymbol, SymbolValue>();
  private readonly limits = new Map<KconfigSymbol, Limits>();
  private readonly scopes = new Map<Scope, Tri>();
  private readonly definitions = new Map<Located, Tri>();
  private readonly choices = new Map<ChoiceGroup, Choosing>();
  private modules: Tri = NO;

  constructor(
    readonly tree: KconfigTree,
    readonly input: Input,
  ) {
    // While it is computed itself, there are no modules, as in conf.
    if (tree.modules) this.modules = this.value(tree.modules).tristate;
    this.values.clear();
    this.limits.clear();
    this.scopes.clear();
    this.definitions.clear();
    this.choices.clear();
  }

  /** Undefined: nobody defines it. */
  valueOf(name: string): SymbolValue | undefined {
    const symbol = this.tree.symbols.get(name);
    return symbol && this.value(symbol);
  }

  value(symbol: KconfigSymbol): SymbolValue {
    const known = this.values.get(symbol);
    if (known) return known;
    // For one that comes back to itself, as in conf.
    this.values.set(symbol, this.emptyValue(symbol));
    const value = this.computeValue(symbol);
    this.values.set(symbol, value);
    return value;
  }

  limitsOf(symbol: KconfigSymbol): Limits {
    const known = this.limits.get(symbol);
    if (known) return known;
    const limits = this.computeLimits(symbol);
    this.limits.set(symbol, limits);
    return limits;
  }

  /** What a condition is: `m` in it means `m && MODULES`. */
  condition(expression: Expression | undefined): Tri {
    return expression === undefined ? YES : this.tristate(expression, true);
  }

  /** What one line `depends on A if B` allows. */
  dependency({ on, condition }: Pick<Depends, 'on' | 'condition'>): Tri {
    const allowed = this.condition(on);
    if (!condition) return allowed;
    const demanded = this.condition(condition);
    const isOff = demanded.high === 0 ? YES : demanded.low === 0 ? UNKNOWN : NO;
    return or(allowed, isOff);
  }

  /** What the blocks around allow: menus, conditions, choices. */
  scope(scope: Scope | undefined): Tri {
    if (!scope) return YES;
    const known = this.scopes.get(scope);
    if (known) return known;
    // A choice of old kernels stands for its conditions itself.
    const stands = scope.choice && this.input.dialect.isChoiceSymbol;
    let value = stands ? this.choosing(scope.choice).value : this.scope(scope.parent);
    if (!stands) for (const line of scope.depends) value = and(value, this.dependency(line));
    this.scopes.set(scope, value);
    return value;
  }

  /** What a definition's own lines and the blocks around it allow. */
  definition(definition: Located): Tri {
    const known = this.definitions.get(definition);
    if (known) return known;
    let value = this.scope(definition.scope);
    for (const property of definition.properties) {
      if (value.high === 0) break;
      if (property.kind === 'depends') value = and(value, this.dependency(property));
    }
    this.definitions.set(definition, value);
    return value;
  }

  /** How far a prompt is shown. */
  prompt(definition: Located, { condition }: Prompt): Tri {
    let value = and(this.definition(definition), this.condition(condition));
    for (let scope = definition.scope; scope; scope = scope.parent) {
      for (const visible of scope.visible) value = and(value, this.condition(visible));
    }
    return value;
  }

  /** What a `select` or `imply` raises its symbol to. */
  raising({ by, property }: Raising): Tri {
    const own = this.value(by.symbol).tristate;
    if (own.high === 0) return NO;
    return and(own, and(this.definition(by), this.condition(property.condition)));
  }

  /** The member that is y; undefined: none, or not known. */
  chosen(choice: ChoiceGroup): KconfigSymbol | undefined {
    const { members } = this.choosing(choice);
    return [...members].find(([, value]) => value.low === 2)?.[0];
  }

  /** Whether it is bool: it has no m. Tristate symbols are, where there are no modules. */
  private isBool(symbol: KconfigSymbol): boolean | undefined {
    if (symbol.type !== 'tristate') return true;
    if (
      this.input.dialect.isChoiceSymbol &&
      symbol.choice &&
      this.limitsOf(symbol).visible.low === 2
    ) {
      return true;
    }
    return this.modules.high === 0 ? true : this.modules.low > 0 ? false : undefined;
  }

  private asType(symbol: KconfigSymbol, value: Tri): Tri {
    const isBool = this.isBool(symbol);
    if (isBool === false) return value;
    const raised = withoutModule(value);
    return isBool ? raised : either(raised, value);
  }

  private computeLimits(symbol: KconfigSymbol): Limits {
    if (symbol.isTransitional) {
      return { visible: YES, depends: YES, selected: NO, implied: NO };
    }
    const { definitions, selectedBy, impliedBy, choice } = symbol;
    let [visible, depends] = [NO, NO];
    for (const definition of definitions) {
      depends = or(depends, this.definition(definition));
      for (const property of definition.properties) {
        if (property.kind === 'prompt') visible = or(visible, this.prompt(definition, property));
      }
    }
    if (choice && symbol.type === 'tristate' && visible.high === 1) {
      // Where one is chosen, members that could only be m are not shown.
      const { low, high } = this.choosing(choice).value;
      if (high === 2) visible = low === 2 ? NO : tri(0, 1);
    }
    if (symbol.type !== 'tristate' || this.modules.high === 0) visible = withoutModule(visible);
    if (!isKnown(visible) && this.input.facts?.has(symbol.name)) {
      // Kconfig wrote its line, so that what we cannot know did not hide it.
      visible = tri(visible.high, visible.high);
    }
    const bool = symbol.type !== 'tristate' || this.modules.high === 0;
    const raised = (raisings: readonly Raising[]) => {
      let value: Tri = NO;
      for (const raising of raisings) {
        value = or(value, this.raising(raising));
        if (value.low === 2) break;
      }
      return bool ? withoutModule(value) : value;
    };
    return {
      visible,
      depends: bool ? withoutModule(depends) : depends,
      selected: raised(selectedBy),
      implied: raised(impliedBy),
    };
  }

  private emptyValue({ name, type }: KconfigSymbol): SymbolValue {
    switch (type) {
      case 'bool':
      case 'tristate':
        return { tristate: NO, text: 'n' };
      case 'string':
        return { tristate: NO, text: '' };
      case 'int':
      case 'hex': {
        const { emptyNumber } = this.input.dialect;
        return { tristate: NO, text: type === 'hex' && emptyNumber ? '0x0' : emptyNumber };
      }
      case undefined:
        return { tristate: NO, text: name };
    }
  }

  private computeValue(symbol: KconfigSymbol): SymbolValue {
    switch (symbol.type) {
      case 'bool':
      case 'tristate': {
        const tristate = this.thaw(symbol, this.computeTristate(symbol));
        return { tristate, text: letter(tristate) };
      }
      case 'string':
      case 'int':
      case 'hex':
        return { tristate: NO, text: this.computeText(symbol) };
      case undefined:
        return this.emptyValue(symbol);
    }
  }

  /** What only a program could tell of a symbol that nobody sets is told by what Kconfig wrote. */
  private thaw(symbol: KconfigSymbol, value: Tri): Tri {
    if (isKnown(value) || !this.input.facts || hasPrompt(symbol)) return value;
    const written = this.input.facts.get(symbol.name);
    // Absent, it may have been n for what a person has switched on since.
    if (!written && this.dependsOnSettings(symbol)) return value;
    const told = written?.tristate ?? 0;
    const within = Math.min(Math.max(told, value.low), value.high) as Tristate;
    return tri(within, within);
  }

  /** Whether what it is depends on symbols that a person sets. */
  private dependsOnSettings({ definitions }: KconfigSymbol): boolean {
    const isSet = (expression: Expression | undefined): boolean => {
      for (const { text, quoted, unknown } of operandsOf(expression)) {
        const symbol = quoted || unknown ? undefined : this.tree.symbols.get(text);
        if (symbol && hasPrompt(symbol)) return true;
      }
      return false;
    };
    return definitions.some(({ scope, properties }) => {
      for (let around = scope; around; around = around.parent) {
        if (around.depends.some(({ on, condition }) => isSet(on) || isSet(condition))) return true;
      }
      return properties.some(
        (property) =>
          (property.kind === 'depends' && (isSet(property.on) || isSet(property.condition))) ||
          (property.kind === 'default' && (isSet(property.value) || isSet(property.condition))),
      );
    });
  }

  private computeTristate(symbol: KconfigSymbol): Tri {
    const { visible, selected } = this.limitsOf(symbol);
    const { choice } = symbol;
    if (choice) {
      const chosen = this.choosing(choice).members.get(symbol) ?? NO;
      if (!this.input.dialect.isChoiceSymbol) return chosen;
      if (visible.low === 2) return chosen;
      if (visible.high === 2) return either(chosen, this.unchosen(symbol));
    }
    return this.asType(symbol, or(this.unchosen(symbol), selected));
  }

  /** Of a person's line, else of defaults and `imply`; what selects it comes on top. */
  private unchosen(symbol: KconfigSymbol): Tri {
    const { visible } = this.limitsOf(symbol);
    const asked = this.asked(symbol, visible);
    if (asked === undefined || visible.high === 0) return this.byDefault(symbol);
    return visible.low > 0 ? asked : either(asked, this.byDefault(symbol));
  }

  /** What a person's line gives, as far as it can; undefined: there is none. */
  private asked(symbol: KconfigSymbol, visible: Tri): Tri | undefined {
    const written = this.input.written.get(symbol.name);
    if (written) return and(tri(written.tristate, written.tristate), visible);
    if (this.input.absent === 'default' || visible.high === 0) return undefined;
    return tri(0, visible.high);
  }

  private byDefault(symbol: KconfigSymbol): Tri {
    const { depends, implied } = this.limitsOf(symbol);
    let value: Tri | undefined;
    let isDecided = false;
    for (const [definition, property] of defaultsOf(symbol)) {
      const condition = and(this.definition(definition), this.condition(property.condition));
      if (condition.high === 0) continue;
      const given = and(this.tristate(property.value, false), condition);
      value = value ? either(value, given) : given;
      isDecided = condition.low > 0;
      if (isDecided) break;
    }
    if (value === undefined) value = NO;
    else if (!isDecided) value = either(value, NO);
    return implied.high === 0 ? value : impliedValue(value, implied, depends);
  }

  private computeText(symbol: KconfigSymbol): string | undefined {
    const { visible } = this.limitsOf(symbol);
    const written = this.input.written.get(symbol.name);
    if (visible.high > 0 && (written || this.input.absent === 'unknown')) {
      if (visible.low === 0 || !written) return undefined;
      const inRange = this.input.dialect.isOutOfRangeReset
        ? this.isInRange(symbol, written.text)
        : true;
      if (inRange === undefined) return undefined;
      if (inRange) return this.clamped(symbol, written.text);
    }
    const value = this.defaultText(symbol);
    if (value !== undefined) return this.clamped(symbol, value);
    return hasPrompt(symbol) ? undefined : this.input.facts?.get(symbol.name)?.text;
  }

  private defaultText(symbol: KconfigSymbol): string | undefined {
    for (const [definition, { value, condition }] of defaultsOf(symbol)) {
      const applies = and(this.definition(definition), this.condition(condition));
      if (applies.high === 0) continue;
      if (applies.low === 0) return undefined;
      return value.kind === 'operand' ? this.side(value)?.text : undefined;
    }
    return this.emptyValue(symbol).text;
  }

  /** The first range whose condition holds; `unknown`: it is not known which. */
  private rangeOf(
    symbol: KconfigSymbol,
  ): { low: bigint; high: bigint; range: Range } | undefined | 'unknown' {
    const base = symbol.type === 'hex' ? 16 : 10;
    for (const definition of symbol.definitions) {
      for (const range of definition.properties) {
        if (range.kind !== 'range') continue;
        const applies = and(this.definition(definition), this.condition(range.condition));
        if (applies.high === 0) continue;
        const [low, high] = [this.number(range.low, base), this.number(range.high, base)];
        if (applies.low === 0 || low === undefined || high === undefined) return 'unknown';
        return { low, high, range };
      }
    }
    return undefined;
  }

  private isInRange(symbol: KconfigSymbol, text: string): boolean | undefined {
    if (symbol.type === 'string') return true;
    const range = this.rangeOf(symbol);
    if (range === undefined) return true;
    if (range === 'unknown') return undefined;
    const number = numberIn(text, symbol.type === 'hex' ? 16 : 10) ?? 0n;
    return number >= range.low && number <= range.high;
  }

  /** Moved into its range. */
  private clamped(symbol: KconfigSymbol, text: string): string | undefined {
    if (symbol.type === 'string') return text;
    const range = this.rangeOf(symbol);
    if (range === undefined) return text;
    if (range === 'unknown') return undefined;
    const number = numberIn(text, symbol.type === 'hex' ? 16 : 10) ?? 0n;
    if (number < range.low) return this.side(range.range.low)?.text;
    return number > range.high ? this.side(range.range.high)?.text : text;
  }

  private number(operand: Operand, base: 10 | 16): bigint | undefined {
    const side = this.side(operand);
    if (side?.text === undefined) return undefined;
    const own = side.type === 'int' ? 10 : side.type === 'hex' ? 16 : base;
    return numberIn(side.text, own) ?? 0n;
  }

  private tristate(expression: Expression, isCondition: boolean): Tri {
    switch (expression.kind) {
      case 'operand':
        return this.operand(expression, isCondition);
      case 'not':
        return not(this.tristate(expression.of, isCondition));
      case 'compare':
        return this.comparison(expression);
      case 'and': {
        let value: Tri = YES;
        for (const part of expression.of) {
          value = and(value, this.tristate(part, isCondition));
          if (value.high === 0) break;
        }
        return value;
      }
      case 'or': {
        let value: Tri = NO;
        for (const part of expression.of) {
          value = or(value, this.tristate(part, isCondition));
          if (value.low === 2) break;
        }
        return value;
      }
    }
  }

  private operand({ text, quoted, unknown }: Operand, isCondition: boolean): Tri {
    if (unknown) return UNKNOWN;
    const constant = fromLetter(text);
    if (constant === 1 && isCondition) return and(MODULE, this.modules);
    if (constant !== undefined) return tri(constant, constant);
    const symbol = quoted ? undefined : this.tree.symbols.get(text);
    if (symbol) return this.value(symbol).tristate;
    return this.mayBeDefined(text, quoted) ? UNKNOWN : NO;
  }

  private comparison({ operator, left, right }: Comparison): Tri {
    const [lefts, rights] = [this.sides(left), this.sides(right)];
    if (!lefts || !rights) return UNKNOWN;
    let result: Tri | undefined;
    for (const a of lefts) {
      for (const b of rights) {
        const value = compare(operator, a, b) ? YES : NO;
        result = result ? either(result, value) : value;
      }
    }
    return result ?? UNKNOWN;
  }

  /** All that an operand may be; undefined: anything. */
  private sides(operand: Operand): Side[] | undefined {
    const side = this.side(operand);
    if (!side) return undefined;
    const { text, type, tristate } = side;
    if (text !== undefined) return [{ text, type }];
    return tristate ? lettersOf(tristate).map((value) => ({ text: value, type })) : undefined;
  }

  private side({
    text,
    quoted,
    unknown,
  }: Operand): { text: string | undefined; type: Side['type']; tristate?: Tri } | undefined {
    if (unknown) return undefined;
    // y, m and n are symbols of their own there.
    if (fromLetter(text) !== undefined) return { text, type: 'tristate' };
    const symbol = quoted ? undefined : this.tree.symbols.get(text);
    if (!symbol) return this.mayBeDefined(text, quoted) ? undefined : { text, type: undefined };
    const value = this.value(symbol);
    const isTristate = symbol.type === 'bool' || symbol.type === 'tristate';
    return { text: value.text, type: symbol.type, ...(isTristate && { tristate: value.tristate }) };
  }

  /** A file that could not be read may define a symbol; numbers are nobody's names. */
  private mayBeDefined(text: string, quoted: boolean): boolean {
    return !quoted && !this.tree.isComplete && /^[A-Za-z_]/.test(text);
  }

  private choosing(choice: ChoiceGroup): Choosing {
    const known = this.choices.get(choice);
    if (known) return known;
    const old = this.input.dialect.isChoiceSymbol;
    const value = old ? this.choiceValue(choice) : YES;
    // Members ask for the value of their choice while they are looked at.
    this.choices.set(choice, { value, members: new Map<KconfigSymbol, Tri>() });
    const choosing = { value, members: this.membersOf(choice, value) };
    this.choices.set(choice, choosing);
    return choosing;
  }

  /** Of a choice of old kernels, which is a symbol. */
  private choiceValue({ definitions, type, isOptional, members }: ChoiceGroup): Tri {
    let visible: Tri = NO;
    for (const { properties, scope } of definitions) {
      const around = { properties, scope: scope.parent };
      for (const property of properties) {
        if (property.kind === 'prompt') visible = or(visible, this.prompt(around, property));
      }
    }
    const bool = type !== 'tristate' || this.modules.high === 0;
    if (bool) visible = withoutModule(visible);
    const asked = this.askedOfChoice(members);
    const isOpen = this.input.absent === 'unknown' && asked < 2;
    let value = and(isOpen ? tri(asked, 2) : tri(asked, asked), visible);
    if (!isOptional) value = or(value, and(visible, MODULE));
    return bool ? withoutModule(value) : value;
  }

  /** The highest that a member is asked to be; an m below a y leaves it to Kconfig. */
  private askedOfChoice(members: readonly KconfigSymbol[]): Tristate {
    const lines = members.flatMap(({ name }) => this.input.written.get(name) ?? []);
    const firstYes = Math.min(...lines.map(({ yesOrder }) => yesOrder ?? Infinity));
    if (lines.some(({ tristate, order }) => tristate === 1 && order > firstYes)) return 0;
    return Math.max(0, ...lines.map(({ tristate }) => tristate)) as Tristate;
  }

  private membersOf(choice: ChoiceGroup, value: Tri): Map<KconfigSymbol, Tri> {
    const { members } = choice;
    const result = new Map<KconfigSymbol, Tri>();
    const visible = members.map((member) => [member, this.limitsOf(member).visible] as const);
    for (const [member] of visible) result.set(member, NO);
    if (value.high < 2) return result;
    const candidates = this.candidates(choice, new Map(visible));
    const isSure = candidates.length === 1 && value.low === 2;
    for (const { member, isCertain } of candidates) {
      result.set(member, isSure && isCertain ? YES : UNKNOWN);
    }
    return result;
  }

  /** Those that may be chosen: one, unless something is not known. */
  private candidates(
    choice: ChoiceGroup,
    visible: ReadonlyMap<KconfigSymbol, Tri>,
  ): { member: KconfigSymbol; isCertain: boolean }[] {
    const found: { member: KconfigSymbol; isCertain: boolean }[] = [];
    /** @returns whether it is the one: nothing after it counts */
    const consider = (member: KconfigSymbol, applies: Tri = YES): boolean => {
      const shown = and(visible.get(member) ?? NO, applies);
      if (shown.high === 0) return false;
      const isCertain = shown.low > 0;
      if (!found.some((other) => other.member === member)) found.push({ member, isCertain });
      return isCertain;
    };
    const { written, dialect } = this.input;
    const old = dialect.isChoiceSymbol;
    const asked = (member: KconfigSymbol) => written.get(member.name);
    const orderOf = (member: KconfigSymbol) =>
      (old ? asked(member)?.yesOrder : asked(member)?.order) ?? -1;
    const latestFirst = [...choice.members].sort((a, b) => orderOf(b) - orderOf(a));
    const isAsked = (member: KconfigSymbol) =>
      old ? asked(member)?.yesOrder !== undefined : asked(member)?.tristate === 2;
    for (const member of latestFirst) if (isAsked(member) && consider(member)) return found;
    if (this.input.absent === 'unknown') {
      for (const member of choice.members) consider(member);
      return found.map(({ member }) => ({ member, isCertain: found.length === 1 }));
    }
    const isRefused = (member: KconfigSymbol) => !old && asked(member)?.tristate === 0;
    for (const [member, applies] of this.choiceDefaults(choice)) {
      if ((visible.get(member)?.high ?? 0) === 0) continue;
      if (isRefused(member)) {
        // The first default that is shown counts; refused, it leaves the choice to the rest.
        if (and(applies, visible.get(member) ?? NO).low > 0) break;
        continue;
      }
      if (consider(member, applies)) return found;
    }
    if (!old) {
      for (const member of choice.members) {
        if (!asked(member) && consider(member)) return found;
      }
      for (const member of [...latestFirst].reverse()) if (consider(member)) return found;
      return found;
    }
    for (const member of choice.members) if (consider(member)) return found;
    return found;
  }

  private *choiceDefaults({ definitions }: ChoiceGroup): Iterable<readonly [KconfigSymbol, Tri]> {
    for (const { properties, scope } of definitions) {
      const around = this.definition({ properties, scope: scope.parent });
      for (const property of properties) {
        if (property.kind !== 'default' || property.value.kind !== 'operand') continue;
        const member = this.tree.symbols.get(property.value.text);
        const applies = and(around, this.condition(property.condition));
        if (member && applies.high > 0) yield [member, applies];
      }
    }
  }
}

/** Something with properties that stands somewhere. */
type Located = Pick<Definition, 'scope' | 'properties'>;

interface Choosing {
  /** Of the choice as a symbol; y where it is none. */
  readonly value: Tri;
  readonly members: ReadonlyMap<KconfigSymbol, Tri>;
}

/** imply raises a default that it does not go beyond what the dependencies allow. */
function impliedValue(value: Tri, implied: Tri, depends: Tri): Tri {
  const raised = and(or(value, implied), depends);
  return implied.low > 0 ? raised : either(value, raised);
}

export function hasPrompt({ definitions }: KconfigSymbol): boolean {
  return definitions.some(({ properties }) => properties.some(({ kind }) => kind === 'prompt'));
}

function* defaultsOf({ definitions }: KconfigSymbol): Iterable<readonly [Definition, Default]> {
  for (const definition of definitions) {
    for (const property of definition.properties) {
      if (property.kind === 'default') yield [definition, property];
    }
  }
}
