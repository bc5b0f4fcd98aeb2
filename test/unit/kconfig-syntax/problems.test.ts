import assert from 'node:assert/strict';
import { entries, grammar } from './grammar';

/** A broken line, with what is said of it; it stands in an entry between two others. */
const BROKEN: readonly [line: string, under: string, message: RegExp][] = [
  ['\tdepends on FOO &&', 'depends on FOO &&', /symbol is missing/],
  ['\tdepends FOO', 'FOO', /“on”/],
  ['\tdepends on (FOO || BAR', 'depends on (FOO || BAR', /“\)” is missing/],
  ['\tdepends on FOO BAR', 'BAR', /Nothing more/],
  ['\tselect', 'select', /name of a symbol/],
  ['\tdefault', 'default', /symbol is missing/],
  ['\tbool "Foo', '"Foo', /closing quote/],
  ['\tdefalt y', 'defalt', /no Kconfig statement/],
  ['\trange 1', 'range 1', /second number/],
  ['\tvisible FOO', 'FOO', /“if”/],
  ['\tdefault $(cc-option,-m', '$(cc-option,-m', /closing “\)”/],
  ['endif', 'endif', /No “if”/],
  ['if FOO', 'if', /“endif” is missing/],
  ['menu', 'menu', /text in quotes/],
];

describe('problems of Kconfig files', () => {
  for (const [line, under, message] of BROKEN) {
    it(`of ${JSON.stringify(line)} stay in that line`, async () => {
      const text = `config A\n\tbool\n\nconfig B\n\tbool "b"\n${line}\n\nconfig C\n\tbool\n\thelp\n\t  text\n`;
      const { problems, root, unreadable } = (await grammar()).read(text);
      assert.deepEqual(unreadable, []);
      const [problem] = problems;
      assert.ok(problem);
      assert.match(problem.message, message);
      assert.equal(text.slice(problem.span.start, problem.span.end), under);
      assert.ok(problems.length <= 2, 'a menu without a title also has no end');
      const flat = entries(root, text).map((entry) => entry.trim());
      assert.deepEqual(
        flat.filter((entry) => /^config/.test(entry)),
        ['config A', 'config B', 'config C'],
      );
    });
  }

  it('of an entry without a name are not those of its options', async () => {
    const { problems } = (await grammar()).read(
      'config\n\tbool "x"\n\thelp\n\t  y\nconfig A\n\tbool\n',
    );
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['The name of a symbol is missing behind “config”.'],
    );
  });

  it('of an option name an entry that is missing', async () => {
    const { problems } = (await grammar()).read('menu "x"\nendmenu\n\tbool "y"\n');
    assert.match(problems[0]?.message ?? '', /“bool” belongs to no entry/);
  });
});
