import * as vscode from 'vscode';
import { pageOf, ruleIndex } from '../kconfig/rule-page';
import { RULES } from '../kconfig/rules/registry';
import { PAGE_SCHEME } from '../shared/ids';

/** Pages of our own, shown as previews of Markdown: those of the rules, and reports. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly reports = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.changed.event;

  dispose(): void {
    this.changed.dispose();
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    const name = /([^/]+)\.md$/.exec(path)?.[1] ?? '';
    return this.reports.get(path) ?? pageOf(name) ?? ruleIndex(RULES);
  }

  /** Shows a report; one of the same name that is open already is renewed. */
  async show(name: string, markdown: string): Promise<void> {
    const page = pageUri(`/${name}.md`);
    this.reports.set(page.path, markdown);
    this.changed.fire(page);
    await preview(page);
  }
}

/** Shows the page of a rule; asks for the rule when none is named. */
export async function explainRule(id?: unknown): Promise<void> {
  const chosen = typeof id === 'string' ? id : await pickRule();
  if (chosen !== undefined) await preview(pageUri(`/rules/${chosen}.md`));
}

function pageUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: PAGE_SCHEME, path });
}

async function preview(page: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

async function pickRule(): Promise<string | undefined> {
  const items = RULES.map(({ id, title, severity, offByDefault }) => ({
    label: id,
    description: title,
    detail: offByDefault ? 'off unless asked for' : severity,
  }));
  const picked = await vscode.window.showQuickPick(
    [{ label: 'All rules', description: 'as a table', detail: '' }, ...items],
    { title: 'Rules of the kdump lint', matchOnDescription: true },
  );
  return picked?.label === 'All rules' ? 'index' : picked?.label;
}
