import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hover, open, until, uriOf, write } from './documents';

/** A kernel's tree, as far as anybody looks at it. */
const FILES = {
  'tree/Makefile': 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\nEXTRAVERSION =\n',
  'tree/Kconfig': `mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"

config MODULES
	bool "Modules"
	modules

source "crash/Kconfig"
`,
  'tree/crash/Kconfig': `config LOADER
	bool "Load a crash kernel"

config DUMP
	tristate "Keep a dump"
	depends on LOADER
	help
	  It keeps a dump.

config DUMP_LEVEL
	int "Level"
	depends on DUMP
`,
};

const CONFIG = '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_MODULES=y\nCONFIG_DUMP=m\n';

describe('Kconfig trees', () => {
  before(async () => {
    for (const [name, text] of Object.entries(FILES)) await write(name, text);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf('tree'), { recursive: true });
  });

  const ask = async <T>(question: string, ...rest: unknown[]): Promise<T> =>
    vscode.commands.executeCommand<T>(`vscode.${question}`, ...rest);

  const shown = ({ uri, range }: vscode.Location): string =>
    `${uri.path.slice(uriOf('').path.length + 1)}:${range.start.line + 1}:${range.start.character + 1}`;

  it('say in a hover what a symbol is, and what a configuration makes of it and why', async () => {
    const document = await open('tree/.config', CONFIG);
    await until('the hover', async () => (await hover(document, 2, 10)).includes('Keep a dump'));
    const text = await hover(document, 2, 10);
    assert.match(text, /`m` is written, olddefconfig makes it `n`\. It needs LOADER \(=n\)\./);
    assert.match(text, /It keeps a dump\./);
    assert.match(text, /`crash\/Kconfig`:4/);
  });

  it('mark what olddefconfig drops and what nobody defines, and mend the first at once', async () => {
    const document = await open(
      'tree/arch/x86/configs/c_defconfig',
      'CONFIG_MODULES=y\nCONFIG_DUMP=m\nCONFIG_NONE=y\n',
    );
    const rules = () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .map(
          ({ code, range }) => `${typeof code === 'object' ? code.value : ''} ${range.start.line}`,
        );
    await until(
      'both rules',
      () => ['CFG010 1', 'CFG009 2'].every((rule) => rules().includes(rule)),
      rules,
    );
    const actions = await ask<vscode.CodeAction[]>(
      'executeCodeActionProvider',
      document.uri,
      document.lineAt(1).range,
    );
    const edit = actions.find(({ title }) => title.includes('CONFIG_LOADER=y'))?.edit;
    assert.ok(edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /^CONFIG_LOADER=y$/m);
    await until('it gone', () => !rules().some((rule) => rule.startsWith('CFG010')), rules);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('lead to definitions and references, from configurations and Kconfig files', async () => {
    const config = await open('tree/.config', CONFIG);
    const at = new vscode.Position(2, 10);
    const defined = await ask<vscode.Location[]>('executeDefinitionProvider', config.uri, at);
    assert.deepEqual(defined.map(shown), ['tree/crash/Kconfig:4:8']);
    const file = await vscode.workspace.openTextDocument(uriOf('tree/crash/Kconfig'));
    const inFile = new vscode.Position(11, 13);
    const same = await ask<vscode.Location[]>('executeDefinitionProvider', file.uri, inFile);
    assert.deepEqual(same.map(shown), ['tree/crash/Kconfig:4:8']);
    const found = await ask<vscode.Location[]>('executeReferenceProvider', file.uri, inFile);
    const inTree = found.map(shown).filter((place) => !place.includes('c_defconfig'));
    assert.deepEqual(inTree.sort(), [
      'tree/.config:3:1',
      'tree/crash/Kconfig:12:13',
      'tree/crash/Kconfig:4:8',
    ]);
    const top = await vscode.workspace.openTextDocument(uriOf('tree/Kconfig'));
    const source = new vscode.Position(6, 12);
    const sourced = await ask<vscode.Location[]>('executeDefinitionProvider', top.uri, source);
    assert.deepEqual(sourced.map(shown), ['tree/crash/Kconfig:1:1']);
  });

  it('complete symbols and values', async () => {
    const config = await open('tree/b_defconfig', 'CONFIG_DU\nCONFIG_DUMP=\n');
    const complete = async (document: vscode.TextDocument, line: number, column: number) => {
      const { items } = await ask<vscode.CompletionList>(
        'executeCompletionItemProvider',
        document.uri,
        new vscode.Position(line, column),
      );
      return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    };
    const label = ({ label: one }: vscode.CompletionItem) =>
      typeof one === 'string' ? one : `${one.label} ${one.description ?? ''}`;
    await until('completions', async () => (await complete(config, 0, 9)).length > 0);
    const lines = await complete(config, 0, 9);
    assert.deepEqual(lines.map(label).sort(), ['CONFIG_DUMP tristate', 'CONFIG_DUMP_LEVEL int']);
    assert.equal(
      lines.find((item) => label(item).startsWith('CONFIG_DUMP '))?.detail,
      'Keep a dump',
    );
    assert.deepEqual((await complete(config, 1, 12)).map(label).sort(), ['m', 'n', 'y']);
    const file = await open('tree/new/Kconfig', 'config X\n\tbool\n\tdepends on MODULES && LO\n');
    assert.deepEqual((await complete(file, 2, 25)).map(label), ['LOADER bool']);
  });

  it('follow a Kconfig file that is edited and not saved', async () => {
    const config = await open('tree/.config', CONFIG);
    const file = await vscode.workspace.openTextDocument(uriOf('tree/crash/Kconfig'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file.uri, file.lineAt(5).range, '\tdepends on MODULES');
    await vscode.workspace.applyEdit(edit);
    await until('another value', async () => /Here: `m`\./.test(await hover(config, 2, 10)));
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('undo');
    let text = '';
    await until(
      'the old one',
      async () => /makes it `n`/.test((text = await hover(config, 2, 10))),
      () => text,
    );
  });

  it('are searched by name and prompt', async () => {
    await until('symbols', async () => {
      const found = await ask<vscode.SymbolInformation[]>(
        'executeWorkspaceSymbolProvider',
        'keep dump',
      );
      return found.some(({ name }) => name === 'CONFIG_DUMP');
    });
  });
});
