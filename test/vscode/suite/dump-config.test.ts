import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { problems, until, uriOf, write } from './documents';

const CONFIG = `#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.1.176 Kernel Configuration
#
CONFIG_64BIT=y
CONFIG_X86_64=y
CONFIG_DEBUG_INFO_REDUCED=y
`;

describe('the kernel config of a dump', () => {
  const beside = 'config-6.1.176-tiny';

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf(beside));
  });

  it('opens where it lies beside the dump, named by its release', async () => {
    const uri = await write(beside, CONFIG);
    await vscode.commands.executeCommand('kernelCrash.openKernelConfig', uriOf('vmcore'));
    const editor = () => vscode.window.activeTextEditor;
    await until('the config', () => editor()?.document.uri.toString() === uri.toString());
    assert.equal(editor()?.document.languageId, 'linux-config');
    await until('its problems', () =>
      vscode.languages
        .getDiagnostics(uri)
        .some(({ code }) => typeof code === 'object' && code.value === 'SYS004'),
    );
  });

  it('says in words where none is found', async () => {
    const uri = uriOf('config of no-dump').with({ scheme: 'kernel-crash-config' });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /^# The configuration of this kernel was not found/);
    await problems(document, 0);
  });
});
