import * as vscode from 'vscode';
import { chooseDump } from '../debug/configuration-provider';
import { findDumps, openDumpFile } from '../debug/find-dumps';
import { DEBUG_TYPE, LANGUAGES } from '../shared/ids';
import { configUri } from './config-uri';
import { findDumpConfig } from './find-dump-config';

/**
 * Opens the configuration of a dump's kernel: of the dump that was clicked or is open, of the session
 * that runs, else of one that the person chooses. What is a file of its own opens as that file.
 */
export async function openDumpConfig(clicked?: vscode.Uri): Promise<void> {
  const dump =
    clicked ?? openDumpFile() ?? dumpOfSession() ?? (await chooseDump(await findDumps()));
  if (dump) await showDumpConfig(dump);
}

/** @param line to go to, from zero */
export async function showDumpConfig(
  dump: vscode.Uri,
  vmlinux?: string,
  line?: number,
): Promise<void> {
  const search = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Looking for the kernel’s configuration' },
    () => findDumpConfig(dump.fsPath, vmlinux),
  );
  if (!search.found) {
    void vscode.window.showInformationMessage(search.why);
    return;
  }
  const { file, source } = search.found;
  const uri = file === undefined ? configUri(dump) : vscode.Uri.file(file);
  let document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId !== LANGUAGES.linuxConfig) {
    document = await vscode.languages.setTextDocumentLanguage(document, LANGUAGES.linuxConfig);
  }
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  vscode.window.setStatusBarMessage(`Kernel config: ${source}`, 10_000);
  if (line === undefined) return;
  const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
}

function dumpOfSession(): vscode.Uri | undefined {
  const session = vscode.debug.activeDebugSession;
  const vmcore: unknown =
    session?.type === DEBUG_TYPE ? session.configuration['vmcore'] : undefined;
  return typeof vmcore === 'string' ? vscode.Uri.file(vmcore) : undefined;
}
