/** The frames of the samples; test/adapter/suites/frames.ts says what is compared. */
import assert from 'node:assert/strict';
import { arm64Crashes } from './support/arm64-crashes';
import { differences } from './support/calls';
import { expectedOf, arm64Sample, x86Sample, type Subject } from './support/subject';
import { describeFrames, type OpenedSession, type Stack } from './suites/frames';
import { arm64Inside } from './suites/arm64-inside';
import { arm64Panic } from './suites/arm64-panic';

const X86 = [x86Sample('the newest crash', 'crashNewest'), x86Sample('crash 8.0.6', 'crash806')];

for (const subject of X86) {
  describeFrames(subject, (session) => oopsOfSample(subject, session));
}

for (const { version, path } of arm64Crashes()) {
  describeFrames(arm64Sample(version, path), (session) => {
    arm64Panic(session);
    arm64Inside(session);
  });
}

/** What is true of the x86-64 sample alone: a module's oops, zombies, a CPU stopped by an NMI. */
function oopsOfSample(subject: Subject, session: () => OpenedSession): void {
  const expected = expectedOf(subject);

  it('of zombies are none, and a label says why', () => {
    const zombies = expected.tasks.filter(({ state }) => state === 'Z');
    assert.equal(zombies.length, 2);
    for (const { address } of zombies) {
      const stack = session().stacks.find(({ backtrace }) => backtrace.task === BigInt(address));
      assert.deepEqual(
        stack?.frames.map(({ name, presentationHint }) => [name, presentationHint]),
        [['no stack: the task has exited and its stack is gone', 'label']],
      );
    }
  });

  it('begin, for a person, where the kernel crashed', () => {
    const { stacks, stopped } = session();
    const stack = stacks[0] as Stack;
    assert.equal(stack.thread.id, stopped.threadId);
    const first = stack.frames.find(
      ({ presentationHint }) => presentationHint !== 'label' && presentationHint !== 'subtle',
    );
    assert.equal(first?.name, 'lab_account [labcrash]');
    assert.equal(first?.line, 54);
    assert.match(first?.source?.path ?? '', /\/labcrash\.c$/);
    const panic = expected.panic.frames;
    assert.deepEqual(
      differences(
        stack.calls.filter(({ handler }) => !handler),
        panic,
      ),
      [],
    );
  });

  it('have the handlers of the crash above, dimmed, and a label between', () => {
    const { frames } = session().stacks[0] as Stack;
    const hints = frames.map(({ presentationHint }) => presentationHint);
    const label = hints.indexOf('label');
    assert.equal(frames[label]?.name, 'page fault');
    assert.ok(label >= 5);
    assert.ok(hints.slice(0, label).every((hint) => hint === 'subtle'));
    assert.equal(frames[0]?.name, 'machine_kexec');
    assert.ok(!hints.slice(label).includes('subtle'));
  });

  it('of other stacks are dimmed only on a CPU that was stopped', () => {
    for (const { thread, calls } of session().stacks.slice(1)) {
      const stoppedByNmi = calls.some(({ name }) => name === 'crash_nmi_callback');
      assert.equal(
        calls.some(({ handler }) => handler),
        stoppedByNmi,
        thread.name,
      );
    }
  });
}
