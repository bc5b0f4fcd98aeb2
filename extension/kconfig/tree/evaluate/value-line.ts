import type { KconfigSymbol } from '../symbols/kconfig-tree';
import type { Evaluation } from './evaluation';

/**
 * A symbol's value as it stands behind the equals sign of a configuration: `y`, `0x10`, `"text"`;
 * undefined: not known, or not there.
 */
export function valueLine(evaluation: Evaluation, symbol: KconfigSymbol): string | undefined {
  const { text } = evaluation.value(symbol);
  if (text === undefined || symbol.type === undefined) return undefined;
  if (symbol.type === 'string') return `"${text.replace(/["\\]/g, '\\$&')}"`;
  return text === '' ? undefined : text;
}
