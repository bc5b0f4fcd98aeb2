import * as vscode from 'vscode';
import { DUMP_GLOB, looksLikeDump } from '../shared/dump-files';
import { OVERVIEW_EDITOR } from '../shared/ids';

/** Enough for a choice; a folder of thousands is not listed. */
const MOST = 20;

/** Dumps in a workspace folder, or in all of them: in its top folder and two below. */
export async function findDumps(folder?: vscode.WorkspaceFolder): Promise<vscode.Uri[]> {
  const folders = folder ? [folder] : (vscode.workspace.workspaceFolders ?? []);
  const found = await Promise.all(
    folders.flatMap((root) =>
      ['', '*/', '*/*/'].map((below) =>
        vscode.workspace.findFiles(
          new vscode.RelativePattern(root, `${below}${DUMP_GLOB}`),
          '**/node_modules/**',
          MOST,
        ),
      ),
    ),
  );
  return found
    .flat()
    .filter((uri) => looksLikeDump(uri.path))
    .sort((one, other) => one.path.length - other.path.length || one.path.localeCompare(other.path))
    .slice(0, MOST);
}

/** Whether a workspace folder itself holds a dump. */
export async function hasDumpAtTop(): Promise<boolean> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const entries = await Promise.all(
    folders.map(({ uri }) =>
      Promise.resolve(vscode.workspace.fs.readDirectory(uri)).catch(() => []),
    ),
  );
  return entries
    .flat()
    .some(([name, type]) => (type & vscode.FileType.File) !== 0 && looksLikeDump(name));
}

/** The dump that the active editor shows, whatever kind of editor it is. */
export function openDumpFile(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom && input.viewType === OVERVIEW_EDITOR) {
    return input.uri.scheme === 'file' ? input.uri : undefined;
  }
  const uri =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
      ? input.uri
      : vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' && looksLikeDump(uri.path) ? uri : undefined;
}
