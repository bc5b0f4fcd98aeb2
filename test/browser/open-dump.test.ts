import { chooseFromContextMenu } from './support/context-menu';
import { makeFolder } from './support/folders';
import { nothingIsLeft } from './support/leftovers';
import { Workbench } from './support/workbench';

describe('a folder with a dump and no launch.json', () => {
  let workbench: Workbench;

  before(async () => {
    const fromSample = { vmcore: 'vmcore', vmlinux: 'vmlinux' };
    workbench = await Workbench.open(await makeFolder('only a dump', { fromSample }));
  });

  after(() => Workbench.closeOpen());

  it('F5 opens the dump', async () => {
    await workbench.startWithF5();
    // Neither the module nor its source is here.
    await workbench.callStack.frame('lab_account').waitFor();
    await workbench.stop();
    await nothingIsLeft();
  });

  it("the dump's context menu in the Explorer opens it", async () => {
    await workbench.command('View: Show Explorer');
    await chooseFromContextMenu(workbench.file('vmcore'), 'Open Vmcore…');
    await workbench.sessionStopped();
    await workbench.stop();
    await nothingIsLeft();
  });
});
