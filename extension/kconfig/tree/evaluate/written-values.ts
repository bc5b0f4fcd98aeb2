import type { ConfigFile } from '../../config/config-file';
import type { Assignment, Unset } from '../../config/config-line';
import { quoted, takes } from '../../config/value';
import type { KconfigTree } from '../symbols/kconfig-tree';
import type { SymbolType } from '../syntax/syntax';
import { fromLetter, type Tristate } from './tristate';

/** What a configuration asks of a symbol. */
export interface Written {
  readonly line: Assignment | Unset;
  /** Of a bool or tristate symbol. */
  readonly tristate: Tristate;
  /** Of the others; a string without its quotes. */
  readonly text: string;
  /** Later lines have a higher one: of a choice the last y wins. */
  readonly order: number;
  /** Of the last line that says y, even where a later one says n: old choices go by it. */
  readonly yesOrder?: number;
}

/**
 * The values that conf takes from a configuration, as conf_read_simple() of scripts/kconfig/confdata.c
 * does: by the types of the tree's symbols, the last line that has a fitting value.
 */
export function writtenValues(
  { lines }: Pick<ConfigFile, 'lines'>,
  tree: KconfigTree,
): ReadonlyMap<string, Written> {
  const values = new Map<string, Written>();
  for (const [order, line] of lines.entries()) {
    if (line.kind !== 'assignment' && line.kind !== 'unset') continue;
    const type = tree.symbols.get(line.symbol)?.type;
    const value = type && readValue(type, line);
    if (!value) continue;
    const yesOrder = value.tristate === 2 ? order : values.get(line.symbol)?.yesOrder;
    const said = yesOrder === undefined ? {} : { yesOrder };
    values.set(line.symbol, { line, order, ...said, ...value });
  }
  return values;
}

function readValue(
  type: SymbolType,
  line: Assignment | Unset,
): Pick<Written, 'tristate' | 'text'> | undefined {
  const isTristate = type === 'bool' || type === 'tristate';
  if (line.kind === 'unset') return isTristate ? { tristate: 0, text: '' } : undefined;
  if (!takes(type, line.value)) return undefined;
  if (isTristate) return { tristate: fromLetter(line.value.charAt(0)) ?? 0, text: '' };
  return { tristate: 0, text: (type === 'string' ? quoted(line.value) : line.value) ?? '' };
}
