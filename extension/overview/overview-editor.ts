import * as vscode from 'vscode';
import { chooseDump } from '../debug/configuration-provider';
import { findDumps } from '../debug/find-dumps';
import { OVERVIEW_EDITOR } from '../shared/ids';
import { html, type Html } from './page/html';
import { OverviewPanel, type OverviewTools } from './overview-panel';

/** Shows a dump file as a page that says what it is. */
export class OverviewEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(private readonly tools: OverviewTools) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    if (uri.scheme !== 'file') {
      panel.webview.html = notOnDisk(uri).html;
      return;
    }
    const page = new OverviewPanel(uri, panel, this.tools);
    panel.onDidDispose(() => page.dispose());
  }
}

/** Opens any file as a dump: the one that was clicked, else one that the person picks. */
export async function openOverview(clicked?: vscode.Uri): Promise<void> {
  const dump = clicked ?? (await chooseDump(await findDumps()));
  if (dump) await vscode.commands.executeCommand('vscode.openWith', dump, OVERVIEW_EDITOR);
}

/** Git shows an older version of a file so, for one. */
function notOnDisk({ path, scheme }: vscode.Uri): Html {
  return html`<p>
    ${path} is not a file on a disk here (it is “${scheme}:”), so it cannot be read as a dump.
  </p>`;
}
