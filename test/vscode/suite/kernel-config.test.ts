import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { folder } from './debugging';
import { hover, open, problems, sameUri, until, uriOf, write } from './documents';

const REDUCED = 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_REDUCED=y\n';

describe('the lint of kernel configurations', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf('lint'), { recursive: true });
  });

  it('finds out the language by name and by content', async () => {
    const languageAfter = async (name: string, text: string, expected: string): Promise<void> => {
      const { uri } = await open(name, text);
      const now = () => vscode.workspace.textDocuments.find((one) => sameUri(one.uri, uri));
      await until(`${name} as ${expected}`, () => now()?.languageId === expected);
    };
    await languageAfter('lint/a/.config', REDUCED, 'linux-config');
    await languageAfter(
      'lint/b/.config',
      'BR2_aarch64=y\nBR2_PACKAGE_KEXEC=y\n',
      'buildroot-config',
    );
    await languageAfter('lint/board_defconfig', REDUCED, 'linux-config');
    await languageAfter('lint/kdump.config', 'CONFIG_CRASH_DUMP=y\n', 'linux-config');
    await languageAfter('lint/Kconfig', 'config FOO\n\tbool "foo"\n', 'linux-kconfig');
    // Of another world.
    const { uri } = await open('lint/app.config', '<?xml version="1.0"?>\n<configuration/>\n');
    await delay(500);
    assert.equal((await vscode.workspace.openTextDocument(uri)).languageId, 'xml');
  });

  it('offers fixes, the preferred one first, and to turn the rule off', async () => {
    const document = await open('lint/fixes_defconfig', REDUCED);
    const [problem] = await problems(document, 1);
    assert.equal(problem?.source, 'kdump');
    const code = problem?.code;
    assert.ok(typeof code === 'object');
    assert.equal(code.value, 'SYS004');
    assert.match(code.target.toString(true), /^command:kernelCrash\.explainRule\?\["SYS004"\]$/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
    );
    const titles = actions.map(({ title }) => title);
    assert.deepEqual(titles.slice(0, 3), [
      'Unset CONFIG_DEBUG_INFO_REDUCED',
      'Turn SYS004 off in this file',
      'Turn SYS004 off in the settings',
    ]);
    assert.equal(actions[0]?.isPreferred, true);
    const silence = actions[1]?.edit;
    assert.ok(silence);
    await vscode.workspace.applyEdit(silence);
    assert.equal(document.getText(), `# kdump: off SYS004\n${REDUCED}`);
    await problems(document, 0);
  });

  it('mends all when a document is saved with source.fixAll', async () => {
    const document = await open('lint/all_defconfig', `${REDUCED}CONFIG_KEXEC = y\n`);
    await problems(document, 2);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, 0, 0),
      vscode.CodeActionKind.SourceFixAll.value,
    );
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Fix all kdump problems'],
    );
    const edit = actions[0]?.edit;
    assert.ok(edit);
    await vscode.workspace.applyEdit(edit);
    assert.equal(
      document.getText(),
      'CONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_REDUCED is not set\nCONFIG_KEXEC=y\n',
    );
  });

  it('says in hovers what a symbol and a crashkernel= mean', async () => {
    const text = 'CONFIG_CRASH_DUMP=y\nCONFIG_CMDLINE="quiet crashkernel=512M"\n';
    const document = await open('lint/hover_defconfig', text);
    await until('a hover', async () => /CONFIG_CRASH_DUMP/.test(await hover(document, 0, 9)));
    assert.match(await hover(document, 1, 30), /512 MiB/);
    assert.equal(await hover(document, 1, 18), '');
  });

  it('obeys the settings of a rule, of a role, and off', async () => {
    const document = await open('lint/settings_defconfig', REDUCED);
    await problems(document, 1);
    await set('rules', { SYS004: 'info' });
    await until('another severity', () => {
      const [problem] = vscode.languages.getDiagnostics(document.uri);
      return problem?.severity === vscode.DiagnosticSeverity.Information;
    });
    await set('rules', undefined);
    await set('roles', { 'lint/settings_*': 'capture' });
    await problems(document, 0);
    await set('roles', undefined);
    await problems(document, 1);
    await set('enabled', false);
    await problems(document, 0);
    await set('enabled', undefined);
    await problems(document, 1);
  });

  it('follows what is typed', async () => {
    const document = await open('lint/typed_defconfig', REDUCED);
    await problems(document, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(1).range, '# CONFIG_DEBUG_INFO_REDUCED is not set');
    await vscode.workspace.applyEdit(edit);
    await problems(document, 0);
    await vscode.commands.executeCommand('undo');
    await problems(document, 1);
  });

  it('takes version and architecture from the tree around a file', async () => {
    await write(
      'lint/tree/Makefile',
      'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\nEXTRAVERSION =\n',
    );
    await write('lint/tree/Kconfig', 'mainmenu "Linux"\n');
    const text = 'CONFIG_DEBUG_INFO=y\n';
    const inTree = await open('lint/tree/arch/arm64/configs/x_defconfig', text);
    const [problem] = await problems(inTree, 1);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    const alone = await open('lint/alone_defconfig', text);
    const [unsure] = await problems(alone, 1);
    assert.equal(unsure?.severity, vscode.DiagnosticSeverity.Information);
  });

  it('says of binary and of huge files that it does not look at them', async () => {
    const huge = await open('lint/huge_defconfig', 'CONFIG_KEXEC=y\n'.repeat(700_000));
    const [tooLarge] = await problems(huge, 1);
    assert.match(tooLarge?.message ?? '', /10\.5 million characters/);
  });

  it('shows pages of rules', async () => {
    const page = vscode.Uri.from({ scheme: 'kernel-crash', path: '/rules/SYS006.md' });
    assert.match((await vscode.workspace.openTextDocument(page)).getText(), /^# SYS006: /);
    const index = vscode.Uri.from({ scheme: 'kernel-crash', path: '/rules/index.md' });
    assert.match((await vscode.workspace.openTextDocument(index)).getText(), /CK010/);
  });

  it('checks the whole workspace, files that no editor shows', async () => {
    await write('lint/closed/capture.config', '# CONFIG_CRASH_DUMP is not set\n');
    void vscode.commands.executeCommand('kernelCrash.checkWorkspace');
    await until('problems of a closed file', () => {
      const found = vscode.languages.getDiagnostics(uriOf('lint/closed/capture.config'));
      return found.some(({ code }) => typeof code === 'object' && code.value === 'CAP001');
    });
  });
});

async function set(name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration('kernelCrash.lint', folder().uri);
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
}
