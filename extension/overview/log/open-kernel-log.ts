import * as vscode from 'vscode';
import { chooseDump } from '../../debug/configuration-provider';
import { findDumps, openDumpFile } from '../../debug/find-dumps';
import { type KnownDumps, whyNoLog } from '../known-dumps';
import { logUri } from './log-uri';
import { logStructure } from './log-structure';
import { linesOf } from './log-outline';

/** What led to it stays in sight. */
const LINES_ABOVE = 5;

/**
 * Opens the kernel log of a dump: of the one that was clicked or is open, else of one that the person
 * chooses. The eye falls on the last thing the kernel complained of.
 */
export async function openKernelLog(dumps: KnownDumps, clicked?: vscode.Uri): Promise<void> {
  const dump = clicked ?? openDumpFile() ?? (await chooseDump(await findDumps()));
  if (!dump) return;
  const problem = whyNoLog(await dumps.read(dump.fsPath));
  if (problem !== undefined) {
    await vscode.window.showWarningMessage(problem);
    return;
  }
  const document = await vscode.workspace.openTextDocument(logUri(dump));
  const lines = linesOf(document);
  const last = logStructure(lines).findLast(({ kind }) => kind !== 'boot' && kind !== 'trace');
  const at = document.lineAt(last?.first ?? Math.max(0, lines.length - 1)).range.start;
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  editor.selection = new vscode.Selection(at, at);
  const top = at.with({ line: Math.max(0, at.line - LINES_ABOVE) });
  editor.revealRange(new vscode.Range(top, top), vscode.TextEditorRevealType.AtTop);
}
