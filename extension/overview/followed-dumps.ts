import * as vscode from 'vscode';
import { watchFile } from './watch-file';

/** Documents made of dumps, of one scheme: while one is open, it is told when its dump changes. */
export class FollowedDumps implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly subscription: vscode.Disposable;

  /** The document that is to be made anew. */
  readonly onDidChange = this.changed.event;

  /** @param closed a document of the scheme is no longer open */
  constructor(scheme: string, closed: (document: vscode.Uri) => void = () => undefined) {
    this.subscription = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme !== scheme) return;
      this.forget(uri.toString());
      closed(uri);
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    for (const key of [...this.watchers.keys()]) this.forget(key);
  }

  follow(document: vscode.Uri, dump: vscode.Uri): void {
    const key = document.toString();
    if (this.watchers.has(key)) return;
    this.watchers.set(
      key,
      watchFile(dump.fsPath, () => this.changed.fire(document)),
    );
  }

  private forget(key: string): void {
    this.watchers.get(key)?.dispose();
    this.watchers.delete(key);
  }
}
