/** crash 8.0.2, Debian 12's, as a person meets it: what it shows all the same, and the one message. */
import * as assert from 'node:assert/strict';
import { resource } from '../support/environment.mjs';
import { eachNeedsTheOneBefore } from './support/each-needs-the-one-before';
import { makeFolder } from './support/folders';
import { nothingIsLeft } from './support/leftovers';
import { takeScreenshot } from './support/screenshots';
import { VariablesView } from './support/variables-view';
import { Workbench } from './support/workbench';

// One window and one session, as a person works in it.
describe('crash 8.0.2 on the sample', () => {
  eachNeedsTheOneBefore();
  let workbench: Workbench;

  before(async () => {
    const sample = ['vmcore', 'vmlinux', 'labcrash.ko', 'labcrash.c'];
    const folder = await makeFolder('crash 8.0.2', {
      fromSample: Object.fromEntries(sample.map((name) => [name, name])),
      launch: { vmcore: '${workspaceFolder}/vmcore', crashPath: resource('crash802') },
    });
    workbench = await Workbench.open(folder);
    await workbench.startWithF5();
  });

  after(async () => {
    await Workbench.closeOpen();
    await nothingIsLeft();
  });

  it('shows the true frames, on the line that crashed', async () => {
    await workbench.cursorOnLine(54);
    assert.equal(await workbench.openEditor(), 'labcrash.c');
    const { callStack } = workbench;
    await callStack.frame('lab_account [labcrash]').waitFor();
    const rows = await callStack.rows();
    const frames = rows.filter((row) => row.startsWith('Stack Frame lab_'));
    assert.deepEqual(frames, [
      'Stack Frame lab_account [labcrash], line 54, labcrash.c',
      'Stack Frame lab_dispatch [labcrash], line 66, labcrash.c',
      'Stack Frame lab_submit [labcrash], line 79, labcrash.c',
      'Stack Frame lab_write [labcrash], line 109, labcrash.c',
    ]);
  });

  it('is advised against once, with what it lacks and two buttons', async () => {
    const message = workbench.notification('crash 8.0.2');
    await message.waitFor();
    assert.equal(await message.count(), 1);
    const text = await message.locator('.notification-list-item-message').innerText();
    assert.match(text, /lists 3 of the 56 tasks of this dump/);
    const buttons = await message.locator('.monaco-button').allInnerTexts();
    assert.deepEqual(buttons, ['Get crash for This Dump…', 'Set crash Path']);
    const lines = await workbench.debugConsole.allLines();
    assert.equal(lines.filter((line) => /lists 3 of the 56 tasks/.test(line)).length, 1);
    await takeScreenshot(workbench.page, 'old-crash');
  });

  it('says which crash gives locals, and has the registers and the words of the stack', async () => {
    const { callStack, page } = workbench;
    const variables = new VariablesView(page);
    await variables.row('not known, value crash 8.0.6 or later shows locals').waitFor();
    await variables.open('Scope Registers');
    // As the log of the panic has them.
    await variables.inSight('RBX, value 0xffff9fce0018fdd0');
    await takeScreenshot(page, 'old-crash-registers');
    await callStack.frame('lab_write [labcrash]').click();
    await workbench.cursorOnLine(109);
    // Also where the text of the oops stood between the lines.
    await workbench.editor.line('lab_submit(&req, 3);').waitFor();
    await variables.open('Scope Stack');
    await variables.inSight('0xffff9fce0018fe38, value lab_done');
    await takeScreenshot(page, 'old-crash-stack-words');
  });

  it('leads to the setting by a button', async () => {
    const { page } = workbench;
    await workbench
      .notification('crash 8.0.2')
      .getByRole('button', { name: 'Set crash Path' })
      .click();
    await page
      .locator('.setting-item-label')
      .filter({ hasText: /^Crash Path$/ })
      .waitFor();
    await takeScreenshot(page, 'old-crash-setting');
    // The settings lie over the window and keep the keys to themselves.
    await page.keyboard.press('Escape');
    await page.locator('.settings-editor').waitFor({ state: 'hidden' });
    await workbench.stop();
  });
});
