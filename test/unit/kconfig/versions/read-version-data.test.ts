import assert from 'node:assert/strict';
import { BUNDLED_VERSION_DATA } from '../../../../extension/kconfig/versions/bundled-version-data';
import {
  NO_VERSION_DATA,
  readVersionData,
} from '../../../../extension/kconfig/versions/read-version-data';
import json from '../../../../extension/kconfig/versions/versions.json';

const FIXED_71 = {
  kernel: '7.1',
  effect: 'fatal',
  symptom: 'it stops',
  fixedIn: ['9.0.3'],
  commits: ['3a415c0'],
};
const RELEASE_903 = { version: '9.0.3', date: '2026-10-01', newestKernel: '7.1', gdb: '16.2' };

describe('readVersionData', () => {
  it('adds rows to a section and leaves the others alone', () => {
    const { data, problems } = readVersionData(
      { schema: 1, crash: { date: '2026-10-02', releases: [RELEASE_903], breaks: [FIXED_71] } },
      BUNDLED_VERSION_DATA,
    );
    assert.deepEqual(problems, []);
    assert.equal(data.crash.date, '2026-10-02');
    assert.deepEqual(data.crash.sources, BUNDLED_VERSION_DATA.crash.sources);
    assert.equal(data.crash.releases.length, BUNDLED_VERSION_DATA.crash.releases.length + 1);
    assert.deepEqual(data.makedumpfile, BUNDLED_VERSION_DATA.makedumpfile);
    assert.deepEqual(data.kexec, BUNDLED_VERSION_DATA.kexec);
  });

  it('takes a row for the one that it knows by its first commit', () => {
    const { data } = readVersionData(
      { schema: 1, crash: { date: '2026-10-02', breaks: [FIXED_71] } },
      BUNDLED_VERSION_DATA,
    );
    const rows = data.crash.breaks.filter(({ commits }) => commits[0] === '3a415c0');
    assert.deepEqual(rows, [FIXED_71]);
    assert.equal(data.crash.breaks.length, BUNDLED_VERSION_DATA.crash.breaks.length);
  });

  it('replaces a section that says so', () => {
    const { data, problems } = readVersionData(
      {
        schema: 1,
        crash: { replace: true, date: '2026-10-02', sources: ['me'], releases: [RELEASE_903] },
      },
      BUNDLED_VERSION_DATA,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(data.crash, {
      date: '2026-10-02',
      sources: ['me'],
      releases: [RELEASE_903],
      breaks: [],
    });
  });

  it('leaves out what it does not understand, and says where', () => {
    const { data, problems } = readVersionData(
      {
        schema: 1,
        crash: {
          date: 'yesterday',
          releases: [RELEASE_903, { ...RELEASE_903, version: 'nine' }, 7],
          breaks: [
            { ...FIXED_71, effect: 'bad' },
            { ...FIXED_71, fixedIn: '9.0.3' },
            { ...FIXED_71, commits: [] },
            { ...FIXED_71, arch: 'x86_64' },
            { ...FIXED_71, architecture: 'vax' },
            { ...FIXED_71, symptom: 'x'.repeat(301) },
            { ...FIXED_71, symptom: 'two\nlines' },
          ],
        },
        kexec: [],
        drgn: {},
      },
      NO_VERSION_DATA,
    );
    assert.deepEqual(data.crash.releases, [RELEASE_903]);
    assert.deepEqual(data.crash.breaks, []);
    assert.deepEqual(problems, [
      'The file: "drgn" is not known.',
      '"crash": "date" is not a day such as 2026-08-18.',
      '"kexec" is not an object.',
      '"crash", "releases", row 3 is not an object.',
      '"crash", "releases", row 2: "version" is not a version such as 6.12.',
      '"crash", "breaks", row 1: "effect" is not one of fatal, corrupt, command, size.',
      '"crash", "breaks", row 2: "fixedIn" is not a list of versions.',
      '"crash", "breaks", row 3: "commits" is not a list of commits.',
      '"crash", "breaks", row 4: "arch" is not known.',
      ...problems.slice(9),
    ]);
    assert.equal(problems.length, 12);
    assert.match(problems[9] ?? '', /row 5: "architecture" is not one of x86_64, /);
  });

  it('does not take another schema', () => {
    const { data, problems } = readVersionData({ ...json, schema: 2 }, BUNDLED_VERSION_DATA);
    assert.equal(data, BUNDLED_VERSION_DATA);
    assert.deepEqual(problems, ['"schema" is not 1: the file is left out.']);
  });

  it('never throws', () => {
    const odd: unknown[] = [
      undefined,
      null,
      '',
      7,
      [],
      {},
      { schema: 1, crash: null },
      { schema: 1, crash: { releases: { length: 3 } } },
      { schema: 1, crash: { releases: [null, undefined, [], 'x', { version: {} }] } },
      { schema: 1, makedumpfile: { architectures: [{ architecture: '__proto__', since: '1.0' }] } },
      { schema: 1, kexec: { features: [{ since: undefined }] } },
      JSON.parse('{"schema":1,"__proto__":{"crash":{"replace":true}},"crash":{"__proto__":{}}}'),
      Object.create(null),
    ];
    for (const value of odd) {
      const { data, problems } = readVersionData(value, BUNDLED_VERSION_DATA);
      assert.deepEqual(data.crash, BUNDLED_VERSION_DATA.crash);
      assert.ok(problems.every((problem) => problem.endsWith('.')));
    }
  });

  it('survives any member being something else', () => {
    const spoil = (value: unknown, path: readonly (string | number)[], odd: unknown): unknown => {
      const [first, ...rest] = path;
      if (first === undefined) return odd;
      if (Array.isArray(value)) {
        return value.map((row: unknown, index) => (index === first ? spoil(row, rest, odd) : row));
      }
      const object = value as Record<string, unknown>;
      return { ...object, [first]: spoil(object[first], rest, odd) };
    };
    const paths = Object.entries(json).flatMap(([section, value]) =>
      typeof value === 'object'
        ? Object.entries(value).flatMap(([list, rows]: [string, unknown]) => {
            const first: unknown = Array.isArray(rows) ? rows[0] : undefined;
            return typeof first === 'object' && first !== null
              ? Object.keys(first).map((name) => [section, list, 0, name])
              : [[section, list]];
          })
        : [[section]],
    );
    assert.ok(paths.length > 20);
    for (const path of paths) {
      for (const odd of [null, 7, 'x', [], {}, [null]]) {
        const { data } = readVersionData(spoil(json, path, odd));
        assert.ok(data.crash.breaks.length <= json.crash.breaks.length);
      }
    }
  });

  it('reads no more than a thousand rows', () => {
    const releases = Array.from({ length: 1500 }, (_, index) => ({
      version: `2.0.${index}`,
      date: '2026-01-01',
    }));
    const { data, problems } = readVersionData({
      schema: 1,
      kexec: { date: '2026-01-01', releases },
    });
    assert.equal(data.kexec.releases.length, 1000);
    assert.deepEqual(problems, [
      '"kexec": "releases" has more than 1000 rows; the rest is left out.',
    ]);
  });
});
