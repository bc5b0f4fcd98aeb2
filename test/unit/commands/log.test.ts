import assert from 'node:assert/strict';
import { parseLog } from '../../../debug-adapter/commands/log';

describe('log', () => {
  it('reads times, callers and levels', () => {
    assert.deepEqual(
      parseLog(
        '[    3.851185] CPU: 1\n' +
          '[    3.853094]  <TASK>\n' +
          '[12345.000001] [   T1] a\n' +
          '[    0.5][    C0] b\n' +
          '[    0.5] <6>c\n' +
          '<4>[    0.5] d\n' +
          '[    0.5] [mem 0x0-0x1]\n' +
          '               second line\n' +
          '\n',
      ),
      [
        { timestamp: 3.851185, text: 'CPU: 1' },
        { timestamp: 3.853094, text: ' <TASK>' },
        { timestamp: 12345.000001, caller: 'T1', text: 'a' },
        { timestamp: 0.5, caller: 'C0', text: 'b' },
        { timestamp: 0.5, level: 6, text: 'c' },
        { timestamp: 0.5, level: 4, text: 'd' },
        { timestamp: 0.5, text: '[mem 0x0-0x1]' },
        { text: '               second line' },
        { text: '' },
      ],
    );
    assert.deepEqual(parseLog(''), []);
  });
});
