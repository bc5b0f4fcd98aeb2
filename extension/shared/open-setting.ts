import * as vscode from 'vscode';
import { CONFIGURATION_SECTION, SETTINGS } from './ids';

/**
 * Opens a setting that names something on this machine, where it can be changed: in a window that is
 * connected to another machine (SSH, a container, a browser), not among the User settings.
 */
export async function openMachineSetting(name: keyof typeof SETTINGS): Promise<void> {
  const command =
    vscode.env.remoteName === undefined
      ? 'workbench.action.openSettings2'
      : 'workbench.action.openRemoteSettings';
  await vscode.commands.executeCommand(command, {
    query: `${CONFIGURATION_SECTION}.${SETTINGS[name]}`,
  });
}
