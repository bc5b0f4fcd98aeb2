import * as vscode from 'vscode';
import type { LintSettings } from '../kconfig/context/settings';
import { parseSettings } from '../kconfig/context/parse-settings';
import type { VersionData } from '../kconfig/versions/version-data';
import { CONFIG_SCHEME, CONFIGURATION_SECTION, LINT_SETTINGS } from '../shared/ids';
import { chosenRole } from './role-settings';

/** The settings that hold for one file, and what of them was not understood. */
export function lintSettings(
  uri: vscode.Uri,
  versionData: VersionData,
): { settings: LintSettings; problems: string[] } {
  const values = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, uri);
  const { settings, problems } = parseSettings({
    // What a dump is of has crashed: it was the system kernel.
    role:
      chosenRole(uri) ?? (uri.scheme === CONFIG_SCHEME ? 'system' : values.get(LINT_SETTINGS.role)),
    kernel: values.get(LINT_SETTINGS.kernelVersion),
    architecture: values.get(LINT_SETTINGS.architecture),
    rules: values.get(LINT_SETTINGS.rules),
    tools: values.get(LINT_SETTINGS.tools),
    distribution: values.get(LINT_SETTINGS.distribution),
    memory: values.get(LINT_SETTINGS.memory),
  });
  return { settings: { ...settings, versionData }, problems };
}

export function isLintEnabled(uri: vscode.Uri): boolean {
  const values = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, uri);
  return values.get(LINT_SETTINGS.enabled) !== false;
}
