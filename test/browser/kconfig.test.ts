import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { makeFolder } from './support/folders';
import { KCONFIG_TREE, PROC_VMCORE_ALONE } from './support/kconfig-tree';
import { poll } from './support/poll';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

describe('Kconfig', () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await makeFolder('kconfig', {
      files: { ...KCONFIG_TREE, '.config': PROC_VMCORE_ALONE },
    });
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  it('a Kconfig file has an outline of menus and symbols', async () => {
    await workbench.editor.open('kernel/Kconfig.kexec');
    await workbench.command('Explorer: Focus on Outline View');
    const outline = workbench.page.locator('.outline-pane, .outline-tree').first();
    await outline.getByText('CRASH_DUMP').first().waitFor();
    await outline.getByText('Kexec and crash features').first().waitFor();
    await takeScreenshot(workbench.page, 'kconfig-outline');
  });

  it('a line that olddefconfig would drop is marked, with the part that fails', async () => {
    await workbench.editor.open('.config');
    await workbench.editor
      .squiggles('warning')
      .or(workbench.editor.squiggles('error'))
      .first()
      .waitFor();
    const hover = await workbench.editor.hover('CONFIG_PROC_VMCORE=y');
    await hover.filter({ hasText: /olddefconfig/ }).waitFor();
    await hover.filter({ hasText: /KEXEC_CORE/ }).waitFor();
    await hover.filter({ hasText: 'fs/proc/Kconfig' }).waitFor();
    await takeScreenshot(workbench.page, 'kconfig-dropped', true);
  });

  it('F12 on it leads to where the symbol is defined', async () => {
    await workbench.editor.line('CONFIG_PROC_VMCORE=y').click();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('F12');
    await workbench.cursorOnLine(5);
    assert.equal(await workbench.openEditor(), 'Kconfig');
    await takeScreenshot(workbench.page, 'kconfig-definition');
  });

  it('one fix adds all that is missing', async () => {
    await workbench.editor.open('.config');
    const list = await workbench.editor.quickFixes('CONFIG_PROC_VMCORE=y');
    await takeScreenshot(workbench.page, 'kconfig-fixes');
    await list.locator('.monaco-list-row').filter({ hasText: /KEXEC/ }).first().click();
    const text = await poll(
      'the config with what was missing',
      async () => {
        await workbench.page.keyboard.press('Control+S');
        return readFile(path.join(folder, '.config'), 'utf8');
      },
      (now) => /CONFIG_CRASH_DUMP=y/.test(now),
    );
    assert.match(text, /^CONFIG_KEXEC=y$/m);
    assert.match(text, /^CONFIG_PROC_VMCORE=y$/m);
    assert.doesNotMatch(text, /CONFIG_KEXEC is not set/);
    await takeScreenshot(workbench.page, 'kconfig-fixed');
  });
});
