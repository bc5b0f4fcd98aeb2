import type { KconfigSymbol, KconfigTree, TreePlace } from '../tree/symbols/kconfig-tree';
import type { Property, SymbolType } from '../tree/syntax/syntax';
import { type Mention, mentionsIn } from './operands';

/** A symbol in a list. */
export interface SymbolEntry {
  readonly name: string;
  readonly type: SymbolType | undefined;
  readonly prompt: string | undefined;
  /** Of its first definition. */
  readonly place: TreePlace;
}

/** Where a symbol is defined: several times, in trees of Linux. */
export function definitionsOf(tree: KconfigTree, name: string): TreePlace[] {
  const symbol = tree.symbols.get(name);
  return symbol
    ? symbol.definitions.map(({ file, statement }) => placeOf(file, statement.name))
    : [];
}

export interface Reference {
  readonly place: TreePlace;
  readonly role: Mention['role'];
}

/** Wherever a name stands in the Kconfig files of a tree, definitions included. */
export function referencesTo(tree: KconfigTree, name: string): Reference[] {
  const found: Reference[] = [];
  for (const [path, file] of tree.files) {
    for (const { operand, role } of mentionsIn(file)) {
      if (operand.quoted || operand.text !== name) continue;
      found.push({ place: placeOf(path, operand), role });
    }
  }
  return found;
}

/**
 * Symbols whose names or prompts hold all the words of a query, those whose names begin with it first.
 * @param most no more than these
 */
export function searchSymbols(tree: KconfigTree, query: string, most: number): SymbolEntry[] {
  const words = query
    .toUpperCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const ranked: { rank: number; symbol: KconfigSymbol }[] = [];
  for (const symbol of tree.symbols.values()) {
    if (symbol.definitions.length === 0) continue;
    const { name } = symbol;
    const rank = rankOf(name, words, () => promptOf(symbol)?.toUpperCase() ?? '');
    if (rank !== undefined) ranked.push({ rank, symbol });
  }
  return ranked
    .sort((a, b) => a.rank - b.rank || (a.symbol.name < b.symbol.name ? -1 : 1))
    .slice(0, most)
    .map(({ symbol }) => entryOf(symbol));
}

function rankOf(name: string, words: readonly string[], prompt: () => string): number | undefined {
  if (words.length === 0) return 3;
  if (words.length === 1 && name === words[0]) return 0;
  if (words.length === 1 && name.startsWith(words[0] ?? '')) return 1;
  if (words.every((word) => name.includes(word))) return 2;
  return words.every((word) => name.includes(word) || prompt().includes(word)) ? 3 : undefined;
}

/** Symbols whose names begin so: for completion. */
export function symbolsFrom(tree: KconfigTree, start: string, most: number): SymbolEntry[] {
  const names: string[] = [];
  for (const [name, { definitions }] of tree.symbols) {
    if (definitions.length > 0 && name.startsWith(start)) names.push(name);
  }
  return names
    .sort()
    .slice(0, most)
    .flatMap((name) => {
      const symbol = tree.symbols.get(name);
      return symbol ? [entryOf(symbol)] : [];
    });
}

export function entryOf(symbol: KconfigSymbol): SymbolEntry {
  const { name, type, definitions } = symbol;
  const [first] = definitions;
  if (!first) throw new RangeError(`${name} is defined nowhere`);
  return { name, type, prompt: promptOf(symbol), place: placeOf(first.file, first.statement.name) };
}

/** The first one that it has. */
function promptOf({ definitions }: Pick<KconfigSymbol, 'definitions'>): string | undefined {
  for (const { properties } of definitions) {
    const prompt = properties.find((property: Property) => property.kind === 'prompt');
    if (prompt) return prompt.text.text;
  }
  return undefined;
}

function placeOf(
  file: string,
  { line, column, length }: Pick<TreePlace, 'line' | 'column' | 'length'>,
): TreePlace {
  return { file, line, column, length };
}
