import * as assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { resource } from '../support/environment.mjs';
import { chooseFromContextMenu } from './support/context-menu';
import { eachNeedsTheOneBefore } from './support/each-needs-the-one-before';
import { makeFolder } from './support/folders';
import { nothingIsLeft } from './support/leftovers';
import { poll } from './support/poll';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

const PANIC = 'BUG: kernel NULL pointer dereference, address: 0000000000000008';
const BUILD_ID = 'b3f8154e6f3292cfb80906262ea538aa8753de4a';

// One window and one dump; each test goes on where the one before left off, as a person does.
describe('the overview of a dump', () => {
  eachNeedsTheOneBefore();
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await makeFolder('crashed host', {
      fromSample: {
        vmcore: 'vmcore',
        vmlinux: 'vmlinux',
        'labcrash.ko': 'labcrash.ko',
        'labcrash.c': 'labcrash.c',
      },
      files: { 'vmcore.2': 'Lines of text, whatever the name says.\n' },
    });
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  it('is what a click in the Explorer opens, and says of which kernel the dump is', async () => {
    const { overview } = workbench;
    await workbench.command('View: Show Explorer');
    await workbench.file('vmcore').dblclick();
    await overview.heading('vmcore').waitFor();
    await overview.text(PANIC).waitFor();
    await overview.text('Linux 6.1.176-tiny · x86_64 · crashed 2026-11-22 22:22:18 UTC').waitFor();
    assert.equal(await overview.value('Build ID').innerText(), BUILD_ID);
    assert.equal(await overview.value('Complete').innerText(), 'yes');
    assert.match(await overview.value('Left out').innerText(), /free pages \(dump level 31\)/);
  });

  it('is there at once when it is opened again', async () => {
    const { overview } = workbench;
    await workbench.command('View: Close Editor');
    const from = performance.now();
    await workbench.file('vmcore').dblclick();
    await overview.text(PANIC).waitFor();
    // VS Code's own time for a web page is in it, and that of the browser.
    console.log(
      `      ${Math.round(performance.now() - from)} ms from the click to the panic message`,
    );
  });

  it('finds the vmlinux by its build ID, and a crash that fits', async () => {
    const { overview } = workbench;
    await overview.need('vmlinux').getByText('It has the build ID of the dump.').waitFor();
    await overview.need('crash').getByText(resource('crashNewest')).waitFor();
    assert.match(await overview.need('vmlinux').innerText(), /✓/);
    assert.match(await overview.need('crash').innerText(), /✓/);
  });

  it('marks the oops at the end of the log, and folds the registers away', async () => {
    const { overview } = workbench;
    assert.match(await overview.oops.innerText(), /BUG: kernel NULL[\s\S]*lab_write\+0xdc\/0x12f/);
    await workbench.closePanel();
    // A picture for every reader: without the paths of this machine.
    await overview.rename({
      [folder]: '/var/crash/host',
      [resource('crashNewest')]: '/usr/bin/crash',
    });
    await takeScreenshot(workbench.page, 'overview');
    const registers = overview.registers();
    assert.equal(await registers.locator('pre').first().isVisible(), false);
    await registers.locator('summary').click();
    assert.match(await registers.locator('pre').last().innerText(), /\brip [0-9a-f]{16}\b/);
  });

  it('opens the kernel log as a document of its own, at the oops', async () => {
    await workbench.overview.button('Open Kernel Log').click();
    await workbench.editor.line(PANIC).waitFor();
    assert.equal(await workbench.openEditor(), 'log of vmcore.dmesg');
    await workbench.status('Kernel Log').waitFor();
    await workbench.cursorOnLine(233);
    await takeScreenshot(workbench.page, 'kernel-log');
  });

  it('the log leads from a function to the line of source that called', async () => {
    await workbench.editor.followLink('lab_write+0xdc/0x12f [labcrash]');
    await workbench.cursorOnLine(109);
    assert.equal(await workbench.openEditor(), 'labcrash.c');
  });

  it('says why a function leads nowhere', async () => {
    await workbench.editor.tab('log of vmcore.dmesg').click();
    await workbench.editor.followLink('vfs_write+0x9e/0x181');
    const message = workbench.notification(/The source of vfs_write was not found.*read_write\.c/);
    await message.waitFor();
    await takeScreenshot(workbench.page, 'log-no-source');
    await workbench.dismissNotifications();
  });

  it('starts the session, from its button and with F5', async () => {
    await workbench.editor.tab('vmcore').click();
    await workbench.overview.button('Start Debugging').click();
    await workbench.sessionStopped();
    await workbench.stop();
    await nothingIsLeft();
    await workbench.editor.tab('vmcore').click();
    await workbench.overview.heading('vmcore').click();
    await workbench.page.keyboard.press('F5');
    await workbench.sessionStopped();
    await workbench.stop();
    await nothingIsLeft();
  });

  it('says of a file that is no dump what it is, and offers it as a text', async () => {
    const { overview } = workbench;
    await workbench.command('View: Show Explorer');
    await workbench.file('vmcore.2').dblclick();
    await overview.text(/is a text file, not a dump/).waitFor();
    assert.equal(await overview.button('Start Debugging').count(), 0);
    await takeScreenshot(workbench.page, 'overview-no-dump');
    await overview.button('Open as Text').click();
    await workbench.editor.line('Lines of text, whatever the name says.').waitFor();
  });
});

describe('a dump that grows, without its vmlinux', () => {
  let folder: string;
  let workbench: Workbench;
  let whole: Buffer;

  before(async () => {
    whole = await readFile(path.join(resource('sample'), 'vmcore'));
    folder = await makeFolder('growing', { files: { 'notes.md': '# Notes\n' } });
    await writeFile(path.join(folder, 'vmcore'), whole.subarray(0, 12_000_000));
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  it('says what is missing, and what to do', async () => {
    const { overview } = workbench;
    await workbench.command('View: Show Explorer');
    await workbench.file('vmcore').dblclick();
    await overview.text(/no: at least .* are missing/).waitFor();
    const vmlinux = overview.need('vmlinux');
    await vmlinux.getByText(`with the build ID ${BUILD_ID} was not found`).waitFor();
    await overview.button('Open with vmlinux…').waitFor();
    await workbench.closePanel();
    await takeScreenshot(workbench.page, 'overview-cut-off');
  });

  it('follows the file', async () => {
    await appendFile(path.join(folder, 'vmcore'), whole.subarray(12_000_000));
    const complete = workbench.overview.value('Complete');
    await poll(
      'a whole dump',
      () => complete.innerText(),
      (text) => text === 'yes',
    );
  });

  it('its log opens from the Explorer', async () => {
    await chooseFromContextMenu(workbench.file('vmcore'), 'Open Kernel Log');
    await workbench.editor.line(PANIC).waitFor();
    await workbench.editor.followLink('vfs_write+0x9e/0x181');
    await workbench.notification(/The vmlinux of Linux 6\.1\.176-tiny was not found/).waitFor();
  });
});
