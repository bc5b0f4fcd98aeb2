import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, problems, uriOf } from './documents';

const TEXT = `menu "Crash features"

config DUMP
	bool "Keep a dump"
	help
	  It keeps
	  a dump.

endmenu
`;

describe('Kconfig files', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf('kconfig'), { recursive: true });
  });

  it('have an outline, folds, selections and colours', async () => {
    const { uri } = await open('kconfig/Kconfig', TEXT);
    const [menu] = await ask<vscode.DocumentSymbol[]>('executeDocumentSymbolProvider', uri);
    assert.equal(menu?.name, 'Crash features');
    assert.deepEqual(
      menu.children.map(({ name, detail, kind }) => [name, detail, kind]),
      [['DUMP', 'Keep a dump', vscode.SymbolKind.Boolean]],
    );
    const folds = await ask<vscode.FoldingRange[]>('executeFoldingRangeProvider', uri);
    const lines = folds.map(({ start, end }) => `${start}-${end}`);
    for (const expected of ['0-8', '2-6', '4-6']) assert.ok(lines.includes(expected), lines.join());
    const at = new vscode.Position(2, 9);
    const [selection] = await ask<vscode.SelectionRange[]>('executeSelectionRangeProvider', uri, [
      at,
    ]);
    const ranges: vscode.Range[] = [];
    // VS Code adds the line.
    for (let one = selection; one; one = one.parent) ranges.push(one.range);
    assert.ok(ranges.some((range) => range.isEqual(new vscode.Range(2, 0, 6, 10))));
    const tokens = await ask<vscode.SemanticTokens>('provideDocumentSemanticTokens', uri);
    assert.ok(tokens.data.length > 0 && tokens.data.length % 5 === 0);
  });

  it('are read again while somebody types, and say what is wrong in its line', async () => {
    const document = await open('kconfig/typed/Kconfig', TEXT);
    await problems(document, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(4, 0), '\tdepends on MEMORY &&\n');
    await vscode.workspace.applyEdit(edit);
    const [problem] = await problems(document, 1);
    assert.equal(problem?.source, 'Kconfig');
    assert.equal(problem.range.start.line, 4);
    const [menu] = await ask<vscode.DocumentSymbol[]>(
      'executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      menu?.children.map(({ name }) => name),
      ['DUMP'],
    );
    await vscode.commands.executeCommand('undo');
    await problems(document, 0);
  });
});

async function ask<T>(question: string, uri: vscode.Uri, ...rest: unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(`vscode.${question}`, uri, ...rest);
}
