import type { ConfigFile } from '../../config/config-file';
import type { Assignment, ConfigLine, Unset } from '../../config/config-line';
import { isTaken, quoted, takes, type SymbolType } from '../../config/value';
import type { FileKind } from '../../context/context';
import { kdumpSymbol } from '../../symbols/kdump-symbols';

/** A line that the reader drops for its value; that of "is not set" is n. */
export interface RefusedValue {
  readonly line: Assignment | Unset;
  readonly value: string;
  /** Known, or all but certain from the value. */
  readonly type: SymbolType;
  /** Nothing but the value tells the type. */
  readonly isGuess: boolean;
}

/** Two rules ask for the same. */
const remembered = new WeakMap<ConfigFile, readonly RefusedValue[]>();

/**
 * Lines whose value their symbol does not take. Of a symbol whose type is not known only those that
 * no type takes.
 * @param kind always the same for one configuration
 */
export function refusedValues(config: ConfigFile, kind: FileKind): readonly RefusedValue[] {
  const known = remembered.get(config);
  if (known) return known;
  const found = config.lines.flatMap((line) => refusedValue(line, kind) ?? []);
  remembered.set(config, found);
  return found;
}

function refusedValue(line: ConfigLine, kind: FileKind): RefusedValue | undefined {
  if (line.kind !== 'assignment' && line.kind !== 'unset') return undefined;
  const value = line.kind === 'unset' ? 'n' : line.value;
  const type = kdumpSymbol(line.symbol, kind)?.type;
  if (type !== undefined) {
    return isTakenAs(type, value, kind) ? undefined : { line, value, type, isGuess: false };
  }
  const guess = isPlain(value) ? undefined : guessedType(value, kind);
  return guess && { line, value, type: guess, isGuess: true };
}

/** `y`, `m` and `n`: what most lines of most files say. */
function isPlain(value: string): boolean {
  return value === 'y' || value === 'm' || value === 'n';
}

/** What a value that no type takes was meant for; undefined: some type takes it, or there is none. */
function guessedType(value: string, kind: FileKind): SymbolType | undefined {
  // Kconfig itself writes this for numbers that have no default.
  if (value === '') return undefined;
  if (isUBootString(value, kind) || isTaken(value)) return undefined;
  if (/^(?:[YMN]|true|false|on|off|enabled?|disabled?|yes|no|module)\s*$/i.test(value))
    return 'bool';
  if (/^-?\d+\s*$/.test(value)) return 'int';
  if (/^0x[\da-f]+\s*$/i.test(value)) return 'hex';
  return 'string';
}

/** U-Boot's reader has a rule of its own: a quote in front, a quote at the very end, all between. */
function isTakenAs(type: SymbolType, value: string, kind: FileKind): boolean {
  return type === 'string' && kind === 'u-boot-config'
    ? isUBootString(value, kind)
    : takes(type, value);
}

function isUBootString(value: string, kind: FileKind): boolean {
  return kind === 'u-boot-config' && /^"[^]*"$/.test(value) && value.length > 1;
}

/** A string without its quotes, as far as there are any. */
export function bareString(value: string): string {
  return quoted(value) ?? value.replace(/^"/, '').trimEnd();
}
