import assert from 'node:assert/strict';
import { kernelBehaviour } from '../../../../extension/kconfig/crashkernel/kernel-behaviour';
import { readValue } from '../../../../extension/kconfig/crashkernel/read-value';
import { parseVersion } from '../../../../extension/kconfig/model/version';
import { randomValues } from '../../../lab/crashkernel/cases';

const NEWEST = kernelBehaviour(undefined);

/** The form, and what the kernel stumbles over. */
function read(value: string, kernel = NEWEST): string {
  const { form, refusal } = readValue(value, kernel);
  if (!refusal) return form;
  const { start, end } = refusal.span;
  return `${form}: ${refusal.reason} at ${start} "${value.slice(start, end)}"`;
}

describe('readValue', () => {
  it('tells the forms apart', () => {
    assert.equal(read('512M'), 'size');
    assert.equal(read('256M@16M'), 'size');
    assert.equal(read('2G-4G:256M,4G-:512M@16M'), 'ranges');
    assert.equal(read('512M,high'), 'suffix');
    assert.equal(read('0,low'), 'suffix');
    assert.equal(read('1G,cma'), 'suffix');
    const old = kernelBehaviour(parseVersion('6.12'));
    assert.equal(read('1G,cma', old), 'size: unrecognized at 2 ",cma"');
  });

  it('shows the piece that is refused', () => {
    const cases = {
      '512MB': 'size: unrecognized at 4 "B"',
      auto: 'size: number-expected at 0 "auto"',
      '': 'size: number-expected at 0 ""',
      '2G-4G': 'size: unrecognized at 2 "-4G"',
      '2G:512M': 'ranges: dash-expected at 2 ":"',
      '-:64M': 'ranges: number-expected at 0 "-"',
      '1G-x:64M': 'ranges: number-expected at 3 "x"',
      '1G-2GB:64M': 'ranges: colon-expected at 5 "B"',
      '1G-:': 'ranges: number-expected at 4 ""',
      '4G-2G:64M': 'ranges: end-not-after-start at 0 "4G-2G"',
      '1G-2G:64M,4G-2G:64M': 'ranges: end-not-after-start at 10 "4G-2G"',
      '1G-2G:64M,': 'ranges: number-expected at 10 ""',
      '2G-:512M,high': 'suffix: unrecognized at 2 "-:512M"',
      '512MB,high': 'suffix: unrecognized at 4 "B"',
      '512M,high,high': 'suffix: unrecognized at 9 ",high"',
      ',high': 'suffix: number-expected at 0 ","',
    };
    for (const [value, expected] of Object.entries(cases)) assert.equal(read(value), expected);
  });

  it('knows what the kernel does not look at', () => {
    const size = readValue('256M@16MB', NEWEST);
    assert.deepEqual(size.form === 'size' && size.ignored, { start: 8, end: 9 });
    const nowhere = readValue('256M@', NEWEST);
    assert.deepEqual(nowhere.form === 'size' && [nowhere.at, nowhere.offset], [4, undefined]);
    const list = readValue('512M-2G:64MB,2G-:128M', NEWEST);
    assert.deepEqual(list.form === 'ranges' && [list.ranges.length, list.stop], [1, 11]);
  });

  it('ends at a blank', () => {
    assert.equal(readValue('512M quiet', NEWEST).text, '512M');
  });

  it('shows pieces inside the value, whatever it is', () => {
    for (const values of randomValues(3, 3000)) {
      for (const value of values) {
        const { refusal, text } = readValue(value, NEWEST);
        if (!refusal) continue;
        const { start, end } = refusal.span;
        assert.ok(0 <= start && start <= end && end <= text.length, value);
      }
    }
  });
});
