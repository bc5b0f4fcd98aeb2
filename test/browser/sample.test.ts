import * as assert from 'node:assert/strict';
import { eachNeedsTheOneBefore } from './support/each-needs-the-one-before';
import { makeSampleFolder } from './support/folders';
import { nothingIsLeft } from './support/leftovers';
import { takeScreenshot } from './support/screenshots';
import { VariablesView } from './support/variables-view';
import { Workbench } from './support/workbench';

const PANIC = 'BUG: kernel NULL pointer dereference, address: 0000000000000008';

/** What the kernel did after the fault, newest call first; the label follows. */
const HANDLERS = ['machine_kexec', '__crash_kexec', 'crash_kexec', 'oops_end', 'exc_page_fault'];

// One window and one session; each test goes on where the one before left off, as a person does.
describe('a session on the sample', () => {
  eachNeedsTheOneBefore();
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open(await makeSampleFolder('sample'));
  });

  after(() => Workbench.closeOpen());

  it('F5 leads to the line that crashed', async () => {
    await workbench.startWithF5();
    await workbench.cursorOnLine(54);
    assert.equal(await workbench.openEditor(), 'labcrash.c');
  });

  it('the Call Stack is open, with the panicking task first and unfolded', async () => {
    const { callStack } = workbench;
    await callStack.frame('lab_account').waitFor();
    const [first, second] = await callStack.rows();
    assert.equal(first, 'Thread init · 1 · panic Kernel panic');
    assert.equal(second, 'Show 8 More Stack Frames');
    assert.match(await callStack.folded().innerText(), /crash handling/);
    assert.match(
      await callStack.focusedFrame(),
      /^Stack Frame lab_account \[labcrash\], line 54, labcrash\.c/,
    );
  });

  it('the exception widget tells why the kernel died', async () => {
    const widget = workbench.page.locator('.exception-widget');
    await widget.waitFor();
    assert.match(await widget.locator('.title').innerText(), /Kernel oops/);
    assert.equal(await widget.locator('.description').innerText(), PANIC);
    assert.match((await widget.getAttribute('aria-label')) ?? '', /RIP: 0010:lab_account\+0xb/);
    await workbench.setSection('Variables', false);
    await workbench.setSection('Watch', false);
    await takeScreenshot(workbench.page, 'panic');
  });

  it('the frames that handled the crash unfold dimmed, above a line that names the exception', async () => {
    const { callStack } = workbench;
    await callStack.folded().click();
    await callStack.frame('machine_kexec').waitFor();
    const rows = await callStack.rows();
    for (const name of HANDLERS) {
      assert.equal(await callStack.isDimmed(name), true, name);
    }
    const label = rows.findIndex((row) => row.startsWith('Stack Frame page fault'));
    assert.match(rows[label + 1] ?? '', /^Stack Frame lab_account/);
    assert.equal(await callStack.isDimmed('lab_account'), false);
  });

  it('a click on a frame opens its line', async () => {
    await workbench.callStack.frame('lab_write').click();
    await workbench.cursorOnLine(109);
    assert.equal(await workbench.openEditor(), 'labcrash.c');
    await takeScreenshot(workbench.page, 'frames');
  });

  it('the Variables view opens the task, its children, one of them and its own', async () => {
    await workbench.setSection('Variables', true);
    await workbench.setSection('Call Stack', false);
    const variables = new VariablesView(workbench.page);
    await variables.inSight('buf, value "null"');
    await variables.open('Scope Locals');
    await variables.open('Scope Task');
    await variables.open('children, value 6 × struct task_struct');
    await variables.open('[2], value labtool (56)');
    await variables.open('children, value 2 × struct task_struct');
    await variables.inSight('[0], value lab-zombie (68)');
    await takeScreenshot(workbench.page, 'variables');
    await workbench.setSection('Variables', false);
    await workbench.setSection('Call Stack', true);
  });

  it('a frame whose source is not here opens a text that says so, on its line', async () => {
    await workbench.callStack.frame('vfs_write').click();
    await workbench.cursorOnLine(582);
    assert.equal(await workbench.openEditor(), 'read_write.c');
    const editor = workbench.page.locator('.editor-instance .view-lines');
    await editor.getByText('The source of this frame was not found on this machine').waitFor();
    await editor.getByText('==> vfs_write').waitFor();
    await takeScreenshot(workbench.page, 'no-source');
  });

  it('another task shows its stack when it is opened', async () => {
    const { callStack } = workbench;
    await callStack.scrollToTop();
    await callStack.toggleThread(/init · 1 · panic/);
    await callStack.toggleThread(/lab-dstate · 57 · UN/);
    await callStack.frame('kernel_clone').waitFor();
    await callStack.frame('kernel_clone').click();
    await workbench.cursorOnLine(2811);
    await takeScreenshot(workbench.page, 'another-task');
  });

  it('ps in the Debug Console lists every task', async () => {
    const { debugConsole } = workbench;
    await workbench.page.getByRole('tab', { name: /^Debug Console/ }).click();
    await debugConsole.run('ps', /lab-t0\.3/);
    await takeScreenshot(workbench.page, 'debug-console');
    const [header, ...tasks] = await debugConsole.answerTo('ps');
    assert.match(header ?? '', /^\s+PID\s+PPID\s+CPU\s+TASK\s+ST/);
    assert.equal(tasks.length, 56);
    const broken = tasks.filter((line) => !/^[> ] +\d+ +\d+ +\d+  [0-9a-f]{16}  .* \S/.test(line));
    assert.deepEqual(broken, []);
  });

  it('log is shown whole', async () => {
    const { debugConsole } = workbench;
    await debugConsole.run('log', /CR2: 0000000000000008/);
    const lines = await debugConsole.answerTo('log');
    assert.match(lines[0] ?? '', /^\[ +0\.000000\] Linux version 6\.1\.176-tiny/);
    assert.match(lines.at(-1) ?? '', /^\[ +\d+\.\d+\] CR2: 0000000000000008$/);
  });

  it("a command that crash does not know is answered in crash's words", async () => {
    await workbench.debugConsole.run('bogus', /command not found: bogus/);
  });

  it('a command that would start a shell is refused in words', async () => {
    await workbench.debugConsole.run('ps | sh', /would start a shell in crash/);
  });

  it('Continue and Step are answered in words, and the session stands still as before', async () => {
    await workbench.page.keyboard.press('F5');
    await workbench.notification('A dump cannot run on').waitFor();
    await workbench.page.keyboard.press('F10');
    await workbench.notification('A dump cannot step').waitFor();
    await takeScreenshot(workbench.page, 'cannot-run');
    await workbench.dismissNotifications();
    const { callStack } = workbench;
    await callStack.scrollToTop();
    const [first, second] = await callStack.rows();
    assert.equal(first, 'Thread init · 1 · panic Kernel panic');
    assert.match(second ?? '', / Paused$/);
    await callStack.frame('kernel_clone').click();
    await workbench.cursorOnLine(2811);
  });

  it('Stop ends the session and leaves nothing behind', async () => {
    await workbench.button(/^Stop /).click();
    await workbench.sessionEnded();
    await nothingIsLeft();
  });
});
