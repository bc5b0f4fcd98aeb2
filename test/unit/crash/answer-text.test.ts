import assert from 'node:assert/strict';
import { Answer, decodeAnswer } from '../../../debug-adapter/crash/answer-text';

/** The bytes again: lone surrogates stand for one byte each. */
function encode(text: string): Buffer {
  const parts: Buffer[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const lone = code >= 0xdc80 && code <= 0xdcff;
    parts.push(lone ? Buffer.from([code - 0xdc00]) : Buffer.from(character));
  }
  return Buffer.concat(parts);
}

function check(name: string, bytes: readonly number[], expected: string): void {
  it(name, () => {
    const buffer = Buffer.from(bytes);
    assert.equal(decodeAnswer(buffer), expected);
    assert.deepEqual(encode(expected), buffer);
    assert.equal(new Answer(buffer).text, expected);
  });
}

describe('the text of an answer', () => {
  check('nothing', [], '');
  check('ASCII with controls', [0, 0x1b, 0x0a, 0x7f, 0x41], '\0\x1b\n\x7fA');
  check('two bytes', [0xc3, 0xa9], 'é');
  check('three bytes', [0xe2, 0x82, 0xac], '€');
  check('four bytes', [0xf0, 0x9f, 0x90, 0xa7], '🐧');
  check('the last character of all', [0xf4, 0x8f, 0xbf, 0xbf], '\u{10ffff}');
  check('a byte order mark stays', [0xef, 0xbb, 0xbf, 0x41], '\ufeffA');
  check('the replacement character itself', [0xef, 0xbf, 0xbd], '\ufffd');
  check('a byte that begins nothing', [0x41, 0xff, 0x42], 'A\udcffB');
  check('a byte that only goes on', [0x80], '\udc80');
  check('cut off in its midst', [0xe2, 0x82], '\udce2\udc82');
  check('cut off by another', [0xe2, 0x82, 0x41], '\udce2\udc82A');
  check('overlong', [0xc0, 0xaf], '\udcc0\udcaf');
  check('overlong in three', [0xe0, 0x80, 0xaf], '\udce0\udc80\udcaf');
  check('overlong in four', [0xf0, 0x80, 0x80, 0xaf], '\udcf0\udc80\udc80\udcaf');
  check('a surrogate', [0xed, 0xb2, 0x80], '\udced\udcb2\udc80');
  check('beyond the last character', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80');
  check('five bytes', [0xf8, 0x88, 0x80, 0x80, 0x80], '\udcf8\udc88\udc80\udc80\udc80');

  it('loses no byte, whatever stands beside it', () => {
    for (let first = 0; first < 256; first++) {
      for (let second = 0; second < 256; second++) {
        const bytes = Buffer.from([0x41, first, second, 0x42]);
        assert.deepEqual(encode(decodeAnswer(bytes)), bytes);
      }
    }
  });

  it('says of valid text what Node says', () => {
    const text = 'ps: swapper/0 «ядро» 核心 🐧 ✓\n'.repeat(50);
    assert.equal(decodeAnswer(Buffer.from(text)), text);
  });

  for (const [name, bytes] of [
    ['ASCII', Buffer.alloc(16 << 20, 'sym_name 1234\n')],
    ['invalid', Buffer.alloc(4 << 20, 0xff)],
  ] as const) {
    // On a busy machine, too; time that grew with the square of the length would be minutes.
    it(`is quick: ${bytes.length >> 20} MB of ${name}`, () => {
      const begun = process.hrtime.bigint();
      assert.equal(decodeAnswer(bytes).length, bytes.length);
      const milliseconds = Number(process.hrtime.bigint() - begun) / 1e6;
      assert.ok(milliseconds < 40_000, `${milliseconds} ms`);
    }).timeout(60_000);
  }
});
