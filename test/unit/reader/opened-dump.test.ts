import assert from 'node:assert/strict';
import { NotAvailableError } from '../../../debug-adapter/reader/not-available';
import { partOf, type OpenedDump } from '../../../debug-adapter/reader/opened-dump';
import type { Standing } from '../../../debug-adapter/protocol/rung';

/** As much of a dump as the question for a part sees. */
function dump(standing: Standing, parts: Partial<OpenedDump> = {}): OpenedDump {
  return { standing, ...parts } as OpenedDump;
}

describe('a part of the engine', () => {
  it('is given where it is', () => {
    const code = { functionAt: () => Promise.resolve([]) } as unknown as NonNullable<
      OpenedDump['code']
    >;
    assert.equal(partOf(dump({ rung: 'full' }, { code }), 'code'), code);
  });

  const said: readonly (readonly [Standing, RegExp])[] = [
    [
      { rung: 'no-crash', because: 'crash is not installed.' },
      /^Instructions need a whole crash, which this session does without \(log works\)\. crash is not installed\.$/,
    ],
    [
      { rung: 'minimal', because: 'Linux 7.2 is newer than crash 9.0.2.' },
      /^Instructions need a whole crash, which runs in its minimal mode here .* newer than crash 9\.0\.2\.$/,
    ],
  ];
  for (const [standing, words] of said) {
    it(`is refused in words on the rung ${standing.rung}`, () => {
      assert.throws(
        () => partOf(dump(standing), 'code'),
        (error) => error instanceof NotAvailableError && words.test(error.message),
      );
    });
  }
});
