import * as vscode from 'vscode';
import { LANGUAGES } from '../shared/ids';
import { rangeOf } from '../shared/ranges';
import type { SyntaxDocuments } from './syntax-documents';

/** After a keystroke: long enough to type on. */
const PAUSE_MS = 300;

/** What the Problems panel shows behind each message. */
const SOURCE = 'Kconfig';

/** Shows what Kconfig could not read of open Kconfig files. */
export class SyntaxDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly documents: SyntaxDocuments) {
    const { workspace } = vscode;
    this.subscriptions = [
      workspace.onDidOpenTextDocument((document) => this.schedule(document, 0)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.schedule(document, PAUSE_MS);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        clearTimeout(this.timers.get(uri.toString()));
        this.collection.delete(uri);
      }),
    ];
    for (const document of workspace.textDocuments) this.schedule(document, 0);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.collection.dispose();
  }

  private schedule(document: vscode.TextDocument, pause: number): void {
    if (document.languageId !== LANGUAGES.kconfig) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    const timer = setTimeout(() => {
      this.timers.delete(key);
      void this.show(document);
    }, pause);
    this.timers.set(key, timer);
  }

  private async show(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const syntax = await this.documents.syntax(document);
    if (!syntax || document.isClosed || document.version !== version) return;
    this.collection.set(
      document.uri,
      syntax.problems.map(({ span, message }) => {
        const diagnostic = new vscode.Diagnostic(rangeOf(span, document), message);
        diagnostic.source = SOURCE;
        return diagnostic;
      }),
    );
  }
}
