/** The tasks of the samples as threads. */
import assert from 'node:assert/strict';
import { arm64Crashes } from './support/arm64-crashes';
import { arm64Sample, x86Sample } from './support/subject';
import { describeThreads } from './suites/threads';

describeThreads(x86Sample('the newest crash', 'crashNewest'), 2, (session) => {
  it('begin with init, which the oops killed', () => {
    const { threads, stopped } = session();
    assert.equal(threads[0]?.name, 'init · 1 · panic');
    assert.match(stopped.text ?? '', /^BUG: kernel NULL pointer dereference, address: 0+8$/);
  });

  it('go on with those on a CPU, then those in state D, then the rest', () => {
    const { threads } = session();
    assert.deepEqual(
      threads.slice(1, 3).map(({ name }) => name),
      ['swapper/0 · 0 · CPU 0', 'lab-dstate · 57 · UN'],
    );
    const others = threads.slice(3).map(({ name }) => name);
    assert.ok(
      others.every((name) => !/ · (panic|CPU \d+|UN)$/.test(name)),
      others.join(),
    );
  });
});

for (const { version, path } of arm64Crashes()) {
  describeThreads(arm64Sample(version, path), 4, (session) => {
    it('begin with the shell that asked for the crash, then those on a CPU', () => {
      const { threads, stopped } = session();
      assert.deepEqual(
        threads.slice(0, 4).map(({ name }) => name),
        ['sh · 1 · panic', 'swapper/0 · 0 · CPU 0', 'sh · 59 · CPU 1', 'cat · 60 · CPU 2'],
      );
      assert.equal(stopped.text, 'Kernel panic - not syncing: sysrq triggered crash');
    });
  });
}
