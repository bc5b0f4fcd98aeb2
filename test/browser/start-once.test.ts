import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { makeSampleFolder } from './support/folders';
import { crashProcesses, nothingIsLeft } from './support/leftovers';
import { testServer } from './support/test-server';
import { Workbench } from './support/workbench';

describe('the folder that npm start opens', () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    const { startSecret } = await testServer();
    folder = await makeSampleFolder('start', startSecret);
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  it('starts its session by itself', async () => {
    await workbench.sessionStopped();
    await workbench.cursorOnLine(54);
    assert.equal(existsSync(path.join(folder, '.kernel-crash-start')), false);
  });

  it('does not start it again when the page is loaded anew, and the old session is gone', async () => {
    await workbench.reload();
    await nothingIsLeft();
    await workbench.command('View: Show Run and Debug');
    await workbench.button('Call Stack Section').waitFor();
    assert.deepEqual(await workbench.callStack.rows(), []);
    assert.deepEqual(await crashProcesses(), []);
  });
});
