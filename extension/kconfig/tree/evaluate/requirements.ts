import type { Definition, KconfigSymbol, Raising } from '../symbols/kconfig-tree';
import { conjuncts, expressionText, placeOf } from '../syntax/expression-text';
import type { Depends, Expression, Place, Prompt } from '../syntax/syntax';
import { type Evaluation, hasPrompt } from './evaluation';
import { letter, type Tri, type Tristate } from './tristate';

/** Something that must hold for a symbol to be set, and does not, or not surely. */
export interface Requirement {
  readonly expression: Expression;
  /** As written: `CRASH_DUMP`, `!DEBUG_INFO_REDUCED`. */
  readonly text: string;
  readonly value: Tri;
  /** It surely does not hold; otherwise that is not known. */
  readonly fails: boolean;
  readonly file: string;
  readonly place: Place;
}

/** One way to set a symbol: a definition that has a prompt, with what speaks against it. */
export interface Way {
  readonly definition: Definition;
  readonly prompt: Prompt;
  /** None: a person can set it. */
  readonly missing: readonly Requirement[];
}

/**
 * What keeps a symbol from being set to a value by a line: of each definition with a prompt what
 * is missing, the one that misses least first. No way: it has no prompt.
 * @param wanted 2 for y, 1 for m
 */
export function waysToSet(
  evaluation: Evaluation,
  symbol: KconfigSymbol,
  wanted: Tristate,
): readonly Way[] {
  const ways: Way[] = [];
  for (const definition of symbol.definitions) {
    for (const prompt of definition.properties) {
      if (prompt.kind !== 'prompt') continue;
      ways.push({
        definition,
        prompt,
        missing: missingFor(evaluation, definition, prompt, wanted),
      });
    }
  }
  return ways.sort((a, b) => failing(a).length - failing(b).length);
}

/** What surely does not hold. */
export function failing({ missing }: Way): readonly Requirement[] {
  return missing.filter(({ fails }) => fails);
}

function missingFor(
  evaluation: Evaluation,
  definition: Definition,
  prompt: Prompt,
  wanted: Tristate,
): Requirement[] {
  const { symbol } = definition;
  // A bool symbol is shown where its dependencies are m.
  const enough = symbol.type === 'tristate' ? wanted : 1;
  const found = new Map<string, Requirement>();
  const look = (expression: Expression, value: Tri, file: string) => {
    if (value.low >= enough) return;
    const text = expressionText(expression);
    if (!found.has(text)) {
      const fails = value.high < enough;
      found.set(text, { expression, text, value, fails, file, place: placeOf(expression) });
    }
  };
  const each = (expression: Expression | undefined, file: string) => {
    if (!expression) return;
    for (const part of conjuncts(expression)) look(part, evaluation.condition(part), file);
  };
  const depends = (line: Pick<Depends, 'on' | 'condition'>, file: string) => {
    if (line.condition) look(line.on, evaluation.dependency(line), file);
    else each(line.on, file);
  };
  const blocks = [];
  for (let scope = definition.scope; scope; scope = scope.parent) blocks.push(scope);
  for (const { depends: lines, visible, file } of blocks.reverse()) {
    for (const line of lines) depends(line, file);
    for (const expression of visible) each(expression, file);
  }
  for (const property of definition.properties) {
    if (property.kind === 'depends') depends(property, definition.file);
  }
  each(prompt.condition, definition.file);
  return [...found.values()];
}

/** Those that raise a symbol now. */
export function activeRaisings(
  evaluation: Evaluation,
  raisings: readonly Raising[],
): readonly Raising[] {
  return raisings.filter((raising) => evaluation.raising(raising).low > 0);
}

/**
 * What is missing, in words: `CRASH_DUMP (=n), which needs KEXEC_CORE (=n)`. Symbols that a person
 * cannot set yet are followed to what they need, each once.
 */
export function inWords(evaluation: Evaluation, missing: readonly Requirement[]): string {
  const told = new Set<KconfigSymbol>();
  const parts = missing.flatMap((part) => one(evaluation, part, told, 0) ?? []);
  return joined(parts, parts.some((part) => part.includes(', ')) ? '; ' : ' and ');
}

