import type { ConfigFile } from '../../config/config-file';
import type { Assignment, ConfigLine, Unset } from '../../config/config-line';
import { isTaken, quoted } from '../../config/value';

/** A line that gives a symbol a value, and the last one that does so, which counts. */
export interface Repetition {
  readonly line: Assignment | Unset;
  readonly last: Assignment | Unset;
  readonly isSame: boolean;
}

/** Two rules ask for the same. */
const remembered = new WeakMap<ConfigFile, readonly Repetition[]>();

/** All lines but the last with a value of their symbol; lines that the reader refuses are none. */
export function repeatedSymbols(config: ConfigFile): readonly Repetition[] {
  const known = remembered.get(config);
  if (known) return known;
  const found = config.lines.flatMap((line) => repetition(line, config) ?? []);
  remembered.set(config, found);
  return found;
}

function repetition(line: ConfigLine, config: ConfigFile): Repetition | undefined {
  if (line.kind !== 'assignment' && line.kind !== 'unset') return undefined;
  const last = config.line(line.symbol);
  if (!last || last === line || !isValue(line) || !isValue(last)) return undefined;
  return { line, last, isSame: meaning(line) === meaning(last) };
}

function isValue(line: Assignment | Unset): boolean {
  return line.kind === 'unset' || isTaken(line.value);
}

/** Values that are the same to the reader: of y, m and n it looks at the first letter. */
function meaning(line: Assignment | Unset): string {
  if (line.kind === 'unset') return 'n';
  const { value } = line;
  if (/^[ymn]/.test(value)) return value.charAt(0);
  const content = quoted(value);
  return content === undefined ? value : `"${content}"`;
}
