import * as vscode from 'vscode';
import { CONFIGURATION_SECTION, SETTINGS } from './ids';

/** The crash programs that a person's settings name, the preferred one first. */
export function crashSettings(scope: vscode.Uri | undefined): string[] {
  const settings = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, scope);
  const all = [
    settings.get<string>(SETTINGS.crashPath, ''),
    ...settings.get<string[]>(SETTINGS.crashPaths, []),
  ];
  return all.map((path) => path.trim()).filter((path) => path !== '');
}
