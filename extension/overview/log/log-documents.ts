import * as vscode from 'vscode';
import { displayText } from '../../../debug-adapter/protocol/display-text';
import { LOG_SCHEME } from '../../shared/ids';
import { type KnownDumps, whyNoLog } from '../known-dumps';
import { watchFile } from '../watch-file';
import { shownLines, type ShownLine } from './log-text';
import { dumpOfLog } from './log-uri';

/** The logs of dumps as read-only documents that follow their dumps. */
export class LogDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly shown = new Map<string, readonly ShownLine[]>();
  private readonly subscription: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor(private readonly dumps: KnownDumps) {
    this.subscription = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === LOG_SCHEME) this.close(uri.toString());
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    for (const key of [...this.watchers.keys()]) this.close(key);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const dump = dumpOfLog(uri);
    if (!dump) return '';
    const key = uri.toString();
    if (!this.watchers.has(key)) {
      this.watchers.set(
        key,
        watchFile(dump.fsPath, () => this.changed.fire(uri)),
      );
    }
    const known = await this.dumps.read(dump.fsPath);
    const lines = known.log.ok
      ? shownLines(known.log.log)
      : [{ text: displayText(whyNoLog(known) ?? '') }];
    this.shown.set(key, lines);
    return `${lines.map(({ text }) => text).join('\n')}\n`;
  }

  /** What the records tell of each line of a document. */
  lines(uri: vscode.Uri): readonly ShownLine[] {
    return this.shown.get(uri.toString()) ?? [];
  }

  private close(key: string): void {
    this.watchers.get(key)?.dispose();
    this.watchers.delete(key);
    this.shown.delete(key);
  }
}