const MOST_STEPS = 3;

/** Undefined: it was told already. */
function one(
  evaluation: Evaluation,
  { expression, text }: Pick<Requirement, 'expression' | 'text'>,
  told: Set<KconfigSymbol>,
  depth: number,
): string | undefined {
  const symbol =
    expression.kind === 'operand' && !expression.quoted
      ? evaluation.tree.symbols.get(expression.text)
      : undefined;
  if (!symbol) return withValues(evaluation, expression, text);
  if (told.has(symbol)) return undefined;
  told.add(symbol);
  const shown = `${symbol.name} (=${valueText(evaluation, symbol)})`;
  const because = depth < MOST_STEPS ? becauseOf(evaluation, symbol, told, depth) : undefined;
  return because === undefined ? shown : `${shown}, ${because}`;
}

/** Undefined: a person can simply set it, or what it needs was told already. */
function becauseOf(
  evaluation: Evaluation,
  symbol: KconfigSymbol,
  told: Set<KconfigSymbol>,
  depth: number,
): string | undefined {
  if (hasPrompt(symbol)) {
    const [way] = waysToSet(evaluation, symbol, 2);
    const missing = way ? failing(way) : [];
    const parts = missing.flatMap((part) => one(evaluation, part, told, depth + 1) ?? []);
    return parts.length === 0 ? undefined : `which needs ${joined(parts, ' and ')}`;
  }
  const selectors = [...new Set(symbol.selectedBy.map(({ by }) => by.symbol))];
  if (selectors.length > 0) {
    const names = selectors.slice(0, 3).map((by) => `${by.name} (=${valueText(evaluation, by)})`);
    const more = selectors.length > 3 ? ` or ${selectors.length - 3} others` : '';
    return `which is selected by ${names.join(' or ')}${more}`;
  }
  const given = firstDefault(symbol);
  if (!given) return 'which nothing turns on';
  return `which is ${withValues(evaluation, given, expressionText(given))}`;
}

/** Of many, the first ones. */
function joined(parts: readonly string[], by: string): string {
  const more = parts.length > MOST_PARTS ? [`${parts.length - MOST_PARTS + 1} more`] : [];
  return [...parts.slice(0, more.length > 0 ? MOST_PARTS - 1 : MOST_PARTS), ...more].join(by);
}

const MOST_PARTS = 6;

function firstDefault({ definitions }: KconfigSymbol): Expression | undefined {
  for (const { properties } of definitions) {
    for (const property of properties) if (property.kind === 'default') return property.value;
  }
  return undefined;
}

/** `A || B (A=n, B=n)` */
function withValues(evaluation: Evaluation, expression: Expression, text: string): string {
  const values = symbolsIn(evaluation, expression).map(
    (symbol) => `${symbol.name}=${valueText(evaluation, symbol)}`,
  );
  return values.length === 0 || values.length > 6 ? text : `${text} (${values.join(', ')})`;
}

/** The symbols that an expression names, each once. */
function symbolsIn(evaluation: Evaluation, expression: Expression): KconfigSymbol[] {
  const found = new Set<KconfigSymbol>();
  const visit = (part: Expression) => {
    switch (part.kind) {
      case 'operand': {
        const symbol = part.quoted ? undefined : evaluation.tree.symbols.get(part.text);
        if (symbol) found.add(symbol);
        break;
      }
      case 'compare':
        visit(part.left);
        visit(part.right);
        break;
      case 'not':
        visit(part.of);
        break;
      case 'and':
      case 'or':
        part.of.forEach(visit);
        break;
    }
  };
  visit(expression);
  return [...found];
}

/** `n`, `"a text"`, `unknown` */
export function valueText(evaluation: Evaluation, symbol: KconfigSymbol): string {
  const { tristate, text } = evaluation.value(symbol);
  if (symbol.type === 'bool' || symbol.type === 'tristate') return letter(tristate) ?? 'unknown';
  if (text === undefined) return 'unknown';
  return symbol.type === 'string' ? JSON.stringify(text) : text;
}
