import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { makeFolder } from './support/folders';
import { poll } from './support/poll';
import { takeScreenshot } from './support/screenshots';
import { webviewContent } from './support/webview';
import { Workbench } from './support/workbench';

/** A kernel tree, as far as the lint looks at it, with an excerpt of a defconfig of arm64. */
const TREE = {
  Makefile:
    '# SPDX-License-Identifier: GPL-2.0\nVERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 48\nEXTRAVERSION =\nNAME = Baby Opossum Posse\n',
  Kconfig: 'mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"\n',
  'arch/arm64/configs/defconfig': [
    'CONFIG_SYSVIPC=y',
    'CONFIG_NO_HZ_IDLE=y',
    'CONFIG_HIGH_RES_TIMERS=y',
    'CONFIG_BLK_DEV_INITRD=y',
    'CONFIG_KALLSYMS_ALL=y',
    'CONFIG_PROFILING=y',
    'CONFIG_KEXEC=y',
    'CONFIG_KEXEC_FILE=y',
    'CONFIG_CRASH_DUMP=y',
    'CONFIG_ARCH_ROCKCHIP=y',
    'CONFIG_MODULES=y',
    'CONFIG_DEVTMPFS=y',
    'CONFIG_MAGIC_SYSRQ=y',
    'CONFIG_DEBUG_KERNEL=y',
    'CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y',
    'CONFIG_DEBUG_INFO_REDUCED=y',
    'CONFIG_DEBUG_FS=y',
    '',
  ].join('\n'),
};

/** A complete configuration: what it does not name is n. CONFIG_CRASH_DUMP is missing. */
const FULL = [
  '#',
  '# Automatically generated file; DO NOT EDIT.',
  '# Linux/x86 6.12.48 Kernel Configuration',
  '#',
  'CONFIG_64BIT=y',
  'CONFIG_X86_64=y',
  'CONFIG_X86=y',
  'CONFIG_SMP=y',
  'CONFIG_BLK_DEV_INITRD=y',
  'CONFIG_RELOCATABLE=y',
  'CONFIG_PHYSICAL_START=0x1000000',
  '',
  '#',
  '# Kexec and crash features',
  '#',
  'CONFIG_KEXEC_CORE=y',
  'CONFIG_KEXEC=y',
  'CONFIG_KEXEC_FILE=y',
  '# end of Kexec and crash features',
  '',
  'CONFIG_KALLSYMS=y',
  'CONFIG_PROC_FS=y',
  'CONFIG_PROC_KCORE=y',
  'CONFIG_SYSFS=y',
  'CONFIG_UNWINDER_ORC=y',
  'CONFIG_DEBUG_KERNEL=y',
  'CONFIG_DEBUG_INFO=y',
  'CONFIG_DEBUG_INFO_DWARF5=y',
  '# CONFIG_DEBUG_INFO_REDUCED is not set',
  '',
].join('\n');

const GRUB =
  'GRUB_DEFAULT=0\nGRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX_DEFAULT="quiet"\nGRUB_CMDLINE_LINUX="crashkernel=512MB"\n';

