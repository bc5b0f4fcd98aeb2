/**
 * Values as the reader takes them: scripts/kconfig/confdata.c `conf_set_sym_val()` and symbol.c
 * `sym_string_valid()`, the same in Linux from 5.10 to 7.3.
 */
import type { KdumpSymbol } from '../symbols/kdump-symbol';

export type SymbolType = KdumpSymbol['type'];

/** Whether a symbol of this type takes what stands behind its equals sign; else it drops the line. */
export function takes(type: SymbolType, value: string): boolean {
  switch (type) {
    case 'bool':
      return value.startsWith('y') || value.startsWith('n');
    case 'tristate':
      return value.startsWith('y') || value.startsWith('n') || value.startsWith('m');
    case 'string':
      return quoted(value) !== undefined;
    case 'int':
      return /^-?(0|[1-9]\d*)$/.test(value);
    case 'hex':
      return /^(0[xX])?[\da-fA-F]+$/.test(value);
  }
}

/** Whether a symbol of any type takes it. */
export function isTaken(value: string): boolean {
  return (
    takes('tristate', value) || takes('string', value) || takes('int', value) || takes('hex', value)
  );
}

/**
 * The content of a quoted string without its quotes and backslashes; a backslash takes the character
 * after it as it is. What follows the closing quote is not looked at. Undefined: no quote in front
 * or none at the end.
 */
export function quoted(value: string): string | undefined {
  if (!value.startsWith('"')) return undefined;
  let content = '';
  let from = 1;
  for (let at = 1; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === '"') return content + value.slice(from, at);
    if (character !== '\\') continue;
    content += value.slice(from, at);
    from = ++at;
  }
  return undefined;
}
