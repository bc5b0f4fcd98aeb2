import * as vscode from 'vscode';
import { watchFile } from '../overview/watch-file';
import { dumpOfConfig } from './config-uri';
import { findDumpConfig } from './find-dump-config';

/** Configurations that were taken out of dumps and kernels, as read-only documents. */
export class ConfigDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly subscription: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor() {
    this.subscription = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      this.forget(uri.toString());
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    for (const key of [...this.watchers.keys()]) this.forget(key);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const dump = dumpOfConfig(uri);
    if (!dump) return '';
    const key = uri.toString();
    if (!this.watchers.has(key)) {
      this.watchers.set(
        key,
        watchFile(dump.fsPath, () => this.changed.fire(uri)),
      );
    }
    const search = await findDumpConfig(dump.fsPath);
    return search.found?.text ?? `# ${search.found ? '' : search.why}\n`;
  }

  private forget(key: string): void {
    this.watchers.get(key)?.dispose();
    this.watchers.delete(key);
  }
}
