import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import * as path from 'node:path';
import { eachNeedsTheOneBefore } from './support/each-needs-the-one-before';
import { makeFolder } from './support/folders';
import { KCONFIG_TREE, PROC_VMCORE_ALONE } from './support/kconfig-tree';
import { crashProcesses } from './support/leftovers';
import { takeScreenshot } from './support/screenshots';
import { restrictedServer } from './support/test-server';
import { Workbench } from './support/workbench';

describe('a folder that is not trusted', () => {
  eachNeedsTheOneBefore();
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    // Whoever runs what the folder names leaves a file.
    const names = { crashPath: '${workspaceFolder}/trap', vmcore: '${workspaceFolder}/vmcore' };
    folder = await makeFolder('somebody’s', {
      fromSample: { vmcore: 'vmcore', vmlinux: 'vmlinux' },
      launch: names,
      files: {
        ...KCONFIG_TREE,
        Kconfig: `trap := $(shell,touch ran)\n${KCONFIG_TREE.Kconfig}`,
        '.config': PROC_VMCORE_ALONE,
        trap: '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n',
      },
    });
    await chmod(path.join(folder, 'trap'), 0o755);
    workbench = await Workbench.open(folder, await restrictedServer());
  });

  after(() => Workbench.closeOpen());

  it('has all that Kconfig files say', async () => {
    await workbench.status('Restricted Mode').waitFor();
    await workbench.editor.open('.config');
    const hover = await workbench.editor.hover('CONFIG_PROC_VMCORE=y');
    await hover.filter({ hasText: /olddefconfig/ }).waitFor();
    await hover.filter({ hasText: /KEXEC_CORE/ }).waitFor();
    await takeScreenshot(workbench.page, 'restricted-kconfig', true);
    await workbench.editor.line('CONFIG_PROC_VMCORE=y').click();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('F12');
    await workbench.cursorOnLine(5);
    assert.equal(await workbench.openEditor(), 'Kconfig');
  });

  it('starts no crash: VS Code asks for trust first, and our overview says why', async () => {
    const { page, editor, overview } = workbench;
    await editor.open('vmcore');
    await overview.text('This workspace is not trusted, so crash was not asked').waitFor();
    await overview.button('Manage Workspace Trust').waitFor();
    await takeScreenshot(page, 'restricted-overview');
    await overview.button('Start Debugging').click();
    const question = page.locator('.monaco-dialog-box').filter({ hasText: /trust the authors/ });
    await question.waitFor();
    await takeScreenshot(page, 'restricted-question');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    assert.deepEqual(await crashProcesses(), []);
    assert.equal(existsSync(path.join(folder, 'ran')), false);
  });
});
