import assert from 'node:assert/strict';
import { maxDepth, parseMi } from '../../../debug-adapter/mi/parse';
import { getList, getString } from '../../../debug-adapter/mi/value';
import { readFixture, versions } from './fixture';

function check(text: string, records: unknown[], unparsed: string[] = []): void {
  assert.deepEqual(parseMi(text), { records, unparsed });
}

function done(...fields: [string, unknown][]): unknown {
  return {
    kind: 'result',
    class: 'done',
    results: { kind: 'tuple', fields: fields.map(([name, value]) => ({ name, value })) },
  };
}

function text(value: string): unknown {
  return { kind: 'string', text: value };
}

/** The text of `^done,v="…"`. */
function decode(escaped: string): string | undefined {
  const record = parseMi(`^done,v="${escaped}"\n`).records[0];
  return record?.kind === 'result' ? getString(record.results, 'v') : undefined;
}

describe('MI grammar', () => {
  it('reads result records', () => {
    check('^done\n', [done()]);
    check('^done', [done()]);
    check('^done\r\n', [done()]);
    check('^done,a="1",b-c="2"\n', [done(['a', text('1')], ['b-c', text('2')])]);
    check('12^exit\n', [
      { kind: 'result', token: '12', class: 'exit', results: { kind: 'tuple', fields: [] } },
    ]);
  });

  it('reads asynchronous records', () => {
    const results = { kind: 'tuple', fields: [{ name: 'id', value: text('1') }] };
    check('*stopped,id="1"\n', [{ kind: 'exec', class: 'stopped', results }]);
    check('7+download,id="1"\n', [{ kind: 'status', token: '7', class: 'download', results }]);
    check('=thread-selected,id="1"\n', [{ kind: 'notify', class: 'thread-selected', results }]);
  });

  it('reads stream records and the prompt', () => {
    check('~"a\\n"\n@"b"\n&"c"\n(gdb) \n', [
      { kind: 'console', text: 'a\n' },
      { kind: 'target', text: 'b' },
      { kind: 'log', text: 'c' },
      { kind: 'prompt' },
    ]);
  });

  it('reads tuples and lists of values and of results', () => {
    check('^done,t={},l=[],v=["a",{x="1"},["b"]],r=[frame={level="0"},frame={level="1"}]\n', [
      done(
        ['t', { kind: 'tuple', fields: [] }],
        ['l', { kind: 'list', items: [] }],
        [
          'v',
          {
            kind: 'list',
            items: [
              { value: text('a') },
              { value: { kind: 'tuple', fields: [{ name: 'x', value: text('1') }] } },
              { value: { kind: 'list', items: [{ value: text('b') }] } },
            ],
          },
        ],
        [
          'r',
          {
            kind: 'list',
            items: ['0', '1'].map((level) => ({
              name: 'frame',
              value: { kind: 'tuple', fields: [{ name: 'level', value: text(level) }] },
            })),
          },
        ],
      ),
    ]);
  });

  it('undoes C escapes', () => {
    assert.equal(decode('a\\"b\\\\c'), 'a"b\\c');
    assert.equal(decode('\\n\\t\\r\\e\\a\\b\\f\\v'), '\n\t\r\x1b\x07\b\f\v');
    assert.equal(decode('\\0\\12x\\1012'), '\0\nxA2');
    assert.equal(decode('\\x41\\q'), 'Aq');
    assert.equal(decode('\\303\\251'), 'é');
    assert.equal(decode('é\\303\\251ā😀\\360\\237\\230\\200'), 'ééā😀😀');
    assert.equal(decode('\\377'), '\ufffd');
    assert.equal(decode('[{,}]='), '[{,}]=');
  });

  it('joins octal escapes and raw bytes to a character when it is given bytes', () => {
    for (const version of versions) {
      const { records } = parseMi(readFixture(version, 'evaluate-utf8.txt'));
      const result = records.find((record) => record.kind === 'result');
      assert.equal(getString(result?.results, 'value'), '"é ā"');
    }
  });

  it('gives back what is no record', () => {
    const noise = 'gdb: invalid kernel virtual address: 0  type: "gdb_readmem_callback"';
    check(`${noise}\n^done\n\n${noise}`, [done()], [noise, noise]);
    for (const line of [
      '^',
      '^done,',
      '^done,a',
      '^done,a=',
      '^done,a="',
      '^done,a="\\',
      '^done,a="1"b="2"',
      '^done,a={b="1"',
      '^done,a={"1"}',
      '^done,a=["1",]',
      '^done,a=[b="1"}',
      '^done a="1"',
      '~"a',
      '~"a"b',
      '~a',
      '(gdb',
    ]) {
      check(line, [], [line]);
    }
  });

  it('bounds the depth', () => {
    const nested = (depth: number) => `^done,a=${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.equal(parseMi(nested(maxDepth)).records.length, 1);
    assert.equal(parseMi(nested(maxDepth + 2)).unparsed.length, 1);
    assert.equal(parseMi(nested(1_000_000)).unparsed.length, 1);
    assert.equal(parseMi('^done,a='.padEnd(1_000_000, '{a=[')).unparsed.length, 1);
  });

  it('takes time linear in the length', () => {
    const frames = Array.from({ length: 100_000 }, (_, level) => `{level="${level}",s="a\\"\\n"}`);
    const started = Date.now();
    const { records } = parseMi(
      `^done,l=[${frames.join(',')}],s="${'\\303\\251x'.repeat(300_000)}"`,
    );
    assert.ok(Date.now() - started < 40_000);
    assert.equal(records[0]?.kind === 'result' && getList(records[0].results, 'l').length, 100_000);
  }).timeout(60_000);

  it('reads what crash really answers, whole', () => {
    for (const version of versions) {
      for (const name of ['thread-info', 'frames', 'disassemble-5', 'evaluate-error']) {
        const { records, unparsed } = parseMi(readFixture(version, `${name}.txt`));
        assert.equal(records.filter(({ kind }) => kind === 'result').length, 1);
        assert.deepEqual(unparsed, []);
      }
    }
    // 8.0.2 prints a log record into the middle of a line.
    assert.deepEqual(parseMi(readFixture('8.0.2', 'select-frame.txt')).unparsed, [
      '#0  0x0000000000000000 in ?? (&"warning: Unable to restore previously selected frame.\\n"',
      ')',
    ]);
  });
});
