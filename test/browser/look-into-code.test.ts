import assert from 'node:assert/strict';
import { eachNeedsTheOneBefore } from './support/each-needs-the-one-before';
import { chooseFromContextMenu } from './support/context-menu';
import { makeSampleFolder } from './support/folders';
import { nothingIsLeft } from './support/leftovers';
import { poll } from './support/poll';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

// One window and one session, as a person works in it.
describe('expressions, code and commands on the sample', () => {
  eachNeedsTheOneBefore();
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open(await makeSampleFolder('look-into-code'));
    await workbench.startWithF5();
    await workbench.cursorOnLine(54);
  });

  after(() => Workbench.closeOpen());

  const copied = (): Promise<string> =>
    workbench.page.evaluate<string>('navigator.clipboard.readText()');

  it('an expression in Watch shows its value', async () => {
    const { page } = workbench;
    const variable = page
      .locator('.debug-variables .monaco-list-row')
      .filter({ hasText: 'weight' });
    await chooseFromContextMenu(variable.first(), 'Add to Watch');
    const watched = page.locator('.debug-watch .monaco-list-row').filter({ hasText: 'weight' });
    await watched.filter({ hasText: '9' }).waitFor();
    await takeScreenshot(page, 'watch');
  });

  it('a variable in the source shows its value under the mouse', async () => {
    const { editor, page } = workbench;
    const value = await editor.debugHover('old + weight', 'weight');
    assert.equal((await value.innerText()).trim(), '9');
    await takeScreenshot(page, 'hover', true);
    const structure = await editor.debugHover('req->local.writes += weight', 'local');
    await structure.getByText('reads').waitFor();
    await takeScreenshot(page, 'hover-structure', true);
  });

  it('a watch on a page that makedumpfile left out says so', async () => {
    const { page } = workbench;
    const expression = '*(unsigned long *)0xffff9fce00c00000';
    await page.getByRole('button', { name: 'Watch Section' }).hover();
    await page.getByRole('button', { name: 'Add Expression' }).click();
    const box = page.locator('.debug-watch input');
    await box.fill(expression);
    await box.press('Enter');
    const watched = page.locator('.debug-watch .monaco-list-row').filter({ hasText: expression });
    await watched.filter({ hasText: '<excluded (makedumpfile -d 31)>' }).waitFor();
    await takeScreenshot(page, 'excluded');
  });

  it('the Disassembly view opens on the faulting instruction', async () => {
    await chooseFromContextMenu(workbench.callStack.frame('lab_account'), 'Open Disassembly View');
    const view = workbench.page.locator('.disassembly-view');
    await view
      .getByText(/mov\s+.*0x8\(%r/)
      .first()
      .waitFor();
    await takeScreenshot(workbench.page, 'disassembly');
  });

  it('a frame and a stack are copied as the kernel writes them', async () => {
    await chooseFromContextMenu(workbench.callStack.frame('lab_write'), 'Copy Frame as Text');
    await poll('the frame', copied, (text) => /^lab_write\+0x\w+\/0x\w+ \[labcrash\]/.test(text));
    await chooseFromContextMenu(workbench.callStack.frame('lab_write'), 'Copy Stack as Text');
    await poll('the stack', copied, (text) =>
      /^CPU: \d PID: 1 Comm: init[^]*vfs_write\+0x/.test(text),
    );
  });

  it('Switch to Task leads to the task that is typed', async () => {
    await workbench.commandThatAsks('Kernel Crash: Switch to Task…');
    await workbench.page.keyboard.type('lab-dstate');
    await workbench.answer('lab-dstate');
    await workbench.callStack.frame('schedule_timeout').waitFor();
    await takeScreenshot(workbench.page, 'switch-task');
  });

  it('a long command is cancelled in mid-flight, and the session goes on', async () => {
    const { page } = workbench;
    await page.getByRole('tab', { name: /^Debug Console/ }).click();
    await page.locator('.repl .repl-input-wrapper .monaco-editor').click();
    // Some twenty seconds for a few kilobytes.
    await page.keyboard.type('foreach task -R state,comm');
    await page.keyboard.press('Enter');
    const toast = workbench.notification('crash: foreach task');
    await toast.waitFor();
    await takeScreenshot(page, 'long-command');
    await toast.getByRole('button', { name: 'Cancel' }).click();
    await toast.waitFor({ state: 'hidden' });
    await workbench.debugConsole.run('eval 21 + 21', /decimal: 42/);
  });

  it('the answer of a command opens in an editor', async () => {
    await workbench.commandThatAsks('Kernel Crash: Run crash Command…');
    const box = workbench.page.getByPlaceholder('foreach bt');
    await box.fill('foreach bt');
    await box.press('Enter');
    await workbench.page.locator('.tab.active[data-resource-name="foreach bt.txt"]').waitFor();
    await takeScreenshot(workbench.page, 'command-output');
  });

  it('a real crash runs in a terminal', async () => {
    await workbench.command('Kernel Crash: Open crash Terminal');
    const terminal = workbench.page.locator('.terminal-wrapper.active');
    await terminal.waitFor();
    await workbench.page.waitForTimeout(6000);
    await takeScreenshot(workbench.page, 'terminal');
    await workbench.page.keyboard.type('quit\n');
    await terminal.waitFor({ state: 'hidden' });
  });

  it('Stop ends the session and leaves nothing behind', async () => {
    await workbench.stop();
    await nothingIsLeft();
  });
});
