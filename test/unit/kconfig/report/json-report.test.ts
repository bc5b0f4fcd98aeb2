import assert from 'node:assert/strict';
import { jsonReport, type JsonReport } from '../../../../extension/kconfig/report/json-report';
import { sampleReport, TEXT } from './sample-report';

describe('the report as JSON', () => {
  const text = jsonReport(sampleReport());
  const report = JSON.parse(text) as JsonReport;

  it('has the fields that programs rely on', () => {
    assert.deepEqual(Object.keys(report), [
      'format',
      'version',
      'tool',
      'files',
      'failures',
      'summary',
    ]);
    assert.deepEqual(report.tool, { name: 'kconfig-lint', version: '1.2.3' });
    assert.deepEqual(report.summary, {
      error: 1,
      warning: 0,
      info: 0,
      hint: 1,
      files: 2,
      fixed: 1,
    });
    const [file] = report.files;
    assert.deepEqual(Object.keys(file ?? {}).sort(), [
      'architecture',
      'findings',
      'fixed',
      'kernel',
      'kind',
      'path',
      'role',
      'uri',
    ]);
    assert.deepEqual(Object.keys(file?.findings[0] ?? {}).sort(), [
      'fixes',
      'message',
      'region',
      'related',
      'role',
      'rule',
      'severity',
    ]);
  });

  it('says where, by line, column and offset', () => {
    const finding = report.files[0]?.findings[0];
    assert.ok(finding);
    const { start, end } = finding.region;
    assert.deepEqual([start.line, start.column, end.line, end.column], [3, 1, 3, 28]);
    assert.equal(TEXT.slice(start.offset, end.offset), 'CONFIG_DEBUG_INFO_REDUCED=y');
    assert.equal(finding.fixes[0]?.edits[1]?.region.start.line, 2);
  });

  it('keeps every character without showing a terminal any', () => {
    assert.equal(report.files[0]?.path, './a b/\x1b.config');
    assert.doesNotMatch(text.replace(/\n/g, ''), /\p{Cc}/u);
    assert.ok(text.endsWith('}\n'));
  });
});
