import assert from 'node:assert/strict';
import type { KconfigSyntax } from '../../../extension/kconfig-syntax/syntax-tree';
import { entries, grammar } from './grammar';

/** What Kconfig reads and the grammar alone would not, each between two entries that must survive. */
const CONSTRUCTS: Readonly<Record<string, string>> = {
  'transitional (6.18)': 'config FOO\n\tbool\n\ttransitional\n',
  'a condition of a dependency (7.0)': 'config FOO\n\tbool\n\tdepends on A if B || C\n',
  'two blanks in depends on': 'config FOO\n\tbool\n\tdepends  on A\n',
  'a tab in depends on': 'config FOO\n\tbool\n\tdepends\ton A && (B || !C)\n',
  'a tab in visible if': 'menu "Foo"\n\tvisible\tif A\nendmenu\n',
  'option env': 'config FOO\n\tstring\n\toption env="FOO"\n',
  'option modules': 'config FOO\n\tbool "Modules"\n\toption modules\n',
  'the old spelling of help': 'config FOO\n\tbool "Foo"\n\t---help---\n\t  Text.\n',
  'blanks behind help': 'config FOO\n\tbool "Foo"\n\thelp  \n\t  Text.\n\t  More.\n',
  'a help text that ends with blanks': 'config FOO\n\tbool "Foo"\n\thelp\n\t  Text.\n\t  \n',
  'an empty line of blanks in a help text':
    'config FOO\n\tbool\n\thelp\n\t  A\n   \n\t  config X\n',
  'an empty help text': 'config FOO\n\tbool "Foo"\n\thelp\n',
  'a help text in the first column': 'config FOO\n\tbool\n\thelp\nconfig IS_HELP\n',
  'an entry without options': 'config FOO\n',
  'an entry with an empty help text only': 'menuconfig FOO\n\thelp\n',
  'a dollar before the quote': 'config FOO\n\tstring "Foo $"\n\tdefault "a$"\n',
  'a number sign in a text': 'config FOO\n\tstring "#1 of # signs"\n',
  'quotes in a text': 'config FOO\n\tstring "the \\"real\\" \'Foo\'"\n',
  'one word as a prompt': 'config FOO\n\tbool Foo\n',
  'a joined line': 'config FOO\n\tbool "Foo"\n\tdepends on A || \\\n\t\tB\n',
  'an assignment with quotes': 'foo := $(shell,echo "it\'s" (really))\nconfig FOO\n\tbool\n',
  'an assignment that ends with a backslash': 'foo = a \\\nconfig FOO\n\tbool\n',
  'an empty assignment': 'foo :=\nconfig FOO\n\tbool\n',
  'a call that stands alone': '$(error-if,$(x),no "x" (sorry))\nconfig FOO\n\tbool\n',
  'a call in a default': 'config FOO\n\tbool\n\tdefault $(cc-option,-m"x" (y) {z})\n',
  'a call in a text': 'config FOO\n\tstring\n\tdefault "$(shell,x "y" (z))"\n',
  'a variable in a path': 'source "$BR2_BASE_DIR/.br2.in"\nconfig FOO\n\tbool\n',
  'a path with dots': 'source arch/$(SRCARCH)/Kconfig.debug\nconfig FOO\n\tbool\n',
  'a choice without options': 'choice\nendchoice\nconfig FOO\n\tbool\n',
  'carriage returns': 'config FOO\r\n\tbool "Foo"\r\n\thelp\r\n\t  Text.\r\n\t\r\n\r\n',
  'a comment behind an option': 'config FOO\n\tbool "Foo" # or not\n\tdepends on A # && B\n',
};

const around = (construct: string) =>
  `config FIRST\n\tbool "First"\n\n${construct}\nconfig LAST\n\tbool "Last"`;

describe('the grammar of Kconfig with the text made readable', () => {
  const read = async (text: string): Promise<KconfigSyntax> => (await grammar()).read(text);

  for (const [name, construct] of Object.entries(CONSTRUCTS)) {
    it(`reads ${name}, and what follows`, async () => {
      const text = around(construct);
      const { root, problems, unreadable } = await read(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(unreadable, []);
      const found = entries(root, text);
      assert.equal(found[0], 'config FIRST');
      assert.equal(found.at(-1), 'config LAST');
      const own = construct.match(/^(?:menu)?config (?!IS_HELP)\w+|^menu "\w+"/gm) ?? [];
      assert.deepEqual(
        found.slice(1, -1).filter((entry) => !/^source/.test(entry)),
        own,
      );
    });
  }

  it('knows the text to the last character, without a line end', async () => {
    const text = 'config FOO\n\tbool "Foo"\n\thelp\n\t  Text';
    const { root, unreadable } = await read(text);
    assert.deepEqual(unreadable, []);
    assert.equal(root.children[0]?.end, text.length);
  });

  it('comes to the end of texts that were made to be slow', async () => {
    const pieces = ['\\\n', 'if A\n', 'endmenu\n', '"', '$(', '(', 'help\n\tx\n', '\tbool\n'];
    for (const piece of pieces) {
      const text = `config A\n\tbool\n${piece.repeat(Math.ceil(50_000 / piece.length))}`;
      assert.equal((await read(`${'if A\n'.repeat(2000)}${text}`)).text.length > 50_000, true);
    }
  });

  it('takes any text without an exception', async () => {
    const texts = [
      '',
      '\n',
      '\0',
      'help',
      'config',
      'menu',
      '"',
      '$(',
      '\\\n',
      'if (\nendif',
      'endif',
    ];
    for (const text of texts) await read(text);
    for (const text of texts.flatMap((one) => texts.map((other) => `${one}\n${other}`))) {
      const { unreadable } = await read(text);
      assert.deepEqual(unreadable, [], JSON.stringify(text));
    }
  });
});
