import assert from 'node:assert/strict';
import { foldsOf } from '../../../extension/kconfig-syntax/folds';
import { type OutlineItem, outlineOf } from '../../../extension/kconfig-syntax/outline';
import { selectionsAt } from '../../../extension/kconfig-syntax/selections';
import { semanticTokens } from '../../../extension/kconfig-syntax/semantic-tokens';
import { grammar } from './grammar';

const TEXT = `# SPDX-License-Identifier: GPL-2.0
# Of our own making.

mainmenu "Lab"

menu "Crash features"

config DUMP
	tristate "Keep a dump"
	depends on MEMORY >= 64 && !SMALL
	select PAGES if BIG
	help
	  It keeps
	  a dump.

if DUMP

choice
	prompt "Packing"
	default LZO

config LZO
	bool "lzo"

config PLAIN

endchoice

config DUMP_LEVEL
	int "Level"
	range 0 31
	default $(level,x)

endif

comment "No more"
	depends on !DUMP

endmenu
`;

describe('the structure of a Kconfig file', () => {
  it('is an outline of menus, choices and symbols', async () => {
    const show = ({ kind, name, prompt, type, children }: OutlineItem): unknown => [
      [kind, type, name, prompt].filter((part) => part !== undefined).join(' '),
      ...children.map(show),
    ];
    assert.deepEqual(outlineOf((await grammar()).read(TEXT)).map(show), [
      [
        'menu Crash features',
        ['symbol tristate DUMP Keep a dump'],
        ['choice Packing', ['symbol bool LZO lzo'], ['symbol PLAIN']],
        ['symbol int DUMP_LEVEL Level'],
        ['comment No more'],
      ],
    ]);
  });

  it('has names where a click on the outline goes', async () => {
    const names = (items: readonly OutlineItem[]): string[] =>
      items.flatMap(({ nameSpan, children }) => [
        TEXT.slice(nameSpan.start, nameSpan.end),
        ...names(children),
      ]);
    assert.deepEqual(names(outlineOf((await grammar()).read(TEXT))), [
      '"Crash features"',
      'DUMP',
      'choice',
      'LZO',
      'PLAIN',
      'DUMP_LEVEL',
      '"No more"',
    ]);
  });

  it('folds blocks, entries, help texts and comments', async () => {
    const line = (offset: number) => TEXT.slice(0, offset).split('\n').length;
    const folds = foldsOf((await grammar()).read(TEXT));
    const lines = folds.map(({ kind, start, end }) => `${kind} ${line(start)}-${line(end)}`);
    assert.deepEqual(lines.sort(), [
      'comment 1-2',
      'entry 12-14',
      'entry 16-34',
      'entry 18-27',
      'entry 22-23',
      'entry 29-32',
      'entry 36-37',
      'entry 6-39',
      'entry 8-14',
    ]);
  });

  it('grows a selection from a word to the file', async () => {
    const at = TEXT.indexOf('SMALL') + 2;
    const texts = selectionsAt((await grammar()).read(TEXT), at).map(({ start, end }) =>
      TEXT.slice(start, end),
    );
    assert.deepEqual(texts.slice(0, 4), [
      'SMALL',
      '!SMALL',
      'MEMORY >= 64 && !SMALL',
      'depends on MEMORY >= 64 && !SMALL',
    ]);
    assert.match(texts[4] ?? '', /^config DUMP\n.*a dump\.$/s);
    assert.match(texts[5] ?? '', /^menu .*endmenu$/s);
    assert.equal(texts.at(-1), TEXT);
  });

  it('colours words by what they are', async () => {
    const tokens = semanticTokens((await grammar()).read(TEXT)).map(
      ({ type, modifier, start, end }) =>
        `${modifier === undefined ? '' : `${modifier} `}${type} ${TEXT.slice(start, end)}`,
    );
    for (const expected of [
      'declaration variable DUMP',
      'type tristate',
      'keyword depends on',
      'variable MEMORY',
      'operator >=',
      'number 64',
      'documentation comment It keeps\n\t  a dump.',
      'declaration variable PLAIN',
      'macro $(level,x)',
      'comment # Of our own making.',
    ]) {
      assert.ok(tokens.includes(expected), `${expected} in ${tokens.join(', ')}`);
    }
  });

  it('is read anew where it changed, with the same result', async () => {
    const loaded = await grammar();
    const reader = loaded.reader();
    reader.read(TEXT);
    const changes: readonly [string, string][] = [
      ['\thelp\n', '\thel\n'],
      ['\thel\n', '\thelp\n'],
      ['endif', ''],
      ['choice\n\tprompt', 'choic\n\tprompt'],
      ['config DUMP\n', 'config DUMP\n\n'],
      ['comment "No more"', 'source "more"\ncomment "No more"'],
      ['# Of our own', '# Of someone’s 𝒐wn'],
    ];
    let text = TEXT;
    for (const [before, after] of changes) {
      assert.ok(text.includes(before), before);
      text = text.replace(before, after);
      assert.deepEqual(reader.read(text), loaded.read(text), after);
    }
    reader.dispose();
  });
});
