import assert from 'node:assert/strict';
import {
  firstReleaseWith,
  fixState,
  isBeyond,
  newestRelease,
  releaseOf,
} from '../../../../extension/kconfig/versions/fixes';
import { version } from './version-set';

const RELEASES = ['7.3.0', '7.3.1', '8.0.0', '7.3.2', '8.0.1', '8.0.2', '9.0.0', '9.0.2'].map(
  (name) => ({ version: name, date: '2026-01-01' }),
);

describe('fixState', () => {
  const cases: readonly [string, readonly string[], string][] = [
    // The fix came into two branches.
    ['7.3.1', ['7.3.2', '8.0.1'], 'broken'],
    ['7.3.2', ['7.3.2', '8.0.1'], 'fixed'],
    ['7.3.9', ['7.3.2', '8.0.1'], 'fixed'],
    ['8.0.0', ['7.3.2', '8.0.1'], 'broken'],
    ['8.0.1', ['7.3.2', '8.0.1'], 'fixed'],
    ['8.0.0', ['7.3.1', '8.0.0'], 'fixed'],
    ['9.0.0', ['7.3.2', '8.0.1'], 'fixed'],
    ['7.2.9', ['7.3.2', '8.0.1'], 'broken'],
    // Into one.
    ['7.3.2', ['8.0.2'], 'broken'],
    ['8.0.2', ['8.0.2'], 'fixed'],
    ['8.0.2-4.el9', ['8.0.2'], 'fixed'],
    ['8.0.1-4.el9', ['8.0.2'], 'broken'],
    // Between releases: it may have what the next one has, and no more.
    ['8.0.1++', ['8.0.2'], 'unknown'],
    ['8.0.1++', ['9.0.0'], 'broken'],
    ['8.0.2++', ['8.0.2'], 'fixed'],
    ['9.0.2++', ['9.0.3'], 'unknown'],
    // Into none.
    ['9.0.2', [], 'broken'],
    ['8.0.2', [], 'broken'],
    ['8.0.2++', [], 'broken'],
    ['9.0.2++', [], 'unknown'],
    ['9.0.2.git', [], 'unknown'],
    ['9.0.3', [], 'unknown'],
    ['9.0.2-1.fc45', [], 'broken'],
  ];
  for (const [written, fixedIn, expected] of cases) {
    it(`${written} with fixes in ${fixedIn.join(' and ') || 'no release'}: ${expected}`, () => {
      assert.equal(fixState(version(written), fixedIn, RELEASES), expected);
    });
  }

  it('says nothing without any data', () => {
    assert.equal(fixState(version('8.0.0'), [], []), 'unknown');
  });
});

describe('releases', () => {
  it('the first with all fixes lies in the own branch if it can', () => {
    const fixes = [['7.3.2', '8.0.1'], ['7.3.0']];
    assert.equal(firstReleaseWith(fixes, RELEASES, version('7.3.1'))?.version, '7.3.2');
    assert.equal(firstReleaseWith(fixes, RELEASES, version('8.0.0'))?.version, '8.0.1');
    assert.equal(
      firstReleaseWith([...fixes, ['9.0.0']], RELEASES, version('8.0.0'))?.version,
      '9.0.0',
    );
    assert.equal(firstReleaseWith(fixes, RELEASES)?.version, '7.3.2');
    assert.equal(firstReleaseWith([[]], RELEASES), undefined);
  });

  it('are ordered by number, not by day', () => {
    assert.equal(newestRelease(RELEASES)?.version, '9.0.2');
    assert.equal(newestRelease([]), undefined);
    assert.equal(releaseOf(version('8.0.5'), RELEASES)?.version, '8.0.2');
    assert.equal(releaseOf(version('7.3.1-2.el8'), RELEASES)?.version, '7.3.1');
    assert.equal(releaseOf(version('1.0'), RELEASES), undefined);
  });

  it('end somewhere', () => {
    assert.equal(isBeyond(version('9.0.2'), RELEASES), false);
    assert.equal(isBeyond(version('9.0.2++'), RELEASES), true);
    assert.equal(isBeyond(version('9.0.3'), RELEASES), true);
    assert.equal(isBeyond(version('1.0'), []), true);
  });
});
