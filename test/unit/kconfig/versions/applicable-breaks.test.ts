import assert from 'node:assert/strict';
import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import { applicableBreaks } from '../../../../extension/kconfig/versions/applicable-breaks';
import type { Break } from '../../../../extension/kconfig/versions/version-data';
import { version } from './version-set';

const ROW: Break = {
  kernel: '6.6',
  effect: 'fatal',
  symptom: 'it stops',
  fixedIn: ['8.0.4'],
  commits: ['a9291fc'],
};
const RELEASES = [
  { version: '8.0.3', date: '2023-04-26' },
  { version: '8.0.4', date: '2023-11-16' },
];

/** The doubts of the row; undefined: it does not apply. */
function doubts(
  row: Partial<Break>,
  kernel: string | undefined,
  architecture?: Architecture,
  crash: string | undefined = '8.0.3',
): readonly string[] | undefined {
  const table = { releases: RELEASES, breaks: [{ ...ROW, ...row }] };
  const target = { kernel: version(kernel), architecture };
  return applicableBreaks(table, target, version(crash))[0]?.doubts;
}

describe('applicableBreaks', () => {
  it('goes by the kernel', () => {
    assert.deepEqual(doubts({}, '6.6'), []);
    assert.deepEqual(doubts({}, '6.6-rc1'), []);
    assert.deepEqual(doubts({}, '6.12.107+deb13-amd64'), []);
    assert.equal(doubts({}, '6.5.13'), undefined);
    assert.equal(doubts({}, undefined), undefined);
  });

  it('goes by the tool', () => {
    assert.equal(doubts({}, '6.6', undefined, '8.0.4'), undefined);
    const [row] = applicableBreaks(
      { releases: RELEASES, breaks: [ROW] },
      { kernel: version('6.6'), architecture: undefined },
      undefined,
    );
    assert.deepEqual(row?.doubts, []);
  });

  it('goes by the architecture, and is in doubt where it is not known', () => {
    const row = { architecture: 'ppc64' } as const;
    assert.deepEqual(doubts(row, '6.6', 'ppc64'), []);
    assert.equal(doubts(row, '6.6', 'x86_64'), undefined);
    assert.deepEqual(doubts(row, '6.6'), ['on ppc64']);
  });

  it('is in doubt of what no version tells', () => {
    assert.deepEqual(doubts({ condition: 'with the radix MMU' }, '6.6'), ['with the radix MMU']);
    assert.deepEqual(doubts({ uncertain: true }, '6.6'), ['as the commit suggests']);
    assert.deepEqual(doubts({}, '6.6', undefined, '8.0.3++'), ['unless it has the fix already']);
  });
});
