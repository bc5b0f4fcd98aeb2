import assert from 'node:assert/strict';
import { chooseSymbol } from '../../../debug-adapter/vmlinux/choose-symbol';
import type { LogAddress } from '../../../debug-adapter/kernel-log/log-address';

function choose(size: number, sizes: readonly number[], isProven = false): number | string {
  const address = { name: 'f', offset: 4, size } as LogAddress;
  const symbols = sizes.map((one, at) => ({ name: 'f', address: BigInt(at), size: BigInt(one) }));
  const choice = chooseSymbol(address, symbols, '/k/vmlinux', isProven);
  return choice.ok ? Number(choice.symbol.address) : choice.why;
}

describe('which function of a name is meant', () => {
  it('the one as long as the log says, up to the padding', () => {
    assert.equal(choose(0x30, [0x2c]), 0);
    assert.equal(choose(0x90, [0x10, 0x8c, 0x400]), 1);
    assert.equal(choose(0x30, [0]), 0);
    // The last of its section, where only one other could be meant.
    assert.equal(choose(0x930, [0x2c, 0x1000]), 0);
  });

  it('no guess between two', () => {
    assert.match(String(choose(0x30, [0x2c, 0x2d, 0x400])), /^2 functions of \/k\/vmlinux/);
  });

  it('none where it is of another build', () => {
    assert.match(String(choose(0x30, [0x34])), /0x34 in \/k\/vmlinux: it is of another build/);
    assert.equal(choose(0x30, []), '/k/vmlinux has no function f.');
  });

  it('the only one of a file with the right build ID, whatever labels are in it', () => {
    assert.equal(choose(0x30, [0x400], true), 0);
  });
});
