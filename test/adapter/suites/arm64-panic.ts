/** What is true of every arm64 dump that `echo c > /proc/sysrq-trigger` made. */
import assert from 'node:assert/strict';
import type { OpenedSession, Stack } from './frames';

export function arm64Panic(session: () => OpenedSession): void {
  it('begin, for a person, where the kernel crashed', () => {
    const { stacks, stopped } = session();
    const [panic] = stacks as [Stack];
    assert.equal(panic.thread.id, stopped.threadId);
    assert.match(panic.thread.name, / · 1 · panic$/);
    const shown = panic.frames.filter(({ presentationHint }) => presentationHint !== 'subtle');
    assert.equal(shown[0]?.name, 'sysrq_handle_crash');
    assert.match(shown[0]?.source?.path ?? shown[0]?.source?.name ?? '', /drivers\/tty\/sysrq\.c$/);
    const above = panic.frames.slice(0, panic.frames.indexOf(shown[0] ?? panic.frames[0]!));
    assert.equal(above.at(-1)?.name, 'panic');
  });

  it('end at user mode where the task came from there', () => {
    const [panic] = session().stacks as [Stack];
    const last = panic.frames.at(-1);
    assert.equal(last?.presentationHint, 'label');
    assert.match(last?.name ?? '', /^user mode at 0x[0-9a-f]+$/);
    assert.equal(panic.calls.at(-1)?.name, 'el0t_64_sync');
  });

  it('of a CPU that was stopped in the kernel go on where it was, below a label', () => {
    const stopped = session().stacks.filter(({ calls }) =>
      calls.some(({ name }) => name === 'el1h_64_irq'),
    );
    // crash 8.0.6 begins right there where return addresses are signed.
    const direct = session().stacks.filter(
      ({ thread, calls, backtrace }) =>
        thread.name.includes(' · CPU ') && backtrace.interrupted.has(calls[0]?.pc ?? 0n),
    );
    assert.ok(stopped.length + direct.length > 0, 'no CPU was in the kernel');
    for (const { thread, frames, calls, backtrace } of stopped) {
      const entry = frames.findIndex(({ name }) => name === 'el1h_64_irq');
      assert.equal(frames[entry + 1]?.presentationHint, 'label', thread.name);
      assert.equal(frames[entry + 1]?.name, 'interrupt');
      const pc = BigInt(frames[entry + 2]?.instructionPointerReference ?? 0);
      assert.ok(backtrace.interrupted.has(pc), thread.name);
      assert.ok(
        frames.slice(0, entry).every(({ presentationHint }) => presentationHint !== 'normal'),
      );
      assert.ok(calls.slice(-3).every(({ handler }) => !handler));
    }
  });
}
