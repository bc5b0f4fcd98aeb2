import * as assert from 'node:assert/strict';
import { makeFolder } from './support/folders';
import { crashProcesses, nothingIsLeft } from './support/leftovers';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

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
