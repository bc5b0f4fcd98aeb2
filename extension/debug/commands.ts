import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../shared/ids';
import { configurationFor, pickVmcore } from './configuration-provider';
import { findDumps, openDumpFile } from './find-dumps';

/** Opens a dump as a debug session: the one that was right-clicked, or one that the person picks. */
export async function openVmcore(clicked?: vscode.Uri): Promise<void> {
  const dump = clicked ?? (await pickVmcore());
  if (dump) {
    await debug(dump);
  }
}

/**
 * F5 where a dump is open or lies in the workspace. Where the workspace has launch configurations,
 * F5 means those, as everywhere.
 */
export async function start(): Promise<void> {
  const configurations = vscode.workspace
    .getConfiguration('launch')
    .get<readonly unknown[]>('configurations', []);
  const open = openDumpFile();
  const dumps = open ? [open] : await findDumps();
  const [only] = dumps;
  if (configurations.length > 0 || !only) {
    await vscode.commands.executeCommand('workbench.action.debug.start');
  } else if (dumps.length === 1) {
    await debug(only);
  } else {
    // An empty configuration makes the provider ask which one.
    await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], {
      type: DEBUG_TYPE,
      request: 'launch',
      name: 'Open vmcore',
    });
  }
}

async function debug(dump: vscode.Uri): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(dump);
  await vscode.debug.startDebugging(folder, configurationFor(dump));
}
