import * as vscode from 'vscode';
import type { SymbolEntry } from '../kconfig/answers/find-symbols';
import type { Linter } from '../lint/linter';
import { LANGUAGES } from '../shared/ids';
import type { InTree } from './find-tree';
import type { Trees } from './trees';

/** More are found by typing on. */
const MOST = 200;

/** Places in a Kconfig file where the name of a symbol is wanted. */
const WANTS_SYMBOL =
  /^\s*(?:(?:depends\s+on|visible\s+if|if|select|imply|default|def_bool|def_tristate|range)\s[^#"]*?|[^#]*["\s]if\s[^#"]*?)(\w*)$/;

/** Names of symbols and their values, from the Kconfig files of the tree. */
export class KconfigCompletions implements vscode.CompletionItemProvider {
  constructor(
    private readonly trees: Trees,
    private readonly linter: Linter,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> {
    const before = document.lineAt(position).text.slice(0, position.character);
    const config = this.linter.result(document)?.config;
    const isKconfig = document.languageId === LANGUAGES.kconfig;
    if (!config && !isKconfig) return undefined;
    const tree = await this.trees.treeOf(document);
    if (!tree) return undefined;
    if (isKconfig) {
      const start = WANTS_SYMBOL.exec(before)?.[1];
      return start === undefined ? undefined : this.names(tree, start, position, token);
    }
    const value = /^(\w+)=(\w*)$/.exec(before);
    return value
      ? this.values(tree, value[1] ?? '', document.lineAt(position).range, position, token)
      : this.lines(tree, before, document.lineAt(position).range, token);
  }

  /** In an expression. */
  private async names(
    tree: InTree,
    start: string,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList> {
    const range = new vscode.Range(position.translate(0, -start.length), position);
    const entries = await this.entries(tree, start, token);
    const items = entries.map((entry) => ({ ...itemOf(entry, ''), range }));
    return new vscode.CompletionList(items, entries.length === MOST);
  }

  /** Whole lines of a configuration. */
  private async lines(
    tree: InTree,
    before: string,
    line: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> {
    const typed = /^(?:# )?(\w*)$/.exec(before)?.[1];
    if (typed === undefined) return undefined;
    const { prefix } = tree;
    const start = typed.startsWith(prefix) ? typed.slice(prefix.length) : '';
    // C, CO, CON … may still become CONFIG_; another word may not.
    if (!typed.startsWith(prefix) && !prefix.startsWith(typed)) return undefined;
    const entries = await this.entries(tree, start, token);
    const items = entries.map((entry) => {
      const item = itemOf(entry, prefix);
      item.range = line;
      item.filterText = before.startsWith('# ')
        ? `# ${prefix}${entry.name}`
        : `${prefix}${entry.name}`;
      item.insertText = lineFor(entry, prefix);
      return item;
    });
    return new vscode.CompletionList(items, entries.length === MOST);
  }

  private async values(
    tree: InTree,
    written: string,
    line: vscode.Range,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> {
    const { prefix } = tree;
    if (!written.startsWith(prefix)) return undefined;
    const name = written.slice(prefix.length);
    const entry = await this.trees.ask('symbol', tree, { name }, token);
    const values = entry?.type === 'bool' ? ['y'] : entry?.type === 'tristate' ? ['y', 'm'] : [];
    if (values.length === 0) return undefined;
    const items = values.map(
      (value) => new vscode.CompletionItem(value, vscode.CompletionItemKind.Value),
    );
    const unset = new vscode.CompletionItem('n', vscode.CompletionItemKind.Value);
    unset.detail = 'is not set';
    unset.insertText = `# ${written} is not set`;
    unset.filterText = line.isEmpty ? written : `${written}=n`;
    unset.range = new vscode.Range(line.start, position);
    return new vscode.CompletionList([...items, unset]);
  }

  private async entries(
    tree: InTree,
    start: string,
    token: vscode.CancellationToken,
  ): Promise<readonly SymbolEntry[]> {
    return (await this.trees.ask('complete', tree, { start, most: MOST }, token)) ?? [];
  }
}

function itemOf({ name, type, prompt }: SymbolEntry, prefix: string): vscode.CompletionItem {
  const label = { label: `${prefix}${name}`, description: type ?? '' };
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Variable);
  if (prompt !== undefined) item.detail = prompt;
  return item;
}

function lineFor({ name, type }: SymbolEntry, prefix: string): vscode.SnippetString {
  const value = { bool: 'y', tristate: '${1|y,m|}', string: '"$1"', int: '$1', hex: '0x$1' };
  return new vscode.SnippetString(`${prefix}${name}=${type ? value[type] : '$1'}`);
}
