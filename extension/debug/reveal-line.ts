import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../shared/ids';

/** By then VS Code has opened the frame's source and taken the exception's text away. */
const SETTLED_MS = 300;

/**
 * Keeps the line of a chosen frame in sight. VS Code scrolls to it while the exception's text still
 * stands between the lines, and then takes the text away: that of an oops is as long as an editor is
 * high, and the line is gone.
 */
export function keepLineInSight(): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const subscription = vscode.debug.onDidChangeActiveStackItem((item) => {
    clearTimeout(timer);
    if (item instanceof vscode.DebugStackFrame && item.session.type === DEBUG_TYPE) {
      timer = setTimeout(revealCursor, SETTLED_MS);
    }
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    subscription.dispose();
  });
}

/** Does nothing where it is in sight. */
function revealCursor(): void {
  const editor = vscode.window.activeTextEditor;
  editor?.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
