/** What stands between a person and the prompt is found out and told before crash is asked. */
import * as assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { resource } from '../support/environment.mjs';
import { writePatched } from '../support/patched-file';
import { eachNeedsTheOneBefore } from './support/each-needs-the-one-before';
import { makeFolder } from './support/folders';
import { crashProcesses, nothingIsLeft } from './support/leftovers';
import { poll } from './support/poll';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

const BUILD_ID = Buffer.from('b3f8154e6f3292cfb80906262ea538aa8753de4a', 'hex');
const OTHER_ID = Buffer.from('0123456789abcdef0123456789abcdef01234567', 'hex');

describe('what a session needs', () => {
  eachNeedsTheOneBefore();
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await makeFolder('choice', { fromSample: { vmcore: 'vmcore' } });
    const files = path.join(folder, 'files');
    await mkdir(files);
    await copyFile(path.join(resource('sample'), 'vmlinux'), path.join(files, 'right'));
    await copyFile(path.join(resource('sample'), 'labcrash.ko'), path.join(files, 'module'));
    await writePatched(path.join(files, 'right'), path.join(files, 'other'), BUILD_ID, OTHER_ID);
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  /** Opens the overview of a dump and presses its button. */
  async function startDebugging(dump: string): Promise<void> {
    await workbench.command('View: Show Explorer');
    await workbench.file(dump).dblclick();
    await workbench.overview.heading(dump).waitFor();
    await workbench.overview.button('Start Debugging').click();
  }

  /** Answers the file dialog, which takes a moment to follow what is typed. */
  async function pick(name: string): Promise<void> {
    const dialog = workbench.page.locator('.quick-input-widget');
    const input = dialog.locator('input').first();
    const file = path.join(folder, 'files', name);
    await dialog.getByRole('button', { name: 'Use as vmlinux' }).waitFor();
    await poll(
      `the file ${name} to be taken`,
      async () => {
        if (await dialog.isHidden()) return true;
        if ((await input.inputValue()) !== file) {
          await input.fill(file);
          return false;
        }
        await input.press('Enter');
        // A second one, before the dialog is gone, would press a button of the message that follows.
        const hidden = dialog.waitFor({ state: 'hidden', timeout: 3000 });
        return hidden.then(
          () => true,
          () => false,
        );
      },
      (isTaken) => isTaken,
    );
  }

  it('names the vmlinux that is missing, by build ID', async () => {
    await startDebugging('vmcore');
    const message = workbench.notification('The vmlinux of this dump was not found.');
    await message.waitFor({ timeout: 60_000 });
    assert.match((await message.textContent()) ?? '', new RegExp(BUILD_ID.toString('hex')));
    await takeScreenshot(workbench.page, 'no-vmlinux');
    await message.getByRole('button', { name: 'Pick vmlinux…' }).click();
  });

  it('says at once that a picked file does not fit, and why', async () => {
    await pick('module');
    const module = workbench.notification('files/module is a kernel module.');
    await module.waitFor();
    await takeScreenshot(workbench.page, 'picked-module');
    await module.getByRole('button', { name: 'Pick Another…' }).click();
    await pick('other');
    const other = workbench.notification(/another build.*symbols that the dump names/);
    await other.waitFor();
    await other.getByRole('button', { name: 'Use It All the Same' }).waitFor();
    assert.match((await other.textContent()) ?? '', new RegExp(OTHER_ID.toString('hex')));
    assert.deepEqual(await crashProcesses(), []);
    await takeScreenshot(workbench.page, 'picked-other-build');
    await other.getByRole('button', { name: 'Pick Another…' }).click();
  });

  it('starts with the one that fits', async () => {
    await pick('right');
    // It takes the place of the session that went without crash.
    await workbench.page.getByText('without crash').first().waitFor({ state: 'hidden' });
    await workbench.sessionStopped();
    assert.notDeepEqual(await crashProcesses(), []);
    await takeScreenshot(workbench.page, 'picked-right');
    await workbench.stop();
    await nothingIsLeft();
  });
});
