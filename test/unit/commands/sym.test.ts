import assert from 'node:assert/strict';
import { parseSym } from '../../../debug-adapter/commands/sym';

describe('sym', () => {
  it('reads a symbol of the kernel, with and without an offset', () => {
    assert.deepEqual(
      parseSym('ffffffffb1a00c02 (T) asm_exc_page_fault+34 /build/arch/x86/idtentry.h: 608\n'),
      { name: 'asm_exc_page_fault', offset: 34 },
    );
    assert.deepEqual(parseSym('ffffffff90994140 (T) __usecs_to_jiffies time.c: 589\n'), {
      name: '__usecs_to_jiffies',
      offset: 0,
    });
  });

  it('reads a symbol of a module', () => {
    assert.deepEqual(parseSym('ffffffffc0273372 (t) lab_write+514 [labcrash] \n'), {
      name: 'lab_write',
      offset: 514,
    });
  });

  it('knows when crash knows none', () => {
    assert.equal(parseSym('sym: invalid address: ffffffffffffffff\n'), undefined);
    assert.equal(parseSym(''), undefined);
  });
});
