/** Dumps that crash does not open with all its commands, as a person meets them. */
import * as assert from 'node:assert/strict';
import { truncate, writeFile, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { resource } from '../support/environment.mjs';
import { makeFolder } from './support/folders';
import { nothingIsLeft } from './support/leftovers';
import { poll } from './support/poll';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

const MINUTE = 60_000;

describe('the ladder', () => {
  let workbench: Workbench;

  afterEach(async () => {
    await workbench.stop();
    await nothingIsLeft();
    await Workbench.closeOpen();
  });

  it('in crash’s minimal mode leads to the line that crashed, from the log alone', async () => {
    const folder = await makeFolder('minimal', {
      fromSample: {
        vmcore: 'vmcore',
        vmlinux: 'vmlinux',
        'labcrash.ko': 'labcrash.ko',
        'labcrash.c': 'labcrash.c',
      },
      launch: { vmcore: '${workspaceFolder}/vmcore', minimal: 'always' },
    });
    workbench = await Workbench.open(folder);
    await workbench.startWithF5();
    await workbench.callStack.frame('lab_account [labcrash]').waitFor();
    await workbench.cursorOnLine(54);
    assert.equal(await workbench.openEditor(), 'labcrash.c');
    await takeScreenshot(workbench.page, 'ladder-minimal');
  });

  it('without a vmlinux shows the stack of the log, with buttons that help', async () => {
    const folder = await makeFolder('no vmlinux', {
      fromSample: { vmcore: 'vmcore' },
      launch: { vmcore: '${workspaceFolder}/vmcore' },
    });
    workbench = await Workbench.open(folder);
    await workbench.page.keyboard.press('F5');
    const message = workbench.notification('The vmlinux of this dump was not found');
    await message.waitFor({ timeout: MINUTE });
    await message.getByRole('button', { name: 'Pick vmlinux…' }).waitFor();
    await workbench.callStack.frame('lab_account [labcrash]').waitFor();
    // No line is known: a text of our own stands in for the source, and tells why.
    await workbench.cursorOnLine(1);
    assert.equal(await workbench.openEditor(), 'lab_account');
    await workbench.page.locator('.view-line').filter({ hasText: '==> lab_account' }).waitFor();
    await takeScreenshot(workbench.page, 'ladder-no-vmlinux');
  });

  it('of a dump cut in half says how much is missing', async () => {
    const folder = await makeFolder('cut', {
      fromSample: { vmlinux: 'vmlinux' },
      launch: { vmcore: '${workspaceFolder}/vmcore' },
    });
    const vmcore = path.join(folder, 'vmcore');
    await writeFile(vmcore, await readFile(path.join(resource('sample'), 'vmcore')));
    await truncate(vmcore, 9_904_804);
    workbench = await Workbench.open(folder);
    await workbench.page.keyboard.press('F5');
    const message = workbench.notification('The dump is cut off: its end is missing.');
    await message.waitFor({ timeout: MINUTE });
    await message.getByRole('button', { name: 'Show Overview' }).waitFor();
    assert.equal(await workbench.notification(/cut off|incomplete/).count(), 1);
    await poll(
      'a session on the registers',
      () => workbench.callStack.rows(),
      (rows) => rows.some((row) => /CPU 1/.test(row)),
    );
    await takeScreenshot(workbench.page, 'ladder-cut');
    await rm(vmcore);
  });
});
