import assert from 'node:assert/strict';
import {
  printable,
  printableJson,
  printableLines,
} from '../../../../extension/kconfig/report/printable';

const DANGEROUS = /[\p{Cc}\p{Bidi_C}\u2028\u2029\u200b\ufeff]|\p{Cs}/u;

describe('text for a terminal', () => {
  it('is as it was where nothing is dangerous', () => {
    for (const text of ['', 'CONFIG_A="ä 核心 🐧" \\x1b', 'a  b']) {
      assert.equal(printable(text), text);
      assert.equal(printableLines(text), text);
    }
  });

  it('has escapes for what a terminal would obey', () => {
    assert.equal(
      printable('\x1b[2J\x9b1m\r\n\tx\u202e\ud800'),
      '\\x1b[2J\\x9b1m\\x0d\\x0a\\x09x\\u202e\\ud800',
    );
    assert.equal(printableLines('a\n\tb\r\x1b'), 'a\n\tb\\x0d\\x1b');
  });

  it('holds no control, whatever comes', () => {
    for (let code = 0; code <= 0xffff; code++) {
      assert.doesNotMatch(printable(`a${String.fromCharCode(code)}b`), DANGEROUS);
    }
  });

  it('of JSON says the same', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join('a');
    const json = printableJson(JSON.stringify({ all }, undefined, 2));
    assert.doesNotMatch(json.replace(/\n/g, ''), DANGEROUS);
    assert.deepEqual(JSON.parse(json), { all });
  });
});
