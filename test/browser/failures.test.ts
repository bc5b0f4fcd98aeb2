import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { resource } from '../support/environment.mjs';
import { makeFolder } from './support/folders';
import { crashProcesses, nothingIsLeft } from './support/leftovers';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

const run = promisify(execFile);

describe('failures', () => {
  describe('a vmlinux that is none', () => {
    let workbench: Workbench;

    before(async () => {
      const folder = await makeFolder('wrong vmlinux', {
        fromSample: { vmcore: 'vmcore', wrong: 'labcrash.ko' },
        launch: { vmcore: '${workspaceFolder}/vmcore', vmlinux: '${workspaceFolder}/wrong' },
      });
      workbench = await Workbench.open(folder);
    });

    after(() => Workbench.closeOpen());

    it('is told in one message, with buttons', async () => {
      await workbench.page.keyboard.press('F5');
      const message = workbench.notification(/vmlinux|wrong/);
      await message.waitFor({ timeout: 60_000 });
      await takeScreenshot(workbench.page, 'wrong-vmlinux');
      await message.getByRole('button', { name: 'Pick vmlinux…' }).waitFor();
      assert.equal(await workbench.notification(/./).count(), 1);
      await workbench.sessionEnded();
      await nothingIsLeft();
    });
  });

  describe('a vmlinux without debug info, of a kernel that was built without', () => {
    let workbench: Workbench;

    before(async () => {
      const config = [
        '#',
        '# Automatically generated file; DO NOT EDIT.',
        '# Linux/x86 6.1.176 Kernel Configuration',
        '#',
        'CONFIG_64BIT=y',
        'CONFIG_X86_64=y',
        'CONFIG_DEBUG_KERNEL=y',
        'CONFIG_DEBUG_INFO_NONE=y',
        '',
      ].join('\n');
      const folder = await makeFolder('no debug info', {
        fromSample: { vmcore: 'vmcore' },
        files: { 'config-6.1.176-tiny': config },
        launch: { vmcore: '${workspaceFolder}/vmcore', vmlinux: '${workspaceFolder}/stripped' },
      });
      const whole = path.join(resource('sample'), 'vmlinux');
      await run('eu-strip', ['-g', '-o', path.join(folder, 'stripped'), whole]);
      workbench = await Workbench.open(folder);
    });

    after(() => Workbench.closeOpen());

    it('the message names the rule, and its button opens the config at that line', async () => {
      await workbench.page.keyboard.press('F5');
      const message = workbench.notification(/debug info/);
      await message.filter({ hasText: /config-6\.1\.176-tiny, line 8.*\[SYS003\]/ }).waitFor({
        timeout: 60_000,
      });
      await takeScreenshot(workbench.page, 'failure-and-config');
      await message.getByRole('button', { name: 'Open Config (SYS003)' }).click();
      await workbench.cursorOnLine(8);
      assert.equal(await workbench.openEditor(), 'config-6.1.176-tiny');
      await workbench.editor.squiggles('error').first().waitFor();
      await takeScreenshot(workbench.page, 'config-of-dump');
      await nothingIsLeft();
    });

    it('the overview names the rule, too', async () => {
      await workbench.editor.open('vmcore');
      const need = workbench.overview.need('vmlinux');
      await need.filter({ hasText: /config-6\.1\.176-tiny, line 8.*\[SYS003\]/ }).waitFor();
      await takeScreenshot(workbench.page, 'overview-and-config');
      await workbench.overview.button('Open Config (SYS003)').click();
      await workbench.cursorOnLine(8);
    });
  });

  describe('crash is killed in the middle of a session', () => {
    let workbench: Workbench;

    before(async () => {
      const fromSample = { vmcore: 'vmcore', vmlinux: 'vmlinux' };
      workbench = await Workbench.open(await makeFolder('killed', { fromSample }));
    });

    after(() => Workbench.closeOpen());

    it('the session ends with a message', async () => {
      await workbench.startWithF5();
      const processes = await crashProcesses();
      assert.notEqual(processes.length, 0);
      processes.forEach((id) => process.kill(id, 'SIGKILL'));
      await workbench.notification('crash has ended in the middle of the session').waitFor();
      await takeScreenshot(workbench.page, 'crash-killed');
      await workbench.sessionEnded();
      await nothingIsLeft();
    });

    it('its button starts the session again', async () => {
      await workbench
        .notification('crash has ended')
        .getByRole('button', { name: 'Try Again' })
        .click();
      await workbench.sessionStopped();
      await workbench.stop();
      await nothingIsLeft();
    });
  });
});
