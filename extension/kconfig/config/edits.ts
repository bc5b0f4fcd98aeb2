import type { Fix } from '../model/finding';
import type { TextEdit } from '../model/text';
import type { ConfigFile } from './config-file';
import type { ConfigLine } from './config-line';

/**
 * Gives a symbol a value: in its own line where it has one (be it one that the reader drops), else
 * in a new line after the last of the `after` symbols that is there, else at the end of the file.
 * @param value `y`, `m`, `n` (written "is not set"), or any other value as it stands after `=`
 */
export function setSymbol(
  config: ConfigFile,
  symbol: string,
  value: string,
  after: readonly string[] = [],
): TextEdit {
  const line = config.line(symbol) ?? config.lostLine(symbol);
  const newText = symbolLine(config, symbol, value);
  if (line) return { ...line.span, newText };
  const neighbours = after.flatMap((name) => config.line(name) ?? []);
  const neighbour = neighbours.sort((a, b) => b.number - a.number)[0];
  const at = neighbour?.span.end ?? config.text.trimEnd().length;
  const newline = lineEnd(config.text);
  return at === 0
    ? { start: 0, end: 0, newText: newText + newline }
    : { start: at, end: at, newText: newline + newText };
}

/** A symbol's line as Kconfig writes it. */
export function symbolLine(config: ConfigFile, symbol: string, value: string): string {
  const name = `${config.prefix}${symbol}`;
  return value === 'n' ? `# ${name} is not set` : `${name}=${value}`;
}

/** Takes a line out, its line end with it. */
export function removeLine(config: ConfigFile, line: ConfigLine): TextEdit {
  const { start, end } = line.span;
  const newline = config.text.indexOf('\n', end);
  return { start, end: newline < 0 ? config.text.length : newline + 1, newText: '' };
}

/** A fix that gives one symbol a value; fix-all takes it unless told otherwise. */
export function fixBySetting(
  config: ConfigFile,
  symbol: string,
  value: string,
  { after = [], preferred = true }: { after?: readonly string[]; preferred?: boolean } = {},
): Fix {
  return {
    title: `Set ${symbolLine(config, symbol, value)}`.replace(
      /^Set # (.*) is not set$/,
      'Unset $1',
    ),
    edits: [setSymbol(config, symbol, value, after)],
    preferred,
  };
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
