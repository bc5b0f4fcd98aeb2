import assert from 'node:assert/strict';
import { BROKEN, brokenText } from './broken-lines';
import { entries, grammar } from './grammar';

describe('problems of Kconfig files', () => {
  for (const [line, under, message] of BROKEN) {
    it(`of ${JSON.stringify(line)} stay in that line`, async () => {
      const text = brokenText(line);
      const { problems, root, unreadable } = (await grammar()).read(text);
      assert.deepEqual(unreadable, []);
      const [problem] = problems;
      assert.ok(problem);
      assert.match(problem.message, message);
      assert.equal(text.slice(problem.span.start, problem.span.end), under);
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
      ['A symbol is wanted at the end of the line.'],
    );
  });

  it('of an option name an entry that is missing', async () => {
    const { problems } = (await grammar()).read('menu "x"\nendmenu\n\tbool "y"\n');
    assert.match(problems[0]?.message ?? '', /bool/);
  });
});
