/**
 * Dumps of full-size kernels that crash does not open as it should, as a person meets them in VS Code:
 * what the one message says and offers, and what can be seen all the same.
 */
import assert from 'node:assert/strict';
import { copyFile, mkdir, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../browser/support/folders';
import { crashProcesses, nothingIsLeft } from '../browser/support/leftovers';
import { poll } from '../browser/support/poll';
import { takeScreenshot } from '../browser/support/screenshots';
import { Workbench } from '../browser/support/workbench';
import { resource, type Resource } from '../support/environment.mjs';
import { ensureArm64Dump } from './arm64/dumps';
import { ensureArm64Kernel } from './arm64/provision.mjs';
import { ensureForm, type FormName } from './dumps';
import { ensureKernel } from './provision.mjs';
import { ensureTinyDump, ensureTinyKernel } from './tiny-kernel';

interface Case {
  readonly title: string;
  readonly launch: () => Promise<Record<string, unknown>>;
  /** Title, cause and remedy, in this order. */
  readonly says: readonly RegExp[];
  readonly buttons: readonly string[];
  /** What the Call Stack must show; absent where there shall be no session. */
  readonly stack?: readonly RegExp[];
}

const TOO_OLD = ['Get crash…', 'Set crash Path', 'Try All of crash'];
const CUT_OFF = ['Pick Dump…', 'Show Overview', 'Show Log'];
/** Of the kernel's own Call Trace, with the lines of `eu-addr2line -fi` at the addresses before. */
const STACK_OF_7_2 = [
  /^Stack Frame sysrq_handle_crash, line 154, .*sysrq\.c$/,
  /^Stack Frame __handle_sysrq, line 611, .*sysrq\.c$/,
  /^Stack Frame write_sysrq_trigger, line 1221, .*sysrq\.c$/,
  /^Stack Frame pde_write \[inlined\], line 330, .*inode\.c$/,
  /^Stack Frame proc_reg_write, line 342, .*inode\.c$/,
];
const STACK_OF_6_12 = [
  /^Stack Frame sysrq_handle_crash, line 154, .*sysrq\.c$/,
  /^Stack Frame __handle_sysrq, line 613, .*sysrq\.c$/,
  /^Stack Frame write_sysrq_trigger, line 1182, .*sysrq\.c$/,
  /^Stack Frame pde_write \[inlined\], line 330, .*inode\.c$/,
  /^Stack Frame proc_reg_write, line 342, .*inode\.c$/,
];
const REGISTERS = [/^Thread \(not known\) · 1 · CPU 0 /, /^Stack Frame __crash_kexec, line \d+/];

/** A dump with the crash of one version. */
function withCrash(dump: FormName, crash: Resource): Case['launch'] {
  return async () => {
    const { vmcore, vmlinux } = await ensureForm(dump);
    return { vmcore, vmlinux, crashPath: resource(crash) };
  };
}

function cut(percent: number): Case['launch'] {
  return async () => {
    const { vmcore, vmlinux } = await ensureForm('6.12-zstd');
    const folder = path.join(resource('cache'), `cut-${percent}`);
    await mkdir(folder, { recursive: true });
    const part = path.join(folder, 'vmcore');
    await copyFile(vmcore, part);
    await truncate(part, Math.floor(((await stat(vmcore)).size * percent) / 100));
    return { vmcore: part, vmlinux };
  };
}

const CASES: readonly Case[] = [
  ...(['crashNewest', 'crash806', 'crash802'] as const).map((crash): Case => ({
    title: `Linux 7.2 with ${crash.replace('crash', 'crash ')}`,
    launch: withCrash('newest-zstd', crash),
    says: [
      /^This kernel is newer than this crash knows\. No release of crash reads dumps of upstream Linux 7\.2/,
      /it stops with "invalid structure member offset/,
      crash === 'crash802'
        ? /The session goes without crash: /
        : /crash runs in its minimal mode: /,
      /Name the crash that reads it in kernelCrash\.crashPaths\.$/,
    ],
    buttons: TOO_OLD,
    stack: STACK_OF_7_2,
  })),
  {
    title: 'Linux 7.2 with crash 9.0.2, a dump with all pages but zeros',
    launch: withCrash('newest-whole', 'crashNewest'),
    says: [/^This kernel is newer than this crash knows\. /, /crash runs with --no_modules: /],
    buttons: TOO_OLD,
    stack: STACK_OF_7_2,
  },
  {
    title: 'Linux 6.12 with crash 8.0.2',
    launch: withCrash('6.12-zstd', 'crash802'),
    says: [
      /^This kernel is newer than this crash knows\. crash 8\.0\.2 cannot read dumps of upstream Linux 6\.12/,
      /Take crash 8\.0\.6 or later\./,
      /The session goes without crash: /,
    ],
    buttons: TOO_OLD,
    stack: STACK_OF_6_12,
  },
  {
    title: 'the vmlinux of 6.1 on a 6.12 dump',
    launch: async () => ({
      vmcore: (await ensureForm('6.12-zstd')).vmcore,
      vmlinux: (await ensureKernel('bookworm', '6.1')).vmlinux,
    }),
    says: [
      /^The vmlinux does not belong to this dump\. /,
      /vmlinux-6\.1\S+ has the build ID [0-9a-f]{40}, the dump has [0-9a-f]{40}: another build\./,
      /It is in Debian’s package linux-image-6\.12\S+-dbg/,
    ],
    buttons: ['Pick vmlinux…', 'Open launch.json'],
  },
  {
    title: 'a vmlinux with reduced debug info',
    launch: async () => ({
      vmcore: await ensureTinyDump('reduced'),
      vmlinux: await ensureTinyKernel('reduced'),
    }),
    says: [
      /^This vmlinux cannot be used\. \S+ was built with CONFIG_DEBUG_INFO_REDUCED=y/,
      /Build the same source with the same configuration .* CONFIG_DEBUG_INFO_REDUCED off/,
      /\.config, line \d+\): .* \[SYS004\]$/,
    ],
    buttons: ['Open Config (SYS004)', 'Pick vmlinux…', 'Open launch.json'],
  },
  ...[10, 50].map((percent): Case => ({
    title: `a dump cut at ${percent} %`,
    launch: cut(percent),
    says: [
      /^The dump is cut off: its end is missing\. \S+ has \d+ bytes; .* at least \d+ more belong to it/,
      /The session goes without crash: the registers of the CPUs can be seen/,
      /Copy it again from where it was saved, and compare the sizes\.$/,
    ],
    buttons: CUT_OFF,
    stack: REGISTERS,
  })),
  {
    title: 'a dump cut at 99 %',
    launch: cut(99),
    says: [/^The dump is cut off: /, /crash runs in its minimal mode: the panic, the log/],
    buttons: CUT_OFF,
    stack: STACK_OF_6_12,
  },
  {
    title: 'an arm64 dump with a crash for x86-64',
    launch: async () => ({
      vmcore: path.join(await ensureArm64Dump('arm64-6.1'), 'vmcore'),
      vmlinux: (await ensureArm64Kernel()).vmlinux,
    }),
    says: [
      /^There is no crash for dumps of arm64 here\. /,
      /the dump is of arm64: .* is for x86_64/,
      /Get a crash for arm64 \(built from source with make target=ARM64\)/,
    ],
    buttons: ['Get crash…', 'Set crash Path'],
    stack: [/^Stack Frame sysrq_handle_crash, line 155, .*sysrq\.c$/],
  },
];

