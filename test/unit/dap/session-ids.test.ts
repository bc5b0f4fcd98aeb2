import assert from 'node:assert/strict';
import { MOST_FRAMES, SessionIds } from '../../../debug-adapter/dap/session-ids';
import type { CallFrame } from '../../../debug-adapter/model/frame';

const CALL: CallFrame = {
  kind: 'call',
  functionName: 'f',
  pc: 1n,
  inlined: false,
  confirmed: true,
  exception: false,
  handler: false,
};

describe('the numbers of a session', () => {
  it('of threads are ours: idle tasks share a pid', () => {
    const ids = new SessionIds();
    assert.deepEqual([ids.thread(0xa0n), ids.thread(0xb0n), ids.thread(0xa0n)], [1, 2, 1]);
    assert.deepEqual(
      [ids.task(1), ids.task(2), ids.task(3), ids.task(0)],
      [0xa0n, 0xb0n, undefined, undefined],
    );
  });

  it('of frames stay', () => {
    const ids = new SessionIds();
    const first = ids.frame(0xa0n, 0);
    const others = [ids.frame(0xa0n, MOST_FRAMES - 1), ids.frame(0xb0n, 3)];
    assert.equal(ids.frame(0xa0n, 0), first);
    assert.equal(new Set([first, ...others]).size, 3);
    assert.deepEqual(
      [first, ...others].map((id) => ids.frameHandle(id)),
      [
        { task: 0xa0n, index: 0 },
        { task: 0xa0n, index: MOST_FRAMES - 1 },
        { task: 0xb0n, index: 3 },
      ],
    );
  });

  it('that nobody gave lead nowhere', () => {
    const ids = new SessionIds();
    ids.frame(0xa0n, 0);
    ids.generatedSource(CALL);
    for (const id of [0, -1, 2, 1.5, MOST_FRAMES + 0.5, 2 * MOST_FRAMES, NaN, Infinity]) {
      assert.equal(ids.frameHandle(id), undefined);
      assert.equal(ids.generatedFrame(id), undefined);
    }
    assert.equal(ids.frameHandle(undefined), undefined);
  });

  it('of generated sources are one for each place and function', () => {
    const ids = new SessionIds();
    const numbers = [
      CALL,
      { ...CALL, handler: true },
      { ...CALL, pc: 2n },
      { ...CALL, functionName: 'g' },
      { ...CALL, source: { file: 'x.c', line: 3 } },
    ].map((frame) => ids.generatedSource(frame));
    assert.deepEqual(numbers, [1, 1, 2, 3, 4]);
    assert.equal(ids.generatedFrame(3)?.functionName, 'g');
  });

  it('are never 0, which means none to a client', () => {
    const ids = new SessionIds();
    assert.ok(ids.thread(1n) > 0 && ids.frame(1n, 0) > 0 && ids.generatedSource(CALL) > 0);
  });
});
