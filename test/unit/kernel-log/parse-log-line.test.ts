import assert from 'node:assert/strict';
import { parseLogLine } from '../../../debug-adapter/kernel-log/parse-log-line';

describe('a line of a log', () => {
  it('as dmesg -T and dmesg -r write it', () => {
    assert.deepEqual(parseLogLine('[Sun Nov 22 22:22:15 2026] BUG: x'), { text: 'BUG: x' });
    assert.deepEqual(parseLogLine('[Sun Nov  2 02:22:15 2026] [   T1]  <TASK>'), {
      caller: 'T1',
      text: ' <TASK>',
    });
    assert.deepEqual(parseLogLine('<28>[    1.5] a'), { timestamp: 1.5, level: 4, text: 'a' });
    assert.deepEqual(parseLogLine('[Sun Nov] a'), { text: '[Sun Nov] a' });
  });
});
