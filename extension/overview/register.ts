import * as vscode from 'vscode';
import { DebugFiles } from '../../debug-adapter/vmlinux/debug-files';
import type { VersionDataFile } from '../lint/version-data';
import { COMMANDS, LANGUAGES, LOG_SCHEME, OVERVIEW_EDITOR } from '../shared/ids';
import { KnownDumps } from './known-dumps';
import { LevelColours } from './log/level-colours';
import { LogDocuments } from './log/log-documents';
import { EXPLAIN_ADDRESS, LogLinks } from './log/log-links';
import { LogOutline } from './log/log-outline';
import { openKernelLog } from './log/open-kernel-log';
import { openOverview, OverviewEditor } from './overview-editor';

/** Constructs and registers the overview of a dump and its log; nothing else. */
export function registerOverview(
  log: vscode.LogOutputChannel,
  versions: VersionDataFile,
): vscode.Disposable {
  const { commands, languages, window, workspace } = vscode;
  const dumps = new KnownDumps();
  const documents = new LogDocuments(dumps);
  const files = new DebugFiles();
  const links = new LogLinks(dumps, documents, files);
  const outline = new LogOutline();
  return vscode.Disposable.from(
    documents,
    new LevelColours(documents),
    { dispose: () => files.close() },
    window.registerCustomEditorProvider(
      OVERVIEW_EDITOR,
      new OverviewEditor({ dumps, versions, log }),
      { webviewOptions: { enableFindWidget: true }, supportsMultipleEditorsPerDocument: true },
    ),
    workspace.registerTextDocumentContentProvider(LOG_SCHEME, documents),
    languages.registerDocumentSymbolProvider(LANGUAGES.kernelLog, outline, { label: 'Kernel Log' }),
    languages.registerFoldingRangeProvider(LANGUAGES.kernelLog, outline),
    languages.registerDocumentLinkProvider(LANGUAGES.kernelLog, links),
    languages.registerHoverProvider(LANGUAGES.kernelLog, links),
    commands.registerCommand(COMMANDS.openOverview, (clicked?: unknown) =>
      openOverview(clicked instanceof vscode.Uri ? clicked : undefined),
    ),
    commands.registerCommand(COMMANDS.openKernelLog, (clicked?: unknown) =>
      openKernelLog(dumps, clicked instanceof vscode.Uri ? clicked : undefined),
    ),
    commands.registerCommand(EXPLAIN_ADDRESS, (uri: unknown, line: unknown, start: unknown) =>
      typeof uri === 'string' && typeof line === 'number' && typeof start === 'number'
        ? links.explain(vscode.Uri.parse(uri), line, start)
        : undefined,
    ),
  );
}
