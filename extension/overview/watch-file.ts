import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';

/** A dump that is being written changes all the time: it is looked at no more often than this. */
const CALM_MS = 1000;

/**
 * Tells when a file of that name comes, changes or goes, in its folder, wherever that is; of changes
 * that follow one another quickly it tells a moment after the first.
 * @param isIt by name; the file itself when absent
 */
export function watchFile(
  path: string,
  tell: () => void,
  isIt = (name: string) => name === basename(path),
): vscode.Disposable {
  const folder = vscode.Uri.file(dirname(path));
  // Not the name itself: it may hold what a pattern takes for something else.
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  let timer: NodeJS.Timeout | undefined;
  const changed = (uri: vscode.Uri): void => {
    if (!isIt(basename(uri.fsPath))) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      tell();
    }, CALM_MS);
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
    { dispose: () => clearTimeout(timer) },
  );
}
