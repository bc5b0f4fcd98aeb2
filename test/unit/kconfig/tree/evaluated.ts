import { readConfig } from '../../../../extension/kconfig/config/read-config';
import { dialectOf } from '../../../../extension/kconfig/tree/evaluate/dialect';
import { Evaluation, type Input } from '../../../../extension/kconfig/tree/evaluate/evaluation';
import { writtenValues } from '../../../../extension/kconfig/tree/evaluate/written-values';
import type { KconfigTree } from '../../../../extension/kconfig/tree/symbols/kconfig-tree';
import { parseVersion } from '../../../../extension/kconfig/model/version';

/** What Kconfig of a kernel makes of a configuration. */
export function evaluated(
  tree: KconfigTree,
  config: string,
  version = '6.12',
  absent: Input['absent'] = 'default',
  facts?: string,
): Evaluation {
  const values = (text: string) => writtenValues(readConfig(text, 'CONFIG_'), tree);
  const dialect = dialectOf(parseVersion(version));
  return new Evaluation(tree, {
    written: values(config),
    absent,
    dialect,
    ...(facts !== undefined && { facts: values(facts) }),
  });
}

/** All values, as conf writes them: n is written by nobody; a text that is empty, by some. */
export function allValues(evaluation: Evaluation): Record<string, string> {
  const values: Record<string, string> = {};
  for (const symbol of evaluation.tree.symbols.values()) {
    if (symbol.isTransitional) continue;
    const text = evaluation.value(symbol).text ?? 'unknown';
    if (text !== 'n' && text !== '') values[symbol.name] = text;
  }
  return values;
}

/** The values in a configuration that conf wrote. */
export function writtenIn(tree: KconfigTree, config: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, { tristate, text }] of writtenValues(readConfig(config, 'CONFIG_'), tree)) {
    const type = tree.symbols.get(name)?.type;
    const value = type === 'bool' || type === 'tristate' ? 'nmy'.charAt(tristate) : text;
    if (value !== 'n' && value !== '') values[name] = value;
  }
  return values;
}
