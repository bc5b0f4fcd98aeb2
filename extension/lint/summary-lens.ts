import * as vscode from 'vscode';
import { automaticFix } from '../kconfig/fix-all';
import { summarize } from '../kconfig/summary';
import { COMMANDS, CONFIGURATION_SECTION, LINT_SETTINGS } from '../shared/ids';
import type { Linter } from './linter';

/** Above the first line: how the file stands, and for which role. */
export class SummaryLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly linter: Linter) {
    this.subscription = linter.onDidLint(() => this.changed.fire());
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const values = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, document.uri);
    const result = this.linter.result(document);
    if (!result || values.get(LINT_SETTINGS.codeLens) === false) return [];
    const summary = summarize(result);
    if (!summary) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lenses = [
      new vscode.CodeLens(top, {
        title: summary.text,
        tooltip: `${summary.basis} A click shows the Problems panel.`,
        command: 'workbench.actions.view.problems',
      }),
    ];
    if (result.findings.some((finding) => automaticFix(finding))) {
      lenses.push(new vscode.CodeLens(top, { title: 'Fix all', command: COMMANDS.fixAll }));
    }
    return lenses;
  }
}
