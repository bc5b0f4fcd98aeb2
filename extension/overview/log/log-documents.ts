import type * as vscode from 'vscode';
import { displayText } from '../../../debug-adapter/protocol/display-text';
import { LOG_SCHEME } from '../../shared/ids';
import { FollowedDumps } from '../followed-dumps';
import { type KnownDumps, whyNoLog } from '../known-dumps';
import { shownLines, type ShownLine } from './log-text';
import { dumpOfLog } from './log-uri';

/** The logs of dumps as read-only documents that follow their dumps. */
export class LogDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly shown = new Map<string, readonly ShownLine[]>();
  private readonly followed = new FollowedDumps(LOG_SCHEME, (uri) => {
    this.shown.delete(uri.toString());
  });

  readonly onDidChange = this.followed.onDidChange;

  constructor(private readonly dumps: KnownDumps) {}

  dispose(): void {
    this.followed.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const dump = dumpOfLog(uri);
    if (!dump) return '';
    this.followed.follow(uri, dump);
    const known = await this.dumps.read(dump.fsPath);
    const lines = known.log.ok
      ? shownLines(known.log.log)
      : [{ text: displayText(whyNoLog(known) ?? '') }];
    this.shown.set(uri.toString(), lines);
    return `${lines.map(({ text }) => text).join('\n')}\n`;
  }

  /** What the records tell of each line of a document. */
  lines(uri: vscode.Uri): readonly ShownLine[] {
    return this.shown.get(uri.toString()) ?? [];
  }
}
