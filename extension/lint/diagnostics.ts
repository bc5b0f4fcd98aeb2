import * as vscode from 'vscode';
import type { Finding, Severity } from '../kconfig/model/finding';
import { LineIndex } from '../kconfig/model/text';
import { COMMANDS } from '../shared/ids';
import { type Positioned, rangeOf } from '../shared/ranges';
import type { Linter } from './linter';
import { readText } from './read-surroundings';

/** What the Problems panel shows behind each message. */
export const SOURCE = 'kdump';

const SEVERITIES: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Shows the findings of open documents, and those of a check of the whole workspace. */
export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly subscriptions: vscode.Disposable[];

  /** Of a check of the whole workspace: their problems stay when an editor closes. */
  private readonly kept = new Set<string>();

  constructor(private readonly linter: Linter) {
    this.subscriptions = [
      linter.onDidLint((document) => {
        this.show(document, linter.result(document)?.findings ?? []);
      }),
      linter.onDidClose(({ uri }) => void this.afterClosing(uri)),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.collection.delete(uri);
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.collection.dispose();
  }

  /** Of a file that no editor may show. */
  showFile(uri: vscode.Uri, text: string, findings: readonly Finding[]): void {
    this.kept.add(uri.toString());
    const lines = new LineIndex(text);
    const position = (offset: number) => {
      const { line, column } = lines.position(offset);
      return new vscode.Position(line - 1, column - 1);
    };
    this.show({ uri, positionAt: position }, findings);
  }

  private async afterClosing(uri: vscode.Uri): Promise<void> {
    this.collection.delete(uri);
    const text = this.kept.has(uri.toString()) ? await readText(uri) : undefined;
    if (text === undefined) return;
    const { findings } = await this.linter.lookAtFile(uri, text);
    this.showFile(uri, text, findings);
  }

  private show(document: Positioned, findings: readonly Finding[]): void {
    this.collection.set(
      document.uri,
      findings.map((finding) => diagnosticOf(finding, document)),
    );
  }
}

function diagnosticOf(finding: Finding, document: Positioned): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(finding.span, document),
    finding.message,
    SEVERITIES[finding.severity],
  );
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: pageLink(finding.rule) };
  diagnostic.relatedInformation = finding.related.map(
    ({ span, message }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(document.uri, rangeOf(span, document)),
        message,
      ),
  );
  return diagnostic;
}

/** A link that opens the page of a rule. */
function pageLink(rule: string): vscode.Uri {
  const argument = encodeURIComponent(JSON.stringify([rule]));
  return vscode.Uri.parse(`command:${COMMANDS.explainRule}?${argument}`);
}
