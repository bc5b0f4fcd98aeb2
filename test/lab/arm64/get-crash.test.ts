/**
 * In a real VS Code: F5 on an arm64 dump is refused, a build is begun and ended again, another one
 * runs to its end, and then the same F5 opens the dump.
 */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { eachNeedsTheOneBefore } from '../../browser/support/each-needs-the-one-before';
import { makeFolder } from '../../browser/support/folders';
import { nothingIsLeft } from '../../browser/support/leftovers';
import { poll } from '../../browser/support/poll';
import { takeScreenshot } from '../../browser/support/screenshots';
import { testServer } from '../../browser/support/test-server';
import { Workbench } from '../../browser/support/workbench';
import { run } from '../../support/command.mjs';
import { seconds } from '../../support/progress.mjs';

/** Fifteen minutes on two cores that have nothing else to do. */
const BUILD_MS = 50 * 60_000;

describe('an arm64 dump in VS Code', () => {
  eachNeedsTheOneBefore();
  let workbench: Workbench;
  let built: string;

  before(async () => {
    const folder = await makeFolder('arm64 board', {
      fromArm64Sample: { vmcore: 'vmcore', vmlinux: 'vmlinux' },
      launch: { vmcore: '${workspaceFolder}/vmcore' },
    });
    built = path.join((await testServer()).cache, 'kernel-crash-debug', 'crash');
    workbench = await Workbench.open(folder);
  });

  after(() => Workbench.closeOpen());

  it('is refused, and its button begins a build', async () => {
    const message = workbench.notification('There is no crash for dumps of arm64 here.');
    await workbench.pressF5Until(message);
    await message.getByRole('button', { name: 'Get crash…' }).click();
    await workbench.answers().first().waitFor();
    await workbench.answer('Build from the source package');
    await workbench
      .notification(/Building crash for ARM64.*[1-9]\d* files so far/s)
      .waitFor({ timeout: 600_000 });
    await takeScreenshot(workbench.page, 'arm64-building');
    assert.equal((await drafts(built)).length, 1);
    assert.notDeepEqual(await compilers(built), []);
  });

  it('the build can be ended, and leaves nothing', async () => {
    await workbench
      .notification('Building crash for ARM64')
      .getByRole('button', { name: 'Cancel' })
      .click();
    await poll(
      'the end of the build',
      async () => [...(await drafts(built)), ...(await compilers(built))],
      (left) => left.length === 0,
    );
    assert.deepEqual(await readdir(built), []);
  });

  it('is built to its end by the same command, and asked what it is', async () => {
    await workbench.commandThatAsks('Kernel Crash: Get crash for This Dump…');
    await workbench.answers().first().waitFor();
    const from = performance.now();
    await workbench.answer('Build from the source package');
    const ready = workbench.notification(/crash [\d.]+ for ARM64 is ready\./);
    await ready.waitFor({ timeout: BUILD_MS });
    console.log(`      ${seconds(performance.now() - from)}`);
    await takeScreenshot(workbench.page, 'arm64-built');
    const [place = ''] = await readdir(built);
    assert.match(place, /^ARM64-\d/);
    const said = (await run(path.join(built, place, 'crash'), ['--buildinfo'])).toString();
    assert.match(said, /build_target: ARM64$/m);
    assert.deepEqual(await readdir(built), [place]);
  });

  it('the same F5 opens the dump with it', async () => {
    // The session that stood on the log alone.
    await workbench.stop();
    await workbench.startWithF5();
    await workbench.callStack.frame('sysrq_handle_crash').waitFor();
    await takeScreenshot(workbench.page, 'arm64-panic');
    await workbench.stop();
    await nothingIsLeft();
  });
});

async function drafts(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('.building-'));
}

/** Programs that work below the folder. */
async function compilers(folder: string): Promise<string[]> {
  const script = `readlink /proc/[0-9]*/cwd 2>/dev/null | grep -F "$1" || true`;
  const said = (await run('sh', ['-c', script, 'sh', folder])).toString();
  return said.split('\n').filter((line) => line !== '');
}
