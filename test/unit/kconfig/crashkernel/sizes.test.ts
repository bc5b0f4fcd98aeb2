import assert from 'node:assert/strict';
import { forKernel, inUnits } from '../../../../extension/kconfig/crashkernel/sizes';

describe('sizes', () => {
  it('are told in the unit that divides them', () => {
    assert.equal(inUnits(0n), '0 bytes');
    assert.equal(inUnits(1n), '1 byte');
    assert.equal(inUnits(512n), '512 bytes');
    assert.equal(inUnits(512n << 20n), '512 MiB');
    assert.equal(inUnits(2n << 30n), '2 GiB');
    assert.equal(inUnits(1536n << 20n), '1536 MiB');
    assert.equal(inUnits((4n << 30n) - 1n), 'about 4.0 GiB');
  });

  it('are written as the kernel reads them', () => {
    assert.equal(forKernel(512n << 20n), '512M');
    assert.equal(forKernel(2n << 30n), '2G');
    assert.equal(forKernel(1000n), '1000');
    assert.equal(forKernel(0n), '0');
  });
});
