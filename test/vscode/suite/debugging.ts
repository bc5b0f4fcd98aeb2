import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** The one folder that is open. */
export function folder(): vscode.WorkspaceFolder {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first;
}

/** Starts a session, named or given as a configuration, that must come about. */
export async function startSession(
  configuration: string | vscode.DebugConfiguration,
): Promise<vscode.DebugSession> {
  const started = nextEvent(vscode.debug.onDidStartDebugSession);
  assert.equal(await vscode.debug.startDebugging(folder(), configuration), true);
  return started;
}

/** Ends a session and waits until VS Code says that it is over. */
export async function stopSession(session: vscode.DebugSession): Promise<void> {
  const terminated = nextEvent(vscode.debug.onDidTerminateDebugSession);
  await vscode.debug.stopDebugging(session);
  assert.equal((await terminated).id, session.id);
}

/** The frame that VS Code has focused, once it has. */
export async function focusedFrame(): Promise<vscode.DebugStackFrame> {
  for (;;) {
    const item = vscode.debug.activeStackItem;
    if (item instanceof vscode.DebugStackFrame) {
      return item;
    }
    await delay(50);
  }
}

function nextEvent<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      subscription.dispose();
      resolve(value);
    });
  });
}
