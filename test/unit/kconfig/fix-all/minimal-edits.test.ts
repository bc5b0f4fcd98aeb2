import assert from 'node:assert/strict';
import { minimalEdits } from '../../../../extension/kconfig/minimal-edits';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { numbers } from './numbers';

function check(before: string, after: string): readonly { start: number; end: number }[] {
  const edits = minimalEdits(before, after);
  assert.equal(applyEdits(before, edits), after);
  for (const { start, end, newText } of edits) {
    assert.ok(start < end || newText !== '', 'an edit that does nothing');
  }
  return edits;
}

describe('minimal edits', () => {
  it('of equal texts are none', () => {
    assert.deepEqual(minimalEdits('a\nb\n', 'a\nb\n'), []);
    assert.deepEqual(minimalEdits('', ''), []);
  });

  it('touch only what differs in a line', () => {
    assert.deepEqual(minimalEdits('a\nCONFIG_A=y\nb\n', 'a\nCONFIG_A=m\nb\n'), [
      { start: 11, end: 12, newText: 'm' },
    ]);
  });

  it('add a line without touching another', () => {
    assert.deepEqual(minimalEdits('a\nb\n', 'a\nx\nb\n'), [{ start: 2, end: 2, newText: 'x\n' }]);
    assert.deepEqual(minimalEdits('a\nb', 'a\nb\nx'), [{ start: 3, end: 3, newText: '\nx' }]);
    assert.deepEqual(minimalEdits('', 'x\n'), [{ start: 0, end: 0, newText: 'x\n' }]);
  });

  it('take a line out', () => {
    assert.deepEqual(minimalEdits('a\nx\nb\n', 'a\nb\n'), [{ start: 2, end: 4, newText: '' }]);
  });

  it('are apart where the changes are apart', () => {
    const lines = Array.from({ length: 12_000 }, (_, index) => `CONFIG_SYMBOL_${index}=y`);
    const changed = lines.map((line, index) =>
      index % 2000 === 1 ? line.replace('y', 'm') : line,
    );
    const edits = check(lines.join('\n'), changed.join('\n'));
    assert.equal(edits.length, 6);
    assert.ok(edits.every(({ start, end }) => end - start === 1));
  });

  it('never part a carriage return and its newline', () => {
    const edits = check('a\r\nb\r\n', 'a\r\nc\nb\r\n');
    assert.equal(edits.length, 1);
    for (const [before, after] of [
      ['a\r\n', 'a\n'],
      ['a\n', 'a\r\n'],
      ['a\r\nb', 'a\rb'],
    ] as const) {
      for (const { start, end } of check(before, after)) {
        for (const at of [start, end]) assert.notEqual(before.slice(at - 1, at + 1), '\r\n');
      }
    }
  });

  it('never part a character', () => {
    for (const { start, end } of check('x 🐧 y\n', 'x 🐦 y\n')) {
      assert.equal('x 🐧 y\n'.slice(start, end), '🐧');
    }
  });

  it('are given for texts that have nothing in common', () => {
    const text = (word: string) =>
      Array.from({ length: 3000 }, (_, index) => `${word} ${index}\n`).join('');
    check(text('one'), text('two'));
    check(text('one'), '');
    check('', text('two'));
  });

  it('make the one of the other, whatever they are', () => {
    const next = numbers(7);
    const word = () => ['a', 'b', 'c', '', 'CONFIG_A=y', '# c', 'x\r'][next(7)] ?? '';
    for (let round = 0; round < 2000; round++) {
      const lines = Array.from({ length: next(12) }, word);
      const other = [...lines];
      for (let change = next(5); change > 0; change--) {
        other.splice(next(other.length + 1), next(3), ...Array.from({ length: next(3) }, word));
      }
      check(lines.join('\n'), other.join('\n'));
    }
  });
});
