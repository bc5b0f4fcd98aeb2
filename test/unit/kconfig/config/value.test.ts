import assert from 'node:assert/strict';
import { isTaken, quoted, takes } from '../../../../extension/kconfig/config/value';

describe('a value', () => {
  it('of a bool begins with y or n, of a tristate also with m', () => {
    for (const value of ['y', 'n', 'yes', 'no', 'y # so']) {
      assert.ok(takes('bool', value) && takes('tristate', value), value);
    }
    for (const value of ['m', 'module']) {
      assert.ok(!takes('bool', value) && takes('tristate', value), value);
    }
    for (const value of ['', 'Y', ' y', '"y"', '1', 'true']) {
      assert.ok(!takes('bool', value) && !takes('tristate', value), value);
    }
  });

  it('of a number is nothing but digits', () => {
    const ints = ['0', '17', '-5', '-0'];
    const hexes = ['0x10', '0XfF', 'feed', '007', '99999999999999999999'];
    for (const value of ints) assert.ok(takes('int', value), value);
    for (const value of hexes) assert.ok(takes('hex', value), value);
    for (const value of ['', '-', '+5', '007', '0x10', '5 ', '10M', '1.5', '"5"']) {
      assert.ok(!takes('int', value), value);
    }
    for (const value of ['', '0x', '-0x1', '16M', '0x10 ', '"0x10"']) {
      assert.ok(!takes('hex', value), value);
    }
  });

  it('of a string has quotes around it', () => {
    const strings: readonly (readonly [string, string | undefined])[] = [
      ['""', ''],
      ['"a b"', 'a b'],
      ['"a" b', 'a'],
      ['"a\\"b\\\\c\\d"', 'a"b\\cd'],
      ['a', undefined],
      ["'a'", undefined],
      ['"a', undefined],
      ['"a\\"', undefined],
      ['"', undefined],
      ['', undefined],
      [' "a"', undefined],
      ['"\u2028\n"', '\u2028\n'],
    ];
    for (const [value, content] of strings) {
      assert.equal(quoted(value), content, value);
      assert.equal(takes('string', value), content !== undefined, value);
    }
  });

  it('may be one that no symbol takes', () => {
    for (const value of ['y', 'm', '5', 'feed', '""']) assert.ok(isTaken(value), value);
    for (const value of ['', 'Y', 'true', '"a', '16M', '/bin/sh'])
      assert.ok(!isTaken(value), value);
  });
});
