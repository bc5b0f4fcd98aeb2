import assert from 'node:assert/strict';
import { decodeFiles, encodeFiles } from '../../../../extension/kconfig/node/kept-files';
import type { ParsedFile } from '../../../../extension/kconfig/node/tree-folder';
import { parseKconfig } from '../../../../extension/kconfig/tree/syntax/parse-kconfig';
import type { Statement } from '../../../../extension/kconfig/tree/syntax/syntax';

const TEXT = `mainmenu "Größe \\"of it\\" — $(ARCH)"
include := $(shell,true)
source "init/Kconfig"
menu "Top"
	depends on A
	visible if B
if C
choice NAMED
	prompt "one"
	optional
config D
	tristate "d, mit Umlaut ü" if E
	depends on F && !(G || H != "x")
	select I if J
	select K
	imply L
	default $(macro) if M
	help
	  Text.
endchoice
menuconfig MODULES
	bool
	modules
	imply ONLY
	option env="NAME"
comment "said"
	depends on !C
endif
endmenu
config
`;

describe('kept Kconfig files', () => {
  it('come back as they were parsed, entries inside of blocks too', () => {
    const files = new Map<string, ParsedFile>([
      ['Kconfig', { size: 10, modified: 1.5, file: parseKconfig(TEXT) }],
      ['empty', { size: 0, modified: 0, file: parseKconfig('') }],
      ['sub/Kconfig', { size: 3, modified: 7, file: parseKconfig('config LAST\n\tint "n"\n') }],
    ]);
    const again = decodeFiles(encodeFiles(files));
    assert.deepEqual([...again].map(plain), [...files].map(plain));
    // What came back can be kept once more.
    assert.deepEqual(encodeFiles(again), encodeFiles(files));
  });

  it('are told from bytes that are none', () => {
    for (const text of ['', '\n', '{}', '[[1]]\n', 'x\ny']) {
      assert.throws(() => decodeFiles(Buffer.from(text)));
    }
  });
});

/** With what is decoded late. */
function plain([name, { file, ...stamp }]: [string, ParsedFile]): unknown {
  return { name, ...stamp, ...file, statements: file.statements.map(shown) };
}

function shown(statement: Statement): unknown {
  if (!('outline' in statement)) {
    return 'body' in statement ? { ...statement, body: statement.body.map(shown) } : statement;
  }
  const { kind, name, place, properties, lastLine, outline } = statement;
  const { type, hasPrompt, flags, selects, implies, hasMacros } = outline;
  const facts = { name: outline.name, type, hasPrompt, flags, selects, implies, hasMacros };
  return { kind, name, place, properties, lastLine, facts };
}
