import * as path from 'node:path';
import * as vscode from 'vscode';
import { crashSettings } from '../shared/crash-settings';
import { CONFIGURATION_SECTION, DEBUG_TYPE, LINT_SETTINGS, SETTINGS } from '../shared/ids';
import { findDumps, openDumpFile } from './find-dumps';

/** A launch configuration for one dump. */
export function configurationFor(dump: vscode.Uri): vscode.DebugConfiguration {
  const folder = vscode.workspace.getWorkspaceFolder(dump);
  const vmcore = folder
    ? path.join('${workspaceFolder}', path.relative(folder.uri.fsPath, dump.fsPath))
    : dump.fsPath;
  return { type: DEBUG_TYPE, request: 'launch', name: `Open ${path.basename(dump.path)}`, vmcore };
}

/**
 * Makes F5 work: with an empty configuration on the dump that is open or lies in the workspace, and
 * adds to every configuration what the person's settings say.
 */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  async provideDebugConfigurations(
    folder: vscode.WorkspaceFolder | undefined,
  ): Promise<vscode.DebugConfiguration[]> {
    const open = openDumpFile();
    const dumps = await findDumps(folder);
    const all = open ? [open, ...dumps.filter((dump) => dump.path !== open.path)] : dumps;
    return all.map(configurationFor);
  }

  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (!(await isTrusted())) {
      return undefined;
    }
    if (configuration.type && configuration.request && configuration['vmcore'] !== undefined) {
      return configuration;
    }
    const dump = openDumpFile() ?? (await chooseDump(await findDumps(folder)));
    return dump && { ...configurationFor(dump), ...definedOnly(configuration) };
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration {
    const settings = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, folder?.uri);
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    return {
      ...configuration,
      crashPaths: [...strings(configuration['crashPaths']), ...crashSettings(folder?.uri)],
      vmlinuxPaths: [
        ...strings(configuration['vmlinuxPaths']),
        ...settings.get<string[]>(SETTINGS.vmlinuxPaths, []),
      ],
      // Never from launch.json: a workspace does not decide whom this machine asks.
      debuginfodUrls: settings.get<string[]>(SETTINGS.debuginfodUrls, []),
      versionData: settings.get<string>(LINT_SETTINGS.versionData, '').trim() || undefined,
      modulePaths: [
        ...strings(configuration['modulePaths']),
        ...settings.get<string[]>(SETTINGS.modulePaths, []),
      ],
      sourceMap: {
        ...settings.get<Record<string, string>>(SETTINGS.sourceMap, {}),
        ...(configuration['sourceMap'] as Record<string, string> | undefined),
      },
      folders,
      indexCache: settings.get<boolean>(SETTINGS.indexCache, true),
      // Never from launch.json: a workspace does not decide what crash runs at its start.
      readCrashrc: settings.get<boolean>(SETTINGS.readCrashrc, false),
      allowShellEscapes: settings.get<boolean>(SETTINGS.allowShellEscapes, false),
      internalConsoleOptions: String(
        configuration['internalConsoleOptions'] ?? 'openOnSessionStart',
      ),
    };
  }
}

/** For the list of configurations that VS Code offers: one for each dump in the workspace. */
export class DynamicConfigurationProvider implements vscode.DebugConfigurationProvider {
  async provideDebugConfigurations(
    folder: vscode.WorkspaceFolder | undefined,
  ): Promise<vscode.DebugConfiguration[]> {
    return (await findDumps(folder)).map(configurationFor);
  }
}

async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  const manage = 'Manage Workspace Trust';
  const chosen = await vscode.window.showErrorMessage(
    'This workspace is not trusted, so crash is not started: a launch configuration names programs and files. Trust the workspace to open its dumps.',
    manage,
  );
  if (chosen === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

/** The dump of a few, or one that the person picks. */
export async function chooseDump(dumps: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  if (dumps.length === 1) {
    return dumps[0];
  }
  if (dumps.length === 0) {
    return pickVmcore();
  }
  const browse = { label: '$(folder-opened) Browse…', uri: undefined };
  const items = dumps.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const chosen = await vscode.window.showQuickPick([...items, browse], {
    title: 'Open Vmcore',
    placeHolder: 'Which dump?',
  });
  return chosen === browse ? pickVmcore() : chosen?.uri;
}

/** Lets the person pick a dump anywhere. */
export async function pickVmcore(): Promise<vscode.Uri | undefined> {
  return pickFile('Open Vmcore');
}

/** Lets the person pick one file of any name: dumps and namelists have no fixed ending. */
export async function pickFile(title: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: title,
    canSelectMany: false,
    ...(folder ? { defaultUri: folder } : {}),
  });
  return picked?.[0];
}

function definedOnly(configuration: vscode.DebugConfiguration): Partial<vscode.DebugConfiguration> {
  return Object.fromEntries(
    Object.entries(configuration).filter(([, value]) => value !== undefined && value !== ''),
  );
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
