import type * as vscode from 'vscode';
import { FollowedDumps } from '../overview/followed-dumps';
import { CONFIG_SCHEME } from '../shared/ids';
import { dumpOfConfig } from './config-uri';
import { findDumpConfig } from './find-dump-config';

/** Configurations that were taken out of dumps and kernels, as read-only documents. */
export class ConfigDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly followed = new FollowedDumps(CONFIG_SCHEME);

  readonly onDidChange = this.followed.onDidChange;

  dispose(): void {
    this.followed.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const dump = dumpOfConfig(uri);
    if (!dump) return '';
    this.followed.follow(uri, dump);
    const search = await findDumpConfig(dump.fsPath);
    return search.found ? search.found.text : `# ${search.why}\n`;
  }
}
