import * as path from 'node:path';
import { describeSymbolOf } from '../kconfig/answers/describe-symbol';
import {
  definitionsOf,
  entryOf,
  referencesTo,
  searchSymbols,
  symbolsFrom,
} from '../kconfig/answers/find-symbols';
import { openConfig, type OpenConfig, valueHere } from '../kconfig/answers/value-here';
import { parseVersion } from '../kconfig/model/version';
import type { KconfigTree } from '../kconfig/tree/symbols/kconfig-tree';
import type { ConfigText, Question, Questions, TreeKey } from './protocol';
import type { TreeStore } from './tree-store';

/** What answers need besides the tree. */
interface Context {
  textOf(this: void, file: string): string | undefined;
  opened(this: void, config: ConfigText): OpenConfig;
}

type Answers = {
  readonly [Name in Question]: (
    tree: KconfigTree,
    argument: Questions[Name][0],
    context: Context,
  ) => Questions[Name][1];
};

const ANSWERS: Answers = {
  describe: (tree, { name, config }, { textOf, opened }) => {
    const description = describeSymbolOf(tree, name, textOf);
    const symbol = tree.symbols.get(name);
    if (!description || !symbol) return undefined;
    return { description, here: config && valueHere(opened(config), symbol) };
  },
  definitions: (tree, { name }) => definitionsOf(tree, name),
  references: (tree, { name }) => referencesTo(tree, name),
  search: (tree, { query, most }) => searchSymbols(tree, query, most),
  complete: (tree, { start, most }) => symbolsFrom(tree, start, most),
  symbol: (tree, { name }) => {
    const symbol = tree.symbols.get(name);
    return symbol && symbol.definitions.length > 0 ? entryOf(symbol) : undefined;
  },
  hasFile: (tree, { path: file }) => tree.files.has(file),
};

/** Answers one question about one tree. */
export function answer(
  store: TreeStore,
  key: TreeKey,
  question: Question,
  argument: unknown,
): unknown {
  const tree = store.tree(key);
  const kernel = key.version === undefined ? undefined : parseVersion(key.version);
  return ANSWERS[question](tree, argument as never, {
    textOf: (file) => store.files.text(path.join(key.root, file)),
    opened: ({ text, prefix, fileName }) => {
      return openConfig(tree, text, { prefix, fileName, kernel });
    },
  });
}
