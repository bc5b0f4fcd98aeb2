import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decodeFiles, encodeFiles } from '../../../../extension/kconfig/node/kept-files';
import type { ParsedFile } from '../../../../extension/kconfig/node/tree-folder';
import { parseKconfig } from '../../../../extension/kconfig/tree/syntax/parse-kconfig';
import type { Statement } from '../../../../extension/kconfig/tree/syntax/syntax';

/** Of the corners of the language that were recorded. */
const TEXTS = new Set(
  readFileSync(new URL('fixtures/corner-outcomes.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { kconfig: string }).kconfig),
);

const ODD = 'menu "Größe \u2014"\nmenuconfig A\n\toption env="NAME"\n\timply B\nendmenu\nconfig\n';

describe('kept Kconfig files', () => {
  it('come back as they were parsed, entries inside of blocks too', () => {
    const files = new Map<string, ParsedFile>(
      [...TEXTS, ODD, ''].map((text, at) => {
        return [`${at}/Kconfig`, { size: text.length, modified: at / 2, file: parseKconfig(text) }];
      }),
    );
    assert.ok(files.size > 10);
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

/** With what is decoded late; a choice without a name may have none or an undefined one. */
function plain([name, { file, ...stamp }]: [string, ParsedFile]): unknown {
  const whole = { name, ...stamp, ...file, statements: file.statements.map(shown) };
  return JSON.parse(JSON.stringify(whole));
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
