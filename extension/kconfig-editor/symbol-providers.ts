import * as path from 'node:path';
import * as vscode from 'vscode';
import { symbolHover } from '../kconfig/answers/symbol-hover';
import type { SymbolEntry } from '../kconfig/answers/find-symbols';
import type { ConfigText } from '../kconfig-worker/protocol';
import type { Linter } from '../lint/linter';
import { LANGUAGES } from '../shared/ids';
import type { SymbolAt, SymbolFinder } from './symbol-at';
import { locationOf, type Trees } from './trees';

/** What a symbol is, by the Kconfig files, and what it is in the configuration that is open. */
export class SymbolHovers implements vscode.HoverProvider {
  constructor(
    private readonly symbols: SymbolFinder,
    private readonly linter: Linter,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const found = await this.symbols.at(document, position);
    if (!found) return undefined;
    const { name, range, tree } = found;
    const { trees } = this.symbols;
    const shown = this.configFor(document, tree.prefix);
    // The configuration tells for which architecture the tree is read.
    const own = shown && (await trees.treeOf(shown));
    const isSame = own?.key.root === tree.key.root;
    const config = shown && isSame ? configText(shown, tree.prefix) : undefined;
    const asked = own && isSame ? own : tree;
    const answer = await trees.ask('describe', asked, { name, config }, token);
    if (!answer) return undefined;
    const text = symbolHover(answer.description, answer.here, tree.prefix);
    return new vscode.Hover(new vscode.MarkdownString(text), range);
  }

  /** Of a Kconfig file: the configuration that is seen beside it. */
  private configFor(
    document: vscode.TextDocument,
    prefix: string,
  ): vscode.TextDocument | undefined {
    const documents = [
      document,
      ...vscode.window.visibleTextEditors.map((editor) => editor.document),
    ];
    return documents.find((one) => {
      const { config, context } = this.linter.result(one) ?? {};
      // Without its architecture nobody can tell what a kernel's configuration comes to.
      const isTold = context?.kind !== 'linux-config' || context.architecture !== undefined;
      return config?.prefix === prefix && isTold;
    });
  }
}

function configText(document: vscode.TextDocument, prefix: string): ConfigText {
  return { text: document.getText(), prefix, fileName: document.uri.path };
}

/** To the entry of a symbol, to the file that a `source` names. */
export class SymbolDefinitions implements vscode.DefinitionProvider {
  constructor(private readonly symbols: SymbolFinder) {}

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Definition | undefined> {
    const file = await this.sourcedFile(document, position);
    if (file) return file;
    const found = await this.symbols.at(document, position);
    if (!found) return undefined;
    const { name, tree } = found;
    const places = await this.symbols.trees.ask('definitions', tree, { name }, token);
    return places?.map((place) => locationOf(tree, place));
  }

  /** Paths with macros lead nowhere from here. */
  private async sourcedFile(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Location | undefined> {
    if (document.languageId !== LANGUAGES.kconfig) return undefined;
    const line = document.lineAt(position).text;
    const [, word = '', written = ''] = /^\s*([or]*source)\s+"?([^"\s]+)"?/.exec(line) ?? [];
    if (written === '') return undefined;
    const tree = await this.symbols.trees.treeOf(document);
    if (!tree) return undefined;
    const { root, arch } = tree.key;
    const source = arch === 'x86_64' || arch === 'i386' ? 'x86' : arch;
    const known = written.replaceAll('$(SRCARCH)', source).replaceAll('$(srctree)/', '');
    const isRelative = word.includes('rs');
    const folder = isRelative ? path.dirname(document.uri.fsPath) : root;
    const target = vscode.Uri.file(path.join(folder, known));
    const isFile = await Promise.resolve(vscode.workspace.fs.stat(target)).then(
      ({ type }) => (type & vscode.FileType.File) !== 0,
      () => false,
    );
    return isFile ? new vscode.Location(target, new vscode.Position(0, 0)) : undefined;
  }
}

/** Wherever the Kconfig files of a tree, and the configurations that are open, name a symbol. */
export class SymbolReferences implements vscode.ReferenceProvider {
  constructor(
    private readonly symbols: SymbolFinder,
    private readonly linter: Linter,
  ) {}

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[]> {
    const found = await this.symbols.at(document, position);
    if (!found) return [];
    const { name, tree } = found;
    const references = await this.symbols.trees.ask('references', tree, { name }, token);
    const inTree = (references ?? [])
      .filter(({ role }) => includeDeclaration || role !== 'definition')
      .map(({ place }) => locationOf(tree, place));
    return [...inTree, ...this.inConfigs(found)];
  }

  private inConfigs({ name, tree }: SymbolAt): vscode.Location[] {
    return vscode.workspace.textDocuments.flatMap((document) => {
      const config = this.linter.result(document)?.config;
      const line = config?.prefix === tree.prefix ? config.line(name) : undefined;
      if (!line) return [];
      const { start, end } = line.nameSpan;
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      return [new vscode.Location(document.uri, range)];
    });
  }
}

/** More are found by typing on. */
const MOST_SYMBOLS = 200;

/** Symbols of the trees that are open, by name and prompt. */
export class WorkspaceSymbols implements vscode.WorkspaceSymbolProvider {
  constructor(private readonly trees: Trees) {}

  async provideWorkspaceSymbols(
    query: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.SymbolInformation[]> {
    const wanted = query.replace(/^CONFIG_/i, '').trim();
    if (wanted === '') return [];
    const trees = await this.trees.ofWorkspace();
    const found = await Promise.all(
      trees.map(async (tree) => {
        const question = { query: wanted, most: MOST_SYMBOLS };
        const entries = await this.trees.ask('search', tree, question, token);
        return (entries ?? []).map(
          ({ name, type, prompt, place }) =>
            new vscode.SymbolInformation(
              `${tree.prefix}${name}`,
              kindOf(type),
              prompt ?? '',
              locationOf(tree, place),
            ),
        );
      }),
    );
    return found.flat();
  }
}

function kindOf(type: SymbolEntry['type']): vscode.SymbolKind {
  switch (type) {
    case 'bool':
      return vscode.SymbolKind.Boolean;
    case 'tristate':
      return vscode.SymbolKind.Enum;
    case 'int':
    case 'hex':
      return vscode.SymbolKind.Number;
    case 'string':
      return vscode.SymbolKind.String;
    default:
      return vscode.SymbolKind.Variable;
  }
}
