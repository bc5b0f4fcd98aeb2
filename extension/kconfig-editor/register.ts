import * as vscode from 'vscode';
import { LANGUAGES } from '../shared/ids';
import {
  KconfigColours,
  KconfigFolding,
  KconfigSelections,
  LEGEND,
  OutlineProvider,
} from './structure-providers';
import { SyntaxDiagnostics } from './syntax-diagnostics';
import { SyntaxDocuments } from './syntax-documents';

/** Constructs and registers what an editor offers in Kconfig files; nothing else. */
export function registerKconfigEditor(
  log: vscode.LogOutputChannel,
  /** The extension’s bundles and the WebAssembly. */
  dist: string,
): vscode.Disposable {
  const { languages } = vscode;
  const documents = new SyntaxDocuments(dist, log);
  const files = { language: LANGUAGES.kconfig };
  return vscode.Disposable.from(
    documents,
    new SyntaxDiagnostics(documents),
    languages.registerDocumentSymbolProvider(files, new OutlineProvider(documents)),
    languages.registerFoldingRangeProvider(files, new KconfigFolding(documents)),
    languages.registerSelectionRangeProvider(files, new KconfigSelections(documents)),
    languages.registerDocumentSemanticTokensProvider(files, new KconfigColours(documents), LEGEND),
  );
}
