/**
 * Looking inside a dump with 5,000 tasks in a real VS Code: a command that is cancelled while it runs,
 * long arrays and lists a part at a time, and the commands that ask for something.
 */
import assert from 'node:assert/strict';
import { eachNeedsTheOneBefore } from '../browser/support/each-needs-the-one-before';
import { makeFolder } from '../browser/support/folders';
import { nothingIsLeft } from '../browser/support/leftovers';
import { takeScreenshot } from '../browser/support/screenshots';
import { Workbench } from '../browser/support/workbench';
import { resource } from '../support/environment.mjs';
import { ensureForm } from './dumps';

const ARRAY = '*(unsigned long (*)[4096])&init_task';

describe('looking inside 6.1-5000 in a real VS Code', () => {
  eachNeedsTheOneBefore();
  let workbench: Workbench;

  before(async () => {
    const { vmcore, vmlinux } = await ensureForm('6.1-5000');
    const launch = { vmcore, vmlinux, crashPath: resource('crashNewest') };
    workbench = await Workbench.open(await makeFolder('look-inside', { launch }));
    await workbench.startWithF5();
  });

  after(() => Workbench.closeOpen());

  it('foreach bt of all tasks is cancelled in mid-flight, and work goes on', async () => {
    const { page, debugConsole } = workbench;
    await page.getByRole('tab', { name: /^Debug Console/ }).click();
    await page.locator('.repl .repl-input-wrapper .monaco-editor').click();
    await page.keyboard.type('foreach bt');
    await page.keyboard.press('Enter');
    const toast = workbench.notification('crash: foreach bt');
    await toast.waitFor();
    await takeScreenshot(page, 'foreach-bt-runs');
    await toast.getByRole('button', { name: 'Cancel' }).click();
    await toast.waitFor({ state: 'hidden' });
    await debugConsole.run('eval 21 + 21', /decimal: 42/);
    await takeScreenshot(page, 'foreach-bt-cancelled');
    const stacks = (await debugConsole.allLines()).filter((line) => /^PID: \d/.test(line)).length;
    console.log(`      ${stacks} stacks had come`);
    assert.ok(stacks < 5000, `${stacks} stacks`);
    await workbench.callStack.frame('sysrq_handle_crash').click();
  });

  it('an array of 4,096 elements is opened a part at a time', async () => {
    const { page } = workbench;
    await workbench.setSection('Variables', false);
    await workbench.setSection('Call Stack', false);
    await page.getByRole('button', { name: 'Watch Section' }).hover();
    await page.getByRole('button', { name: 'Add Expression' }).click();
    const box = page.locator('.debug-watch input');
    await box.fill(ARRAY);
    await box.press('Enter');
    await open('[4096]');
    await open('[2000..2099]');
    await row('[2001]').waitFor();
    await takeScreenshot(page, 'array-in-parts');
  });

  it('Go to Address… leads to code and to data', async () => {
    for (const [place, tab] of [
      ['init_task', 'rd -SS '],
      ['vfs_write+0x10', 'dis -l '],
    ]) {
      await workbench.commandThatAsks('Kernel Crash: Go to Address…');
      const box = workbench.page.getByPlaceholder(/vfs_write\+0x9e/);
      await box.fill(place ?? '');
      await box.press('Enter');
      await workbench.page.locator(`.tab.active[data-resource-name^="${tab}"]`).waitFor();
    }
    await workbench.page.getByText('<vfs_write+16>').first().waitFor();
    await takeScreenshot(workbench.page, 'go-to-code');
  });

  it('Load Symbols… says what it loaded', async () => {
    await workbench.commandThatAsks('Kernel Crash: Load Symbols…');
    await workbench.answers().first().waitFor();
    await takeScreenshot(workbench.page, 'load-symbols');
    await workbench.answer('All modules');
    const said = workbench.notification(/Debug info of \d.* loaded/);
    await said.waitFor({ timeout: 120_000 });
    console.log(`      ${await said.innerText()}`);
    await takeScreenshot(workbench.page, 'symbols-loaded');
  });

  it('Run crash Command… opens the whole answer in an editor', async () => {
    await workbench.commandThatAsks('Kernel Crash: Run crash Command…');
    const box = workbench.page.getByPlaceholder('foreach bt');
    await box.fill('ps');
    await box.press('Enter');
    await workbench.page.locator('.tab.active[data-resource-name="ps.txt"]').waitFor();
    await takeScreenshot(workbench.page, 'ps-in-an-editor');
  });

  it('Stop ends the session and leaves nothing behind', async () => {
    await workbench.stop();
    await nothingIsLeft();
  });

  const row = (text: string) =>
    workbench.page.locator('.debug-watch .monaco-list-row').filter({ hasText: text }).first();
  const open = async (text: string): Promise<void> => {
    for (let turn = 0; turn < 60 && !(await row(text).isVisible()); turn++) {
      await workbench.page.locator('.debug-watch').hover();
      await workbench.page.mouse.wheel(0, 120);
      await workbench.page.waitForTimeout(100);
    }
    await row(text).locator('.monaco-tl-twistie').click();
  };
});
