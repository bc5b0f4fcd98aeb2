import assert from 'node:assert/strict';
import type { LogRecord } from '../../../debug-adapter/dumpfile/log/log-record';
import { levelWords, shownLines } from '../../../extension/overview/log/log-text';
import { readSample, sampleLog, type Sample } from './dump-sample';

describe('the kernel log as a document', () => {
  for (const sample of ['x86_64-tiny', 'arm64-tiny'] satisfies Sample[]) {
    it(`is what makedumpfile writes: ${sample}`, async function () {
      this.timeout(60_000);
      const { log } = await readSample(sample);
      assert.ok(log.ok);
      const lines = shownLines(log.log);
      assert.deepEqual(
        lines.map(({ text }) => text),
        sampleLog(sample),
      );
      assert.ok(lines.every(({ level }) => level !== undefined));
    });
  }

  const shown = (...records: LogRecord[]) => shownLines({ form: 'lockless', records });

  it('gives every line of a message its level', () => {
    assert.deepEqual(shown({ time: 1_500_000, level: 3, facility: 0, text: 'one\ntwo' }), [
      { text: '[    1.500000] one', level: 3, facility: 0 },
      { text: '               two', level: 3, facility: 0 },
    ]);
  });

  it('shows what could mislead, and begins no line that the log does not have', () => {
    const [line, ...others] = shown({ time: 0, text: 'a\rb\u202ec\x1b[2Jd\u2028e' });
    assert.deepEqual(line, { text: '[    0.000000] a\\x0db\\u202ec\\x1b[2Jd\\u2028e' });
    assert.deepEqual(others, []);
  });

  it('tells levels in words', () => {
    assert.equal(levelWords({ text: '', level: 3, facility: 0 }), 'error (3), from the kernel');
    assert.equal(levelWords({ text: '', level: 3 }), 'error (3), from the kernel');
    assert.equal(
      levelWords({ text: '', level: 6, facility: 3 }),
      'info (6), from user space (facility daemon 3)',
    );
    assert.equal(levelWords({ text: '' }), undefined);
  });
});
