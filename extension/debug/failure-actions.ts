import * as vscode from 'vscode';
import type { Failure, FailureAction, LabelledAction } from '../../debug-adapter/protocol/failure';
import { COMMANDS, CONFIGURATION_SECTION } from '../shared/ids';
import { openMachineSetting } from '../shared/open-setting';
import { pickVmcore } from './configuration-provider';
import { pickVmlinux } from './pick-vmlinux';

const LABELS: Readonly<Record<Exclude<FailureAction, LabelledAction>, string>> = {
  'pick-vmcore': 'Pick Dump…',
  'pick-vmlinux': 'Pick vmlinux…',
  'open-crash-path-setting': 'Set crash Path',
  'open-launch-json': 'Open launch.json',
  'open-overview': 'Show Overview',
  'get-crash': 'Get crash…',
  'show-log': 'Show Log',
  'use-vmlinux-anyway': 'Use It All the Same',
  retry: 'Try Again',
};

/** What stands on the button. */
export function labelOf(action: FailureAction): string {
  return typeof action === 'string' ? LABELS[action] : action.label;
}

/** Does what a button says. */
export async function actOn(
  action: FailureAction,
  session: vscode.DebugSession,
  { rescue }: Failure,
  log: vscode.LogOutputChannel,
): Promise<void> {
  if (typeof action !== 'string') {
    return actOnLabelled(action, session);
  }
  switch (action) {
    case 'pick-vmcore':
      return startWith(session, await pickedVmcore());
    case 'pick-vmlinux':
      return startWith(session, await pickVmlinux(dumpOf(session).fsPath));
    case 'use-vmlinux-anyway':
      return startWith(
        session,
        rescue === undefined ? undefined : { vmlinux: rescue, acceptVmlinux: true },
      );
    case 'open-crash-path-setting':
      return openMachineSetting('crashPath');
    case 'open-launch-json':
      await vscode.commands.executeCommand('workbench.action.debug.configure');
      return;
    case 'open-overview':
      await vscode.commands.executeCommand(COMMANDS.openOverview, dumpOf(session));
      return;
    case 'get-crash':
      await vscode.commands.executeCommand(COMMANDS.getCrash, dumpOf(session));
      return;
    case 'show-log':
      log.show();
      return;
    case 'retry':
      return startWith(session, {});
  }
}

async function actOnLabelled(action: LabelledAction, session: vscode.DebugSession): Promise<void> {
  switch (action.do) {
    case 'retry-with':
      return startWith(session, action.attributes);
    case 'type-in-terminal': {
      // A newline would run it: whatever it holds, the person presses Enter.
      const terminal = vscode.window.createTerminal(action.label);
      terminal.show();
      terminal.sendText(action.command.replace(/[\x00-\x1f\x7f-\x9f]/g, ' '), false);
      return;
    }
    case 'run-command':
      if (action.command.startsWith(`${CONFIGURATION_SECTION}.`)) {
        await vscode.commands.executeCommand(action.command, ...action.arguments);
      }
      return;
  }
}

function dumpOf(session: vscode.DebugSession): vscode.Uri {
  return vscode.Uri.file(String(session.configuration['vmcore']));
}

async function pickedVmcore(): Promise<object | undefined> {
  const file = await pickVmcore();
  return file && { vmcore: file.fsPath };
}

/** Starts the session again; one that is still open ends first, two on one dump help nobody. */
async function startWith(session: vscode.DebugSession, changed: object | undefined): Promise<void> {
  if (changed) {
    await vscode.debug.stopDebugging(session);
    const configuration = { ...session.configuration, acceptVmlinux: false, ...changed };
    await vscode.debug.startDebugging(session.workspaceFolder, configuration);
  }
}
