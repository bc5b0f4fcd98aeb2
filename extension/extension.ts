import * as path from 'node:path';
import * as vscode from 'vscode';
import { GetCrash } from './crashtools/get-crash';
import { AdapterFactory } from './debug/adapter-factory';
import { openVmcore, start } from './debug/commands';
import {
  ConfigurationProvider,
  DynamicConfigurationProvider,
} from './debug/configuration-provider';
import { clearCaches } from './debug/clear-caches';
import { CommandOutput } from './debug/command-output';
import { cleanUpTerminals } from './debug/crash-terminal';
import { DapLog } from './debug/dap-log';
import { FailureMessages } from './debug/failure-messages';
import { LackMessages } from './debug/lack-messages';
import { findDumps, hasDumpAtTop } from './debug/find-dumps';
import { keepLineInSight } from './debug/reveal-line';
import { registerSessionCommands } from './debug/session-commands';
import { ShowCallStack } from './debug/show-call-stack';
import { startOnce } from './debug/start-once';
import { explainByConfig } from './dump-config/explain-failure';
import { registerDumpConfig } from './dump-config/register';
import { registerKconfigEditor } from './kconfig-editor/register';
import { Linter } from './lint/linter';
import { registerLint } from './lint/register';
import { VersionDataFile } from './lint/version-data';
import { registerOverview } from './overview/register';
import { DUMP_GLOB } from './shared/dump-files';
import { COMMANDS, CONTEXT_KEYS, DEBUG_TYPE } from './shared/ids';

/** Constructs and registers; nothing else. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Kernel Crash', { log: true });
  const { debug, commands } = vscode;
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${DUMP_GLOB}`, false, true, false);
  watcher.onDidCreate(() => void updateContextKeys());
  watcher.onDidDelete(() => void updateContextKeys());
  const versions = new VersionDataFile(log);
  const linter = new Linter(log, versions);
  const getCrash = new GetCrash(versions);
  const output = new CommandOutput();
  context.subscriptions.push(
    log,
    watcher,
    new FailureMessages(log, explainByConfig),
    new LackMessages(),
    versions,
    getCrash,
    linter,
    registerLint(versions, linter),
    registerKconfigEditor(
      log,
      {
        dist: path.join(context.extensionPath, 'dist'),
        cache: path.join(context.globalStorageUri.fsPath, 'kconfig'),
      },
      linter,
    ),
    registerOverview(log, versions),
    registerDumpConfig(),
    debug.registerDebugConfigurationProvider(DEBUG_TYPE, new ConfigurationProvider()),
    debug.registerDebugConfigurationProvider(
      DEBUG_TYPE,
      new DynamicConfigurationProvider(),
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    debug.registerDebugAdapterDescriptorFactory(
      DEBUG_TYPE,
      new AdapterFactory(context.extensionPath),
    ),
    debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, new DapLog(log)),
    debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, new ShowCallStack()),
    commands.registerCommand(COMMANDS.openVmcore, openVmcore),
    commands.registerCommand(COMMANDS.start, start),
    commands.registerCommand(COMMANDS.getCrash, (clicked?: unknown) =>
      getCrash.forDump(clicked instanceof vscode.Uri ? clicked : undefined),
    ),
    output,
    registerSessionCommands(output),
    cleanUpTerminals(),
    keepLineInSight(),
    commands.registerCommand(COMMANDS.showLog, () => log.show()),
    commands.registerCommand(COMMANDS.clearCaches, clearCaches),
  );
  void updateContextKeys();
  startOnce(log).catch((error: unknown) => log.error(String(error)));
}

async function updateContextKeys(): Promise<void> {
  // The search takes a moment; a dump at the top of a folder is seen at once.
  const hasDump = (await hasDumpAtTop()) || (await findDumps()).length > 0;
  await vscode.commands.executeCommand('setContext', CONTEXT_KEYS.workspaceHasDump, hasDump);
}
