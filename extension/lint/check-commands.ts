import * as vscode from 'vscode';
import { CANDIDATES_GLOB } from '../kconfig/context/classify';
import { counted } from '../kconfig/report/counted';
import { summarize } from '../kconfig/summary';
import type { Finding } from '../kconfig/model/finding';
import type { Diagnostics } from './diagnostics';
import type { Linter } from './linter';
import { fixAllEdit } from './quick-fixes';
import { readText, Workspaces } from './read-surroundings';

/** More files than any tree has; a home directory as a workspace is not walked to its end. */
const MOST_FILES = 5000;

const NO_CONFIG =
  'The kdump lint knows kernel, Buildroot and U-Boot configurations, GRUB and extlinux files, device trees, and shell scripts that call kexec. This document is none of them.';

/** Looks at the document in front, shows the Problems panel, says in a message how it stands. */
export async function checkConfig(linter: Linter): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) {
    void vscode.window.showInformationMessage('Open a kernel configuration first.');
    return;
  }
  const result = await linter.look(document);
  if (!result) {
    void vscode.window.showInformationMessage(NO_CONFIG);
    return;
  }
  if (result.findings.length > 0) await showProblems();
  const summary = summarize(result)?.text ?? countText(result.findings, 1);
  void vscode.window.showInformationMessage(summary);
}

/** Mends in the document in front all that can be mended, in one step of undo. */
export async function fixAll(linter: Linter): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const edit = document && (await fixAllEdit(document, linter));
  if (edit) await vscode.workspace.applyEdit(edit);
  else
    void vscode.window.showInformationMessage(
      'There is nothing that the kdump lint can mend here.',
    );
}

/** Looks at every configuration of the workspace. */
export async function checkWorkspace(linter: Linter, diagnostics: Diagnostics): Promise<void> {
  if (!vscode.workspace.workspaceFolders) {
    void vscode.window.showInformationMessage('Open a folder first.');
    return;
  }
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: 'Checking the workspace for kdump',
      cancellable: true,
    },
    async (progress, token) => {
      const found = await vscode.workspace.findFiles(CANDIDATES_GLOB, undefined, MOST_FILES, token);
      const workspaces = new Workspaces();
      const checked: { uri: vscode.Uri; findings: readonly Finding[] }[] = [];
      for (const [index, uri] of found.entries()) {
        if (token.isCancellationRequested) break;
        if (index % 20 === 0) {
          progress.report({
            message: `${index} of ${found.length} files`,
            increment: 2000 / found.length,
          });
        }
        const text = await readText(uri);
        const result =
          text === undefined ? undefined : await linter.lookAtFile(uri, text, workspaces);
        if (text === undefined || !result?.context) continue;
        checked.push({ uri, findings: result.findings });
        diagnostics.showFile(uri, text, result.findings);
      }
      return { checked, isWhole: !token.isCancellationRequested && found.length < MOST_FILES };
    },
  );
  const findings = outcome.checked.flatMap((file) => file.findings);
  const partly = outcome.isWhole ? '' : ' Not all files were looked at.';
  const message = `${countText(findings, outcome.checked.length)}${partly}`;
  if (findings.length === 0) void vscode.window.showInformationMessage(message);
  else await offerProblems(message);
}

async function offerProblems(message: string): Promise<void> {
  const show = 'Show Problems';
  if ((await vscode.window.showWarningMessage(message, show)) === show) await showProblems();
}

async function showProblems(): Promise<void> {
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}

/** `kdump: 2 errors, 1 warning, 3 remarks in 14 files.` */
function countText(findings: readonly Finding[], files: number): string {
  const count = (severities: readonly string[], noun: string) => {
    const number = findings.filter(({ severity }) => severities.includes(severity)).length;
    return number === 0 ? [] : [counted(number, noun)];
  };
  const parts = [
    ...count(['error'], 'error'),
    ...count(['warning'], 'warning'),
    ...count(['info', 'hint'], 'remark'),
  ];
  const what = parts.length === 0 ? 'no problem' : parts.join(', ');
  return `kdump: ${what} in ${counted(files, 'file')}.`;
}
