import * as vscode from 'vscode';
import { LACKS_WITH_BUTTON, type SessionLack } from '../../debug-adapter/protocol/custom';
import { COMMANDS, DEBUG_TYPE } from '../shared/ids';
import { openMachineSetting } from '../shared/open-setting';

const GET_CRASH = 'Get crash for This Dump…';
const SET_PATH = 'Set crash Path';

/** Says once a session what a newer crash would show, with the way to one. */
export class LackMessages implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor() {
    this.subscription = vscode.debug.onDidReceiveDebugSessionCustomEvent((event) => {
      if (event.session.type === DEBUG_TYPE && event.event === 'kernelCrash/lack') {
        const lack = event.body as SessionLack;
        if (LACKS_WITH_BUTTON.has(lack.id)) {
          void show(event.session, lack);
        }
      }
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

async function show(session: vscode.DebugSession, { text }: SessionLack): Promise<void> {
  const chosen = await vscode.window.showWarningMessage(text, GET_CRASH, SET_PATH);
  if (chosen === GET_CRASH) {
    const { vmcore } = session.configuration as { readonly vmcore?: unknown };
    const dump = typeof vmcore === 'string' ? vscode.Uri.file(vmcore) : undefined;
    await vscode.commands.executeCommand(COMMANDS.getCrash, dump);
  } else if (chosen === SET_PATH) {
    await openMachineSetting('crashPath');
  }
}
