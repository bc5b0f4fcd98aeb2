import picomatch from 'picomatch';
import * as vscode from 'vscode';
import { parseRole } from '../kconfig/context/parse-settings';
import type { Role } from '../kconfig/model/role';
import { CONFIGURATION_SECTION, LINT_SETTINGS } from '../shared/ids';

/** The role that the setting `roles` gives a file: of several globs that match, the last. */
export function chosenRole(uri: vscode.Uri): Role | undefined {
  const matching = Object.entries(written(uri)).filter(([glob]) => matches(uri, glob));
  const role = matching.at(-1)?.[1];
  return typeof role === 'string' ? parseRole(role) : undefined;
}

/**
 * Writes the role of one file into the settings of its workspace folder, or of the person where it
 * lies in none. Undefined takes it out.
 */
export async function chooseRole(uri: vscode.Uri, role: Role | undefined): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const values = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, uri);
  const target = folder
    ? vscode.ConfigurationTarget.WorkspaceFolder
    : vscode.ConfigurationTarget.Global;
  const inspected = values.inspect<Record<string, unknown>>(LINT_SETTINGS.roles);
  const before = folder ? inspected?.workspaceFolderValue : inspected?.globalValue;
  const key = fileKey(uri);
  // Set anew, it is the last, which wins.
  const after = Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => name !== key));
  if (role) after[key] = role;
  const isEmpty = Object.keys(after).length === 0;
  await values.update(LINT_SETTINGS.roles, isEmpty ? undefined : after, target);
}

function written(uri: vscode.Uri): Record<string, unknown> {
  const values = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, uri);
  const roles: unknown = values.get(LINT_SETTINGS.roles);
  return typeof roles === 'object' && roles !== null ? { ...roles } : {};
}

/** How a file is named in the setting: from its workspace folder, else in full. */
function fileKey(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)
    ? vscode.workspace.asRelativePath(uri, false)
    : uri.path;
}

function matches(uri: vscode.Uri, glob: string): boolean {
  const key = fileKey(uri);
  return glob === key || picomatch.isMatch(key, glob, { dot: true });
}
