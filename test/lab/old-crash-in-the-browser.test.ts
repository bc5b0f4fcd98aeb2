/** A dump of 5,000 tasks with crash 8.0.2, which finds three of them, as a person meets it in VS Code. */
import assert from 'node:assert/strict';
import { makeFolder } from '../browser/support/folders';
import { nothingIsLeft } from '../browser/support/leftovers';
import { poll } from '../browser/support/poll';
import { takeScreenshot } from '../browser/support/screenshots';
import { Workbench } from '../browser/support/workbench';
import { resource } from '../support/environment.mjs';
import { ensureForm } from './dumps';

describe('5,000 tasks with crash 8.0.2, in a real VS Code', () => {
  afterEach(async () => {
    await Workbench.closeOpen();
    await nothingIsLeft();
  });

  it('are all in the Call Stack, counted in the one message', async () => {
    const { vmcore, vmlinux } = await ensureForm('6.1-5000');
    const launch = { vmcore, vmlinux, crashPath: resource('crash802') };
    const workbench = await Workbench.open(await makeFolder('5,000 tasks', { launch }));
    const { callStack, page } = workbench;
    await workbench.startWithF5();
    await callStack.frame('sysrq_handle_crash').waitFor();

    const message = workbench.notification('crash 8.0.2');
    await message.waitFor();
    assert.equal(await message.count(), 1);
    const text = await message.locator('.notification-list-item-message').innerText();
    assert.match(text, /lists 3 of the 50\d\d tasks of this dump\. The other 50\d\d were read/);
    await takeScreenshot(page, 'old-crash-5000');

    const lost = await poll(
      'threads without a stack',
      async () => {
        await callStack.scrollBy(600);
        return (await callStack.rows()).filter((row) => row.includes('· no stack'));
      },
      (rows) => rows.length > 3,
    );
    const [, name = ''] = /^Thread (.*? · \d+ )/.exec(lost[1] ?? '') ?? [];
    await callStack.toggleThread(new RegExp(name));
    await page.getByText('no stack: crash 8.0.2 does not find this task').first().waitFor();
    await takeScreenshot(page, 'old-crash-5000-lost');
    await workbench.stop();
  });
});
