import { describeSymbolOf } from '../kconfig/answers/describe-symbol';
import {
  definitionsOf,
  entryOf,
  referencesTo,
  searchSymbols,
  symbolsFrom,
} from '../kconfig/answers/find-symbols';
import { openConfig, valueHere } from '../kconfig/answers/value-here';
import { lint } from '../kconfig/engine';
import { requestInTree } from '../kconfig/tree/request-in-tree';
import type { TreeKnowledge } from '../kconfig/tree/tree-knowledge';
import type { Question, Questions, TreeKey } from './protocol';
import type { TreeStore } from './tree-store';

/** What is asked, and whom. */
interface Asked<Name extends Question> {
  readonly argument: Questions[Name][0];
  readonly known: TreeKnowledge;
  readonly key: TreeKey;
  readonly store: TreeStore;
}

type Answers = {
  readonly [Name in Question]: (asked: Asked<Name>) => Questions[Name][1];
};

const ANSWERS: Answers = {
  describe: ({ argument: { name, config }, known, key, store }) => {
    const textOf = (file: string) => store.text(key.root, file);
    const description = describeSymbolOf(known.tree, name, textOf);
    const symbol = known.tree.symbols.get(name);
    if (!description || !symbol) return undefined;
    return { description, here: config && valueHere(openConfig(known, config), symbol) };
  },
  definitions: ({ argument: { name }, known }) => definitionsOf(known.tree, name),
  references: ({ argument: { name }, known }) => referencesTo(known.tree, name),
  search: ({ argument: { query, most }, known }) => searchSymbols(known.tree, query, most),
  complete: ({ argument: { start, most }, known }) => symbolsFrom(known.tree, start, most),
  symbol: ({ argument: { name }, known }) => {
    const symbol = known.tree.symbols.get(name);
    return symbol && symbol.definitions.length > 0 ? entryOf(symbol) : undefined;
  },
  lint: ({ argument: { text, request }, key: { root }, store }) => {
    const treeFor = (arch: string) => store.tree({ root, arch });
    return lint(text, requestInTree(text, request, treeFor)).findings;
  },
};

/** Answers one question about one tree; undefined where no tree is. */
export function answer<Name extends Question>(
  store: TreeStore,
  key: TreeKey,
  question: Name,
  argument: Questions[Name][0],
): Questions[Name][1] | undefined {
  const known = store.tree(key);
  return known && ANSWERS[question]({ argument, known, key, store });
}
