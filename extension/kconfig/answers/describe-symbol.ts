import type { Definition, KconfigTree, Raising, Scope } from '../tree/symbols/kconfig-tree';
import type { Help } from '../tree/syntax/syntax';
import { type SymbolEntry, entryOf } from './find-symbols';

/** What a person wants to know of a symbol. */
export interface SymbolDescription extends SymbolEntry {
  readonly definitions: readonly DefinitionText[];
  readonly selectedBy: readonly RaisingText[];
  readonly impliedBy: readonly RaisingText[];
}

/** One entry of a Kconfig file, in its own words. */
export interface DefinitionText {
  readonly file: string;
  /** From one. */
  readonly line: number;
  /** The entry as it stands there, without its help text. */
  readonly source: string;
  /** The blocks around it that have a condition, the outermost first: `if X86`, `menu "…"`. */
  readonly within: readonly string[];
  /** Without indentation; undefined where there is none. */
  readonly help: string | undefined;
}

export interface RaisingText {
  readonly name: string;
  /** The line that says it, such as `select CRASH_RESERVE if ARCH_HAS_…`. */
  readonly line: string;
}

/** X86 selects 250 symbols. */
const MOST_LINES = 24;
/** Of a library that hundreds select. */
const MOST_RAISINGS = 200;

/**
 * Describes a symbol; undefined where nobody defines it.
 * @param textOf the text of a file of the tree
 */
export function describeSymbolOf(
  tree: KconfigTree,
  name: string,
  textOf: (file: string) => string | undefined,
): SymbolDescription | undefined {
  const symbol = tree.symbols.get(name);
  if (!symbol || symbol.definitions.length === 0) return undefined;
  const lines = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const known = lines.get(file) ?? (textOf(file) ?? '').split(/\r?\n/);
    lines.set(file, known);
    return known;
  };
  const raising = ({ by, property }: Raising): RaisingText => ({
    name: by.symbol.name,
    line: linesOf(by.file)[property.symbol.line - 1]?.trim() ?? '',
  });
  return {
    ...entryOf(symbol),
    definitions: symbol.definitions.map((definition) => textOfDefinition(definition, linesOf)),
    selectedBy: symbol.selectedBy.slice(0, MOST_RAISINGS).map(raising),
    impliedBy: symbol.impliedBy.slice(0, MOST_RAISINGS).map(raising),
  };
}

function textOfDefinition(
  { file, statement, scope }: Definition,
  linesOf: (file: string) => readonly string[],
): DefinitionText {
  const lines = linesOf(file);
  const help = statement.properties.find((property) => property.kind === 'help');
  const first = statement.place.line;
  const isHelp = (line: number): boolean =>
    help !== undefined && line >= help.place.line && line <= help.lastLine;
  const source: string[] = [];
  for (let line = first; line <= statement.lastLine; line++) {
    const text = lines[line - 1]?.trimEnd() ?? '';
    if (!isHelp(line) && text !== '') source.push(text);
  }
  const cut = source.length > MOST_LINES ? [...source.slice(0, MOST_LINES), '\t…'] : source;
  return {
    file,
    line: first,
    source: cut.join('\n'),
    within: scopesAround(scope, linesOf),
    help: help && helpText(help, lines),
  };
}

function scopesAround(
  scope: Scope | undefined,
  linesOf: (file: string) => readonly string[],
): string[] {
  const found: string[] = [];
  for (let at = scope; at; at = at.parent) {
    if (at.depends.length === 0 && at.visible.length === 0) continue;
    const { file, statement } = at;
    const own = linesOf(file)[statement.place.line - 1]?.trim() ?? '';
    const conditions =
      statement.kind === 'if'
        ? []
        : statement.properties.flatMap((property) =>
            property.kind === 'depends' || property.kind === 'visible'
              ? [linesOf(file)[property.place.line - 1]?.trim() ?? '']
              : [],
          );
    found.push([own, ...conditions].join(', '));
  }
  return found.reverse();
}

/** Without the indentation that its lines have in common. */
function helpText({ firstLine, lastLine }: Help, lines: readonly string[]): string {
  const own = lines.slice(firstLine - 1, lastLine).map((line) => expandTabs(line).trimEnd());
  const indents = own.filter((line) => line !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents, 1000);
  return own.map((line) => line.slice(indent)).join('\n');
}

function expandTabs(line: string): string {
  let result = '';
  for (const character of line) {
    result += character === '\t' ? ' '.repeat(8 - (result.length % 8)) : character;
  }
  return result;
}
