import * as vscode from 'vscode';
import type { Failure, FailureAction } from '../../debug-adapter/protocol/failure';
import { failureText } from '../../debug-adapter/protocol/failure';
import { COMMANDS, CONFIGURATION_SECTION, DEBUG_TYPE, SETTINGS } from '../shared/ids';
import { pickVmcore } from './configuration-provider';
import { pickVmlinux } from './pick-vmlinux';

const LABELS: Record<FailureAction, string> = {
  'pick-vmcore': 'Pick Dump…',
  'pick-vmlinux': 'Pick vmlinux…',
  'open-crash-path-setting': 'Set crash Path',
  'open-launch-json': 'Open launch.json',
  'get-crash': 'Get crash…',
  'show-log': 'Show Log',
  'use-vmlinux-anyway': 'Use It All the Same',
  retry: 'Try Again',
};

/** Shows the failures of sessions, with buttons that do what the remedy says. */
export class FailureMessages implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.subscription = vscode.debug.onDidReceiveDebugSessionCustomEvent((event) => {
      if (event.session.type === DEBUG_TYPE && event.event === 'kernelCrash/failure') {
        void this.show(event.session, event.body as Failure);
      }
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async show(session: vscode.DebugSession, failure: Failure): Promise<void> {
    this.log.error(failureText(failure));
    if (failure.output !== undefined && failure.output !== '') {
      this.log.info(`crash wrote:\n${failure.output}`);
    }
    if (failure.id === 'cancelled') {
      return;
    }
    const chosen = await vscode.window.showErrorMessage(
      failureText(failure),
      ...failure.actions.map((action) => LABELS[action]),
    );
    const action = failure.actions.find((candidate) => LABELS[candidate] === chosen);
    if (action) {
      await this.act(action, session, failure);
    }
  }

  private async act(
    action: FailureAction,
    session: vscode.DebugSession,
    { rescue }: Failure,
  ): Promise<void> {
    switch (action) {
      case 'pick-vmcore':
        return startWith(session, await pickedVmcore());
      case 'pick-vmlinux':
        return startWith(session, await pickVmlinux(String(session.configuration['vmcore'])));
      case 'use-vmlinux-anyway':
        return startWith(
          session,
          rescue === undefined ? undefined : { vmlinux: rescue, acceptVmlinux: true },
        );
      case 'open-crash-path-setting':
        await vscode.commands.executeCommand(
          'workbench.action.openSettings',
          `${CONFIGURATION_SECTION}.${SETTINGS.crashPath}`,
        );
        return;
      case 'open-launch-json':
        await vscode.commands.executeCommand('workbench.action.debug.configure');
        return;
      case 'get-crash':
        await vscode.commands.executeCommand(
          COMMANDS.getCrash,
          vscode.Uri.file(String(session.configuration['vmcore'])),
        );
        return;
      case 'show-log':
        this.log.show();
        return;
      case 'retry':
        await vscode.debug.startDebugging(session.workspaceFolder, session.configuration);
        return;
    }
  }
}

async function startWith(session: vscode.DebugSession, changed: object | undefined): Promise<void> {
  if (changed) {
    const configuration = { ...session.configuration, acceptVmlinux: false, ...changed };
    await vscode.debug.startDebugging(session.workspaceFolder, configuration);
  }
}

async function pickedVmcore(): Promise<object | undefined> {
  const file = await pickVmcore();
  return file && { vmcore: file.fsPath };
}
