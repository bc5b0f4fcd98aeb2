import { setSymbol, symbolLine } from '../config/edits';
import type { ConfigFile } from '../config/config-file';
import type { Assignment, Unset } from '../config/config-line';
import type { Fix } from '../model/finding';
import type { TextEdit } from '../model/text';
import { NEIGHBOURS } from './neighbours';

/**
 * A symbol and the value that it shall have; undefined: no line shall name it. A new line can take
 * the place of another symbol's.
 */
export type Setting = readonly [symbol: string, value: string | undefined, insteadOf?: string];

/**
 * The edits that give every symbol its value. New lines go where Kconfig would write them
 * (NEIGHBOURS), in the order of the settings; a line that is taken out makes room for a new one.
 */
export function editsOf(config: ConfigFile, settings: readonly Setting[]): TextEdit[] {
  const edits: TextEdit[] = [];
  /** New lines, by the offset that they are put in at. */
  const added = new Map<number, string>();
  for (const [symbol, value, insteadOf] of settings) {
    if (value === undefined) continue;
    const isReplacement = insteadOf !== undefined && config.line(insteadOf) !== undefined;
    const after = isReplacement ? [insteadOf] : NEIGHBOURS[symbol];
    const edit = setSymbol(config, symbol, value, after);
    if (edit.start !== edit.end) {
      if (config.text.slice(edit.start, edit.end) !== edit.newText) edits.push(edit);
    } else added.set(edit.start, (added.get(edit.start) ?? '') + edit.newText);
  }
  for (const line of linesToRemove(config, settings)) {
    const { start, end } = line.span;
    const instead = added.get(end);
    added.delete(end);
    edits.push(
      instead === undefined
        ? { start, end: endOfLine(config.text, end), newText: '' }
        : { start, end, newText: instead.replace(/^\r?\n/, '') },
    );
  }
  return [...edits, ...[...added].map(([at, newText]) => ({ start: at, end: at, newText }))];
}

/** A fix that gives symbols their values, named after them unless it has a title. */
export function fixBySettings(
  config: ConfigFile,
  settings: readonly Setting[],
  { title, preferred = true }: { title?: string; preferred?: boolean } = {},
): Fix {
  return { title: title ?? titleOf(config, settings), edits: editsOf(config, settings), preferred };
}

/** Such as `Set CONFIG_KEXEC=y and CONFIG_CRASH_DUMP=y, unset CONFIG_DEBUG_INFO_NONE`. */
function titleOf(config: ConfigFile, settings: readonly Setting[]): string {
  const changed = settings.filter(([symbol, value]) => config.written(symbol) !== value);
  const name = ([symbol]: Setting): string => `${config.prefix}${symbol}`;
  const parts = [
    ['set', changed.filter(([, value]) => value !== undefined && value !== 'n')],
    ['unset', changed.filter(([, value]) => value === 'n')],
    ['remove', changed.filter(([, value]) => value === undefined)],
  ] as const;
  const title = parts
    .filter(([, group]) => group.length > 0)
    .map(([verb, group]) => {
      const names = group.map((setting) =>
        verb === 'set' ? symbolLine(config, setting[0], setting[1] ?? '') : name(setting),
      );
      return `${verb} ${listed(names)}`;
    })
    .join(', ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[], word = 'and'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** All of a symbol's lines: were only the last one removed, an earlier one would count again. */
function linesToRemove(
  config: ConfigFile,
  settings: readonly Setting[],
): readonly (Assignment | Unset)[] {
  const symbols = new Set(
    settings.flatMap(([symbol, value]) => (value === undefined ? symbol : [])),
  );
  if (symbols.size === 0) return [];
  return config.lines.filter(
    (line): line is Assignment | Unset =>
      (line.kind === 'assignment' || line.kind === 'unset') && symbols.has(line.symbol),
  );
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}
