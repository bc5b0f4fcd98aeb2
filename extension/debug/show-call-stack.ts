import * as vscode from 'vscode';

/**
 * Opens the Run and Debug view when the session stops. VS Code, by its default setting, does so only
 * on a breakpoint; a dump stops on an exception, and its stacks are what the session is for.
 */
export class ShowCallStack implements vscode.DebugAdapterTrackerFactory {
  createDebugAdapterTracker(): vscode.DebugAdapterTracker {
    return { onDidSendMessage: showWhenStopped };
  }
}

function showWhenStopped(message: { readonly type: string; readonly event?: string }): void {
  const openDebug = vscode.workspace.getConfiguration('debug').get<string>('openDebug');
  if (message.type === 'event' && message.event === 'stopped' && openDebug === 'openOnDebugBreak') {
    void vscode.commands.executeCommand('workbench.view.debug');
  }
}
