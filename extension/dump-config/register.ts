import * as vscode from 'vscode';
import { COMMANDS, CONFIG_SCHEME } from '../shared/ids';
import { ConfigDocuments } from './config-documents';
import { openDumpConfig } from './open-dump-config';

/** Constructs and registers what leads from a dump to its kernel's configuration; nothing else. */
export function registerDumpConfig(): vscode.Disposable {
  const documents = new ConfigDocuments();
  return vscode.Disposable.from(
    documents,
    vscode.workspace.registerTextDocumentContentProvider(CONFIG_SCHEME, documents),
    vscode.commands.registerCommand(COMMANDS.openKernelConfig, (clicked?: unknown) =>
      openDumpConfig(clicked instanceof vscode.Uri ? clicked : undefined),
    ),
  );
}
