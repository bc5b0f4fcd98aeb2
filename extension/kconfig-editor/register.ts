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

/** Kconfig files and configurations. */
const NAMING = [LANGUAGES.kconfig, LANGUAGES.linuxConfig, LANGUAGES.buildrootConfig].flatMap(
  (language) => ['file', 'untitled', CONFIG_SCHEME].map((scheme) => ({ language, scheme })),
);

/** And C, where CONFIG_X stands in conditions. */
const ANY = [...NAMING, { language: 'c', scheme: 'file' }];

/** Constructs and registers what an editor offers in Kconfig files; nothing else. */
export function registerKconfigEditor(
  log: vscode.LogOutputChannel,
  /** The extension’s bundles and the WebAssembly. */
  dist: string,
  linter: Linter,
): vscode.Disposable {
  const { languages } = vscode;
  const trees = new Trees(dist, linter, log);
  const symbols = new SymbolFinder(trees, linter);
  const documents = new SyntaxDocuments(dist, log);
  const definitions = new SymbolDefinitions(symbols);
  const references = new SymbolReferences(symbols, linter);
  const files = { language: LANGUAGES.kconfig };
  return vscode.Disposable.from(
    documents,
    trees,
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
