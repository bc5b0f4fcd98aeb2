import assert from 'node:assert/strict';
import { memparse } from '../../../../extension/kconfig/crashkernel/memparse';

const NEW = { saturates: true };
const OLD = { saturates: false };
const MiB = 1n << 20n;

function read(text: string, how = NEW, at = 0): string {
  const quantity = memparse(text, at, how);
  if (!quantity) return 'none';
  const { value, start, end, overflows } = quantity;
  return `${value} ${text.slice(start, end)}${overflows ? ' overflows' : ''}`;
}

describe('memparse', () => {
  it('reads decimal, octal and hexadecimal numbers', () => {
    assert.equal(read('512'), '512 512');
    assert.equal(read('010'), '8 010');
    assert.equal(read('0x10'), '16 0x10');
    assert.equal(read('0XaB'), '171 0XaB');
    assert.equal(read('0'), '0 0');
  });

  it('takes one unit, in either case', () => {
    for (const [index, unit] of [...'KMGTPE'].entries()) {
      const value = 1n << (10n * BigInt(index + 1));
      assert.equal(read(`1${unit}B`), `${value} 1${unit}`);
      assert.equal(read(`1${unit.toLowerCase()}`), `${value} 1${unit.toLowerCase()}`);
    }
  });

  it('stops at what it does not know', () => {
    assert.equal(read('512MB'), `${512n * MiB} 512M`);
    assert.equal(read('09M'), '0 0');
    assert.equal(read('0xg'), '0 0');
    assert.equal(read('1.5G'), '1 1');
    for (const text of ['', 'auto', '-1', '+1', ' 1', '١']) assert.equal(read(text), 'none');
  });

  it('begins where it is told', () => {
    assert.equal(read('1G-2G', NEW, 3), `${2n << 30n} 2G`);
    assert.equal(read('1G-', NEW, 3), 'none');
    assert.equal(read('x0x10', NEW, 1), '16 0x10');
  });

  it('gives the largest number for a larger one', () => {
    assert.equal(read('18446744073709551615'), '18446744073709551615 18446744073709551615');
    assert.equal(
      read('18446744073709551616'),
      '18446744073709551615 18446744073709551616 overflows',
    );
    assert.equal(read('16E'), '18446744073709551615 16E overflows');
  });

  it('loses the upper bits as kernels before 7.2 do', () => {
    assert.equal(read('18446744073709551616', OLD), '0 18446744073709551616 overflows');
    assert.equal(read('17E', OLD), `${1n << 60n} 17E overflows`);
  });

  it('knows that a lone unit was zero once', () => {
    assert.equal(read('M'), 'none');
    assert.equal(read('M', OLD), '0 M');
  });
});
