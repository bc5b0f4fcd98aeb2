import * as assert from 'node:assert/strict';
import { eachNeedsTheOneBefore } from './support/each-needs-the-one-before';
import { makeFolder } from './support/folders';
import { crashProcesses, nothingIsLeft } from './support/leftovers';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

// That the same F5 then works takes a crash for ARM64: test/lab/arm64 builds one.
describe('a dump of another architecture', () => {
  eachNeedsTheOneBefore();
  let workbench: Workbench;

  before(async () => {
    const folder = await makeFolder('arm64 board', {
      fromArm64Sample: { vmcore: 'vmcore', vmlinux: 'vmlinux' },
      launch: { vmcore: '${workspaceFolder}/vmcore' },
    });
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  it('is refused before a crash for this one starts, with the way out', async () => {
    const message = workbench.notification('There is no crash for dumps of arm64 here.');
    await workbench.pressF5Until(message);
    assert.match(await message.innerText(), /is for x86_64/);
    await takeScreenshot(workbench.page, 'wrong-target');
    assert.deepEqual(await crashProcesses(), []);
    // Without crash there is still what the log tells.
    await workbench.callStack.frame('sysrq_handle_crash').waitFor();
  });

  it('has a button that offers to build a crash for it', async () => {
    await workbench
      .notification('There is no crash')
      .getByRole('button', { name: 'Get crash…' })
      .click();
    const row = workbench.answers().filter({ hasText: 'Build a release of crash' });
    await row.waitFor();
    await takeScreenshot(workbench.page, 'get-crash');
    assert.match(await row.innerText(), /make target=ARM64/);
    // No package of any system reads dumps of another architecture.
    assert.equal(await workbench.answers().filter({ hasText: 'Install the package' }).count(), 0);
  });

  it('tells in words what stands in the way of a build', async () => {
    // The setting of this test server names a place that does not exist.
    await workbench.answer('Build a release of crash');
    await workbench.answers().filter({ hasText: 'crash 9.0.2' }).waitFor();
    await workbench.answer('crash 9.0.2');
    const reason = /crash\.invalid\S* could not be downloaded|takes what is missing here/;
    await workbench.notification(reason).waitFor({ timeout: 60_000 });
    await takeScreenshot(workbench.page, 'get-crash-failed');
    await workbench.stop();
    await nothingIsLeft();
  });
});
