import * as vscode from 'vscode';
import type { LintResult } from '../kconfig/engine';
import { fixAll } from '../kconfig/fix-all';
import { minimalEdits } from '../kconfig/minimal-edits';
import type { Finding, Fix } from '../kconfig/model/finding';
import type { TextEdit } from '../kconfig/model/text';
import { CONFIGURATION_SECTION, LINT_SETTINGS } from '../shared/ids';
import { rangeOf } from '../shared/ranges';
import { SOURCE } from './diagnostics';
import type { Linter } from './linter';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('kernelCrash');

/** Offers what the rules know how to mend, and to silence a rule. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix, FIX_ALL];

  constructor(private readonly linter: Linter) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const result = this.linter.result(document);
    if (!result) return [];
    if (context.only?.contains(FIX_ALL)) {
      const edit = await fixAllEdit(document, this.linter);
      if (!edit) return [];
      const action = new vscode.CodeAction('Fix all kdump problems', FIX_ALL);
      action.edit = edit;
      return [action];
    }
    if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    return result.findings
      .filter(({ span }) => rangeOf(span, document).intersection(range) !== undefined)
      .flatMap((finding) => actionsOf(finding, result, document, context));
  }
}

/** The change that mends all that can be mended; undefined when nothing can. */
export async function fixAllEdit(
  document: vscode.TextDocument,
  linter: Linter,
): Promise<vscode.WorkspaceEdit | undefined> {
  const text = document.getText();
  const mended = fixAll(text, await linter.requestFor(document.uri, text));
  return mended.text === text
    ? undefined
    : workspaceEdit(document, minimalEdits(text, mended.text));
}

function actionsOf(
  finding: Finding,
  result: LintResult,
  document: vscode.TextDocument,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const range = rangeOf(finding.span, document);
  const own = diagnostics.filter(
    ({ source, code, range: other }) =>
      source === SOURCE &&
      typeof code === 'object' &&
      code.value === finding.rule &&
      other.isEqual(range),
  );
  const fixes = finding.fixes.map((fix) => fixAction(fix, document));
  const actions = [...fixes, ...silenceActions(finding, result, document)];
  for (const action of actions) action.diagnostics = own;
  return actions;
}

function fixAction(fix: Fix, document: vscode.TextDocument): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.isPreferred = fix.preferred;
  action.edit = workspaceEdit(document, fix.edits);
  return action;
}

/** A comment in the file, or a setting: Kconfig drops comments when it writes a file anew. */
function silenceActions(
  { rule }: Finding,
  { context }: LintResult,
  document: vscode.TextDocument,
): vscode.CodeAction[] {
  const kind = vscode.CodeActionKind.QuickFix;
  const inFile = new vscode.CodeAction(`Turn ${rule} off in this file`, kind);
  const directive = `kdump: off ${rule}`;
  const comment = context?.kind === 'device-tree' ? `/* ${directive} */` : `# ${directive}`;
  const firstLine = document.lineAt(0).text;
  const line = /^#!|^\/dts-v1\//.test(firstLine) ? 1 : 0;
  inFile.edit = new vscode.WorkspaceEdit();
  inFile.edit.insert(document.uri, new vscode.Position(line, 0), `${comment}\n`);
  const everywhere = new vscode.CodeAction(`Turn ${rule} off in the settings`, kind);
  everywhere.command = {
    command: TURN_RULE_OFF,
    title: everywhere.title,
    arguments: [document.uri, rule],
  };
  return [inFile, everywhere];
}

/** Not in the manifest: only the quick fix above runs it. */
export const TURN_RULE_OFF = 'kernelCrash.turnRuleOff';

/** Turns a rule off for the workspace, or for the person where none is open. */
export async function turnRuleOff(uri: vscode.Uri, rule: string): Promise<void> {
  const values = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, uri);
  const inspected = values.inspect<Record<string, unknown>>(LINT_SETTINGS.rules);
  const hasWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const before = hasWorkspace ? inspected?.workspaceValue : inspected?.globalValue;
  await values.update(
    LINT_SETTINGS.rules,
    { ...before, [rule]: 'off' },
    hasWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

function workspaceEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    edits.map(({ start, end, newText }) =>
      vscode.TextEdit.replace(rangeOf({ start, end }, document), newText),
    ),
  );
  return edit;
}
