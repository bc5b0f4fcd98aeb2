import assert from 'node:assert/strict';
import { decodeAnswer } from '../../../debug-adapter/crash/answer-text';
import {
  displayFailure,
  displayLines,
  displayText,
} from '../../../debug-adapter/protocol/display-text';

function check(name: string, text: string, oneLine: string, manyLines = oneLine): void {
  it(name, () => {
    assert.equal(displayText(text), oneLine);
    assert.equal(displayLines(text), manyLines);
  });
}

describe('text of a dump as it is shown', () => {
  check('plain', 'swapper/0 [a]: (x) <y> 100%', 'swapper/0 [a]: (x) <y> 100%');
  check('other scripts', 'ядро 核心 🐧 é ✓', 'ядро 核心 🐧 é ✓');
  check('newlines and tabs', 'a\nb\tc', 'a\\x0ab\\x09c', 'a\nb\tc');
  check('a carriage return hides what stands before it', 'a\rb', 'a\\x0db', 'a\\x0db');
  check('zero', 'a\0b', 'a\\x00b');
  check('a terminal escape', '\x1b[31mred\x1b[0m', '\\x1b[31mred\\x1b[0m');
  check('a title and a bell', '\x1b]0;x\x07', '\\x1b]0;x\\x07');
  check('backspace and delete', 'a\b\x7f', 'a\\x08\\x7f');
  check('C1 controls', '\x80\x9b31m', '\\x80\\x9b31m');
  check('turned around', 'a\u202egnp.exe', 'a\\u202egnp.exe');
  check('isolates', '\u2066x\u2069', '\\u2066x\\u2069');
  check('marks of direction', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c');
  check('invisible', 'a\u200bb\u2060c\ufeff', 'a\\u200bb\\u2060c\\ufeff');
  check('line separators', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c');
  check('a byte that is no UTF-8', 'a\udcffb', 'a\\xffb');
  check('the lowest of those', '\udc80', '\\x80');
  check('another lone surrogate', '\ud83d', '\\ud83d');
  check('a low one that is no byte', '\udc00', '\\udc00');
  check('two lone ones, the wrong way round', '\udca7\ud83d', '\\xa7\\ud83d');
  check('a pair stays', '\ud83d\udc27', '\ud83d\udc27');
  check('empty', '', '');

  it('tells every byte of an answer apart', () => {
    const shown = new Set<string>();
    for (let byte = 0; byte < 256; byte++) {
      const text = displayText(decodeAnswer(Buffer.from([byte])));
      assert.match(text, /^[\x20-\x7e]+$/);
      shown.add(text);
    }
    assert.equal(shown.size, 256);
  });

  it('shows no control and nothing invisible, whatever comes', () => {
    for (let code = 0; code <= 0xffff; code++) {
      const text = displayText(`a${String.fromCharCode(code)}b`);
      assert.doesNotMatch(text, /[\p{Cc}\p{Bidi_C}\u2028\u2029\u200b\ufeff]|\p{Cs}/u);
    }
  });
});

it('a failure is shown without what a terminal or a dump put into it', () => {
  const shown = displayFailure({
    id: 'crash-refused',
    what: 'a\x1b[1m',
    why: 'b\u202e',
    remedy: 'c',
    actions: [],
    output: 'please wait\rdone\r\n\x07',
  });
  assert.deepEqual(
    [shown.what, shown.why, shown.remedy, shown.output],
    ['a\\x1b[1m', 'b\\u202e', 'c', 'please wait\ndone\n\\x07'],
  );
});
