import { readConfig } from '../config/read-config';
import { type Evaluation, hasPrompt } from '../tree/evaluate/evaluation';
import { evaluateConfig } from '../tree/evaluate-config';
import {
  activeRaisings,
  failing,
  inWords,
  valueText,
  waysToSet,
} from '../tree/evaluate/requirements';
import { fromLetter } from '../tree/evaluate/tristate';
import type { KconfigSymbol } from '../tree/symbols/kconfig-tree';
import type { TreeKnowledge } from '../tree/tree-knowledge';

/** What the opened configuration makes of a symbol. */
export interface ValueHere {
  /** As written; undefined where no line names it. */
  readonly written: string | undefined;
  /** After `make olddefconfig`; undefined: not known. */
  readonly value: string | undefined;
  /** Why it is not what is written, or where it comes from: a sentence. */
  readonly why: string | undefined;
}

/** A configuration, evaluated for a tree as far as somebody asks. */
export interface OpenConfig {
  readonly evaluation: Evaluation;
  /** The value as written; `n` for "is not set"; undefined where no line names the symbol. */
  readonly written: (name: string) => string | undefined;
}

/**
 * @param prefix `CONFIG_`, or nothing for Buildroot
 * @param fileName its path: a defconfig says less than a complete configuration
 */
export function openConfig(
  tree: TreeKnowledge,
  { text, prefix, fileName }: { text: string; prefix: string; fileName: string },
): OpenConfig {
  const config = readConfig(text, prefix === '' ? '' : 'CONFIG_');
  return {
    evaluation: evaluateConfig(config, fileName, tree),
    written: (name) => config.written(name),
  };
}

/** What a configuration makes of a symbol, and why. */
export function valueHere({ evaluation, written }: OpenConfig, symbol: KconfigSymbol): ValueHere {
  const said = written(symbol.name);
  const shown = valueText(evaluation, symbol);
  const value = shown === 'unknown' ? undefined : shown;
  return { written: said, value, why: whyHere(evaluation, symbol, said, value) };
}

function whyHere(
  evaluation: Evaluation,
  symbol: KconfigSymbol,
  written: string | undefined,
  value: string | undefined,
): string | undefined {
  const wanted = fromLetter(written?.charAt(0) ?? '');
  const now = fromLetter(value ?? '');
  if (now !== undefined && now > (wanted ?? 0)) {
    const by = activeRaisings(evaluation, symbol.selectedBy).map(
      (raising) => raising.by.symbol.name,
    );
    if (by.length > 0) return `Selected by ${listed(by)}.`;
  }
  if (wanted !== undefined && now !== undefined && now < wanted) {
    if (!hasPrompt(symbol)) return 'It has no prompt: only other symbols and its defaults set it.';
    const [way] = waysToSet(evaluation, symbol, wanted);
    const missing = way ? failing(way) : [];
    if (missing.length === 0) return undefined;
    return `It needs ${inWords(evaluation, missing)}.`;
  }
  if (written === undefined && now === 0 && hasPrompt(symbol)) {
    const [way] = waysToSet(evaluation, symbol, 1);
    const missing = way ? failing(way) : [];
    if (missing.length > 0) {
      return `It would need ${inWords(evaluation, missing)}.`;
    }
  }
  return undefined;
}

function listed(names: readonly string[]): string {
  const own = [...new Set(names)];
  const rest = own.length > 5 ? ` and ${own.length - 5} more` : '';
  return own.slice(0, 5).join(', ') + rest;
}
