import assert from 'node:assert/strict';
import { logTail } from '../../../extension/overview/page/log-tail';
import { sampleLog } from './dump-sample';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => `[    0.1] line ${at}`);

describe('the end of the log', () => {
  it('begins a little before the oops', () => {
    const lines = sampleLog('x86_64-tiny');
    const { oops, before, after, ...tail } = logTail(lines);
    assert.deepEqual(oops, { from: 4, to: 43 });
    assert.equal(before, 228);
    assert.equal(after, 0);
    assert.match(tail.lines[4] ?? '', /BUG: kernel NULL pointer dereference/);
    assert.deepEqual(tail.lines, lines.slice(before));
  });

  it('is its last lines where nothing died', () => {
    assert.deepEqual(logTail(numbered(100)), {
      lines: numbered(100).slice(75),
      before: 75,
      after: 0,
    });
    assert.deepEqual(logTail([]), { lines: [], before: 0, after: 0 });
  });

  it('leaves out what follows for too long', () => {
    const lines = ['Kernel panic - not syncing: x', ...numbered(500)];
    const tail = logTail(lines);
    assert.equal(tail.lines.length, 160);
    assert.deepEqual(tail.oops, { from: 0, to: 160 });
    assert.equal(tail.after, 341);
  });
});