describe('dumps that crash does not open, in a real VS Code', () => {
  let workbench: Workbench | undefined;

  afterEach(async () => {
    if (await workbench?.button(/^Stop /).isVisible()) await workbench?.stop();
    workbench = undefined;
    await nothingIsLeft();
    await Workbench.closeOpen();
  });

  for (const { title, launch, says, buttons, stack } of CASES) {
    it(title, async () => {
      const folder = await makeFolder(title, { launch: await launch() });
      workbench = await Workbench.open(folder);
      const message = await messageAfterF5(workbench);
      if (stack) await seen(workbench, stack);
      await takeScreenshot(workbench.page, title.replaceAll(/[^\w.]+/g, '-'));

      const text = (await message.locator('.notification-list-item-message').innerText()).trim();
      for (const words of says) assert.match(text, words);
      assert.deepEqual(await message.locator('.monaco-button').allInnerTexts(), buttons);
      if (!stack) {
        assert.deepEqual(await crashProcesses(), []);
        return;
      }
      const lines = await workbench.debugConsole.allLines();
      const [opening = ''] = text.split('. ');
      assert.equal(lines.filter((line) => line.includes(opening)).length, 1, lines.join('\n'));
    });
  }
});

describe('a dump of a Debian kernel without its vmlinux, in a real VS Code', () => {
  after(() => Workbench.closeOpen());

  it('has a button that types the command which installs it, and does not run it', async () => {
    const { vmcore, release } = await ensureForm('6.12-zstd');
    const folder = await makeFolder('to be installed', { launch: { vmcore } });
    const workbench = await Workbench.open(folder);
    const message = await messageAfterF5(workbench);
    assert.match(await message.innerText(), /The vmlinux of this dump was not found\./);
    await takeScreenshot(workbench.page, 'install-button');
    await message.getByRole('button', { name: 'Install Debug Package' }).click();
    const terminal = workbench.page.locator('.terminal.xterm');
    await terminal.waitFor();
    await workbench.page.waitForTimeout(3000);
    await takeScreenshot(workbench.page, 'install-typed');
    // It is drawn on a canvas.
    await workbench.command('Terminal: Select All');
    await workbench.command('Terminal: Copy Selection');
    const typed = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.ok(typed.replaceAll(/\s/g, '').includes(`sudoapt-getinstalllinux-image-${release}-dbg`));
    assert.doesNotMatch(typed, /Reading package lists|command not found/);
    await workbench.stop();
    await nothingIsLeft();
  });
});

/** Presses F5 and waits for the one message that is about the dump. */
async function messageAfterF5({ page }: Workbench) {
  const messages = page.locator('.notification-toast').filter({ hasNotText: 'Opening the dump' });
  await poll(
    'a message after F5',
    async () => {
      // VS Code may not listen yet in a window that has just opened.
      const isRunning = await page
        .getByRole('button', { name: /^Stop / })
        .first()
        .isVisible();
      if (!isRunning) await page.keyboard.press('F5');
      await messages
        .first()
        .waitFor({ timeout: 20_000 })
        .catch(() => undefined);
      return messages.first().isVisible();
    },
    Boolean,
    180_000,
  );
  assert.equal(await messages.count(), 1);
  return messages.first();
}

/** Waits until the Call Stack has a row for each. */
async function seen({ callStack }: Workbench, rows: readonly RegExp[]): Promise<void> {
  await poll(
    'the frames of the Call Stack',
    () => callStack.rows(),
    (shown) => rows.every((row) => shown.some((label) => row.test(label))),
  );
}
