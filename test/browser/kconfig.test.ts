import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { makeFolder } from './support/folders';
import { poll } from './support/poll';
import { takeScreenshot } from './support/screenshots';
import { Workbench } from './support/workbench';

/** A kernel's tree in small, of our own making; its names and dependencies are those of 6.12. */
const TREE = {
  Makefile: 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 48\nEXTRAVERSION =\n',
  Kconfig: `# SPDX-License-Identifier: GPL-2.0
mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"

source "kernel/Kconfig.kexec"
source "fs/proc/Kconfig"
source "arch/$(SRCARCH)/Kconfig"
`,
  'arch/x86/Kconfig': `config X86
	def_bool y

config 64BIT
	def_bool y

config RELOCATABLE
	bool "Build a relocatable kernel"
	default y
`,
  'kernel/Kconfig.kexec': `# SPDX-License-Identifier: GPL-2.0

menu "Kexec and crash features"

config KEXEC_CORE
	bool

config KEXEC
	bool "Enable kexec system call"
	select KEXEC_CORE
	help
	  Loads another kernel and starts it without a reboot.

config CRASH_DUMP
	bool "kernel crash dumps"
	depends on KEXEC_CORE
	help
	  Lets a kernel that was started after a crash see the memory of the one
	  that crashed.

endmenu
`,
  'fs/proc/Kconfig': `config PROC_FS
	bool "/proc file system support"
	default y

config PROC_VMCORE
	bool "/proc/vmcore support"
	depends on PROC_FS && CRASH_DUMP
	help
	  Shows the dump image of the crashed kernel as an ELF file.
`,
};

/** As a person leaves it who thinks that one line is enough. */
const CONFIG = [
  '#',
  '# Automatically generated file; DO NOT EDIT.',
  '# Linux/x86 6.12.48 Kernel Configuration',
  '#',
  'CONFIG_X86=y',
  'CONFIG_64BIT=y',
  'CONFIG_RELOCATABLE=y',
  '# CONFIG_KEXEC is not set',
  'CONFIG_PROC_FS=y',
  'CONFIG_PROC_VMCORE=y',
  '',
].join('\n');

describe('Kconfig', () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await makeFolder('kconfig', { files: { ...TREE, '.config': CONFIG } });
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
