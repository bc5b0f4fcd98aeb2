import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { folder } from './debugging';
import { until } from './documents';

const ID = 'kernel-crash-debug.kernel-crash-debug';
const LOG_SCHEME = 'kernel-crash-log';

/** Name and line of source of every place in the sample's log; absent where the source is not here. */
const PLACES: readonly (readonly [string, number | undefined])[] = [
  ['lab_account+0xb/0x22 [labcrash]', 54],
  ['lab_dispatch+0x20/0x36 [labcrash]', 66],
  ['lab_submit.isra.0+0x20/0x36 [labcrash]', 79],
  ['lab_write+0xdc/0x12f [labcrash]', 109],
  ['lab_dispatch+0x36/0x36 [labcrash]', 70],
  ['proc_reg_write+0x61/0x73', undefined],
  ['vfs_write+0x9e/0x181', undefined],
  ['ksys_write+0x66/0x97', undefined],
  ['do_syscall_64+0x39/0x46', undefined],
  ['entry_SYSCALL_64_after_hwframe+0x4b/0xb5', undefined],
];

describe('the overview of a dump and its log', () => {
  let log: vscode.TextDocument;

  before(async () => {
    const text = await dmesg();
    await vscode.workspace.fs.writeFile(uriOf('vmcore-dmesg.txt'), new TextEncoder().encode(text));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf('vmcore-dmesg.txt'));
  });

  it('a dump opens in the editor of ours, a text beside it as a text', async () => {
    await vscode.commands.executeCommand('vscode.open', uriOf('vmcore'));
    const isOverview = (input: unknown) =>
      input instanceof vscode.TabInputCustom && input.viewType === 'kernelCrash.overview';
    await until('the overview in front', () => isOverview(activeInput()), activeInput);
    await vscode.commands.executeCommand('vscode.open', uriOf('vmcore-dmesg.txt'));
    const isText = () => activeInput() instanceof vscode.TabInputText;
    await until('the text in front', isText, activeInput);
  });

  it('the log is what makedumpfile writes, in a language of its own', async () => {
    await vscode.commands.executeCommand('kernelCrash.openKernelLog', uriOf('vmcore'));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    log = editor.document;
    assert.equal(log.uri.scheme, LOG_SCHEME);
    assert.equal(log.languageId, 'kernel-log');
    assert.equal(log.getText(), await dmesg());
    assert.equal(editor.selection.active.line, 232);
    const text = await vscode.workspace.openTextDocument(uriOf('vmcore-dmesg.txt'));
    assert.equal(text.languageId, 'kernel-log');
  });

  it('leads from every function to the line of its call', async () => {
    assert.deepEqual(await places(log.uri), PLACES);
  });

  it('does so in the text that kdump saved, by the dump beside it', async () => {
    assert.deepEqual(await places(uriOf('vmcore-dmesg.txt')), PLACES);
  });

  it('says in a hover which functions are inlined there, and the level of a message', async () => {
    const inlined = await hover(new vscode.Position(255, 40));
    assert.match(inlined, /pde_write[\s\S]*inode\.c:340[\s\S]*proc_reg_write[\s\S]*inode\.c:352/);
    const own = await hover(new vscode.Position(238, 40));
    assert.match(own, /instruction[\s\S]*lab_account[\s\S]*\[labcrash\.c:54\]\(file:.*#L54\)/);
    assert.equal(await hover(new vscode.Position(232, 3)), 'Level: alert (1), from the kernel');
    assert.equal(await hover(new vscode.Position(232, 40)), '');
  });

  it('has the oops and its call trace in the outline, and folded', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      log.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, range }) => [name, range.start.line, range.end.line]),
      [
        ['Boot of Linux 6.1.176-tiny', 0, 0],
        ['BUG: kernel NULL pointer dereference, address: 0000000000000008', 232, 270],
      ],
    );
    const [trace] = symbols[1]?.children ?? [];
    assert.equal(trace?.name, 'Call Trace');
    assert.equal(trace?.children.length, 9);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      log.uri,
    );
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [
        [232, 270],
        [249, 268],
      ],
    );
  });

  /** Every link with the line of labcrash.c that it leads to. */
  async function places(uri: vscode.Uri): Promise<(readonly [string, number | undefined])[]> {
    const document = await vscode.workspace.openTextDocument(uri);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      uri,
      1000,
    );
    return links
      .filter(({ range }) => document.getText(range).includes('+0x'))
      .map(({ range, target }) => {
        const name = document.getText(range);
        if (target?.scheme === 'command') return [name, undefined];
        assert.equal(path.basename(target?.path ?? ''), 'labcrash.c', name);
        return [name, Number(target?.fragment.replace('L', ''))];
      });
  }

  async function hover(position: vscode.Position): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      log.uri,
      position,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('\\', '');
  }
});

function dmesg(): Promise<string> {
  // The extension under test is the repository.
  const repository = vscode.extensions.getExtension(ID)?.extensionPath ?? '';
  return readFile(path.join(repository, 'test', 'dumps', 'x86_64-tiny', 'dmesg.txt'), 'utf8');
}

function uriOf(name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder().uri, name);
}

/** What the tab in front shows. */
function activeInput(): unknown {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.input;
}
