import * as vscode from 'vscode';
import type { Linter } from '../lint/linter';
import { CONFIG_SCHEME, LANGUAGES } from '../shared/ids';
import { KconfigCompletions } from './completions';
import {
  KconfigColours,
  KconfigFolding,
  KconfigSelections,
  LEGEND,
  OutlineProvider,
} from './structure-providers';
import { SymbolFinder } from './symbol-at';
import {
  SymbolDefinitions,
  SymbolHovers,
  SymbolReferences,
  WorkspaceSymbols,
} from './symbol-providers';
import { SyntaxDiagnostics } from './syntax-diagnostics';
import { SyntaxDocuments } from './syntax-documents';
import { Trees } from './trees';

/** While a Kconfig file is typed, configurations wait. */
const CALM_MS = 1000;

/** Kconfig files and configurations. */
const NAMING = [LANGUAGES.kconfig, LANGUAGES.linuxConfig, LANGUAGES.buildrootConfig].flatMap(
  (language) => ['file', 'untitled', CONFIG_SCHEME].map((scheme) => ({ language, scheme })),
);

/** And C, where CONFIG_X stands in conditions. */
const ANY = [...NAMING, { language: 'c', scheme: 'file' }];

/** Constructs and registers what an editor offers in Kconfig files; nothing else. */
export function registerKconfigEditor(
  log: vscode.LogOutputChannel,
  /** `dist`: the extension’s bundles and the WebAssembly; `cache`: what is kept of trees. */
  folders: { readonly dist: string; readonly cache: string },
  linter: Linter,
): vscode.Disposable {
  const { languages } = vscode;
  const trees = new Trees(folders, linter, log);
  const symbols = new SymbolFinder(trees, linter);
  const documents = new SyntaxDocuments(folders.dist, log);
  const definitions = new SymbolDefinitions(symbols);
  const references = new SymbolReferences(symbols, linter);
  const files = { language: LANGUAGES.kconfig };
  linter.useTrees(async (document, request) => {
    const tree = await trees.treeOf(document);
    return tree && trees.ask('lint', tree, { text: document.getText(), request });
  });
  let timer: NodeJS.Timeout | undefined;
  return vscode.Disposable.from(
    documents,
    trees,
    // Of many changes in a row it is told once.
    trees.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => linter.treesChanged(), CALM_MS);
    }),
    { dispose: () => clearTimeout(timer) },
    new SyntaxDiagnostics(documents),
    languages.registerDocumentSymbolProvider(files, new OutlineProvider(documents)),
    languages.registerFoldingRangeProvider(files, new KconfigFolding(documents)),
    languages.registerSelectionRangeProvider(files, new KconfigSelections(documents)),
    languages.registerDocumentSemanticTokensProvider(files, new KconfigColours(documents), LEGEND),
    languages.registerHoverProvider(ANY, new SymbolHovers(symbols, linter)),
    languages.registerDefinitionProvider(ANY, definitions),
    languages.registerReferenceProvider(NAMING, references),
    languages.registerCompletionItemProvider(
      NAMING,
      new KconfigCompletions(trees, linter),
      '_',
      '=',
    ),
    languages.registerWorkspaceSymbolProvider(new WorkspaceSymbols(trees)),
  );
}
