import assert from 'node:assert/strict';
import { textReport } from '../../../../extension/kconfig/report/text-report';
import { sampleReport } from './sample-report';

describe('the report as text', () => {
  it('is what compilers write, with nothing that a terminal obeys', () => {
    assert.equal(
      textReport(sampleReport()),
      [
        './a b/\\x1b.config:3:1: error: Reduced debug info: \\x1b[31m"no debugging data"\\u202e. [SYS004]',
        './a b/\\x1b.config:2:1: note: And this one.',
        './a b/\\x1b.config:4:1: hint: Nothing. [CFG004]',
        '/x/.config:3:1: fixed: Reduced debug info: \\x1b[31m"no debugging data"\\u202e. [SYS004]',
        '2 files: 1 error, 1 hint; 1 fixed; 1 could not be looked at.',
        '',
      ].join('\n'),
    );
  });

  it('of nothing is one line', () => {
    const [file] = sampleReport().files;
    assert.ok(file);
    const report = { toolVersion: '1', files: [{ ...file, findings: [] }], failures: [] };
    assert.equal(textReport(report), '1 file: nothing found.\n');
  });
});
