import assert from 'node:assert/strict';
import { looksWhole } from '../../../debug-adapter/reader/gdb-index';

describe('the form of a gdb index', () => {
  const index = (version: number, ...places: readonly number[]) => {
    const bytes = Buffer.alloc(1000);
    [version, ...places].forEach((value, at) => bytes.writeUInt32LE(value, 4 * at));
    return bytes;
  };

  it('is a version and the places of its parts, in order', () => {
    assert.ok(looksWhole(index(8, 24, 100, 100, 200, 900)));
    assert.ok(looksWhole(index(9, 28, 100, 100, 200, 800, 900)));
  });

  it('is not there in a file that is cut off or overwritten', () => {
    assert.ok(!looksWhole(Buffer.alloc(0)));
    assert.ok(!looksWhole(Buffer.alloc(1000)));
    assert.ok(!looksWhole(index(8, 24, 100, 90, 200, 900)));
    assert.ok(!looksWhole(index(8, 24, 100, 100, 200, 900).subarray(0, 899)));
    assert.ok(!looksWhole(index(10, 24, 100, 100, 200, 900)));
  });
});