describe('the lint of kernel configurations', () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    const files = {
      ...TREE,
      'build/.config': FULL,
      'etc/default/grub': GRUB,
      'noise.config': '\0\0\u0001',
    };
    folder = await makeFolder('linux', { files });
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  /** What stands on the disk once it is saved. */
  async function saved(file: string, expected: RegExp): Promise<string> {
    return poll(
      `${expected} in ${file}`,
      async () => {
        await workbench.page.keyboard.press('Control+S');
        return readFile(path.join(folder, file), 'utf8');
      },
      (text) => expected.test(text),
    );
  }

  describe('a defconfig with reduced debug info', () => {
    const FILE = 'arch/arm64/configs/defconfig';
    const LINE = 'CONFIG_DEBUG_INFO_REDUCED=y';

    it('has one error, under that line', async () => {
      await workbench.editor.open(FILE);
      await workbench.editor.squiggles('error').first().waitFor();
      assert.equal(await workbench.editor.squiggles('error').count(), 1);
      await workbench.editor.lens('kdump: system 1 problem').waitFor();
    });

    it('says in the hover what comes of it, and what the symbol is for', async () => {
      const hover = await workbench.editor.hover(LINE);
      await hover.filter({ hasText: 'no debugging data available' }).waitFor();
      await hover.filter({ hasText: 'SYS004' }).waitFor();
      await takeScreenshot(workbench.page, 'lint-problem', true);
    });

    it('is mended by the fix, and by one undo as it was', async () => {
      await workbench.editor.applyFix(LINE, 'Unset CONFIG_DEBUG_INFO_REDUCED');
      await workbench.editor.squiggles('error').first().waitFor({ state: 'hidden' });
      await workbench.editor.lens('kdump: system ✓').waitFor();
      const text = await saved(FILE, /^# CONFIG_DEBUG_INFO_REDUCED is not set$/m);
      assert.equal(text, TREE[FILE].replace(LINE, '# CONFIG_DEBUG_INFO_REDUCED is not set'));
      await workbench.page.keyboard.press('Control+Z');
      assert.equal(await saved(FILE, /REDUCED=y/), TREE[FILE]);
    });

    it('the Problems panel names the rule, which opens its page', async () => {
      await workbench.command('Kernel Crash: Check This Config for kdump');
      const row = workbench.editor.problem('no debugging data available');
      await row.waitFor();
      await row
        .getByRole('link', { name: 'SYS004' })
        .or(row.locator('a', { hasText: 'SYS004' }))
        .first()
        .click();
      await workbench.page.getByRole('tab', { name: /Preview SYS004/ }).waitFor();
      const page = webviewContent(workbench.page);
      await page.getByRole('heading', { name: 'SYS004: Reduced debug info' }).waitFor();
      await takeScreenshot(workbench.page, 'lint-rule-page');
      await workbench.command('View: Close Editor');
    });
  });

  describe('a complete configuration without CONFIG_CRASH_DUMP', () => {
    const FILE = 'build/.config';

    it('says that crashkernel= would be ignored', async () => {
      await workbench.editor.open(FILE);
      await workbench.editor.lens('kdump: system 1 problem').waitFor();
      await workbench.command('Kernel Crash: Check This Config for kdump');
      await workbench.editor.problem(/SYS006/).waitFor();
    });

    it('the role is switched in the status item, and other rules apply', async () => {
      await workbench.languageStatusAction('kdump: system kernel', 'Switch Role');
      await workbench.answer('Dump-capture kernel');
      await workbench.editor.lens(/kdump: capture \d problem/).waitFor();
      await workbench.editor.problem(/CAP001/).waitFor();
      await takeScreenshot(workbench.page, 'lint-capture-role');
      const settings = await readFile(path.join(folder, '.vscode', 'settings.json'), 'utf8');
      assert.deepEqual(JSON.parse(settings), { 'kernelCrash.lint.roles': { [FILE]: 'capture' } });
    });

    it('one command mends all, at the right place', async () => {
      await workbench.command('Kernel Crash: Fix All kdump Problems in This File');
      await workbench.editor.lens('kdump: capture ✓').waitFor();
      const text = await saved(FILE, /CONFIG_CRASH_DUMP=y/);
      assert.match(text, /^CONFIG_KEXEC_FILE=y\nCONFIG_CRASH_DUMP=y\n/m);
      assert.match(text, /^CONFIG_PROC_VMCORE=y$/m);
    });
  });

  describe('a file of GRUB with crashkernel=512MB', () => {
    it('is refused as the kernel refuses it, with a fix', async () => {
      await workbench.editor.open('etc/default/grub');
      await workbench.editor.squiggles('error').first().waitFor();
      await workbench.editor.applyFix('crashkernel=512MB', /512M\b/);
      assert.match(await saved('etc/default/grub', /512M"/), /="crashkernel=512M"$/m);
      await workbench.editor.squiggles('error').first().waitFor({ state: 'hidden' });
    });
  });

  describe('the whole workspace', () => {
    it('is checked by one command', async () => {
      await workbench.command('Kernel Crash: Check Workspace');
      await workbench.notification(/kdump: 1 error.* in \d files/).waitFor({ timeout: 60_000 });
      await takeScreenshot(workbench.page, 'lint-workspace');
      await workbench.dismissNotifications();
    });
  });

  describe('versions', () => {
    it('of the installed tools are asked and held against a kernel', async () => {
      await workbench.commandThatAsks('Kernel Crash: Check Versions…');
      await workbench.answer('Another version…');
      await workbench.page.getByPlaceholder('6.12.48').fill('7.2');
      await workbench.page.keyboard.press('Enter');
      await workbench.page.getByRole('tab', { name: /Preview versions/ }).waitFor();
      const page = webviewContent(workbench.page);
      await page.getByText('Where these versions are from').waitFor();
      await page.getByText(/crash \d.*asked on this machine/).waitFor();
      await page.getByText('VER006').first().waitFor();
      await takeScreenshot(workbench.page, 'lint-versions');
    });
  });
});
