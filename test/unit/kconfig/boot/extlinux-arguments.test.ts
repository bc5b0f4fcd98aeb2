import assert from 'node:assert/strict';
import { fixture, show } from './show';

describe('command lines of extlinux', () => {
  it('finds the append lines, in either case, up to what is for init', () => {
    assert.deepEqual(show('extlinux', fixture('extlinux.conf')), [
      'extlinux+ [root=/dev/mmcblk0p2][ro][crashkernel=256M]',
      'extlinux [root=/dev/mmcblk0p2][rw][init=/bin/sh]',
    ]);
  });

  it('copes with carriage returns and a missing last line end', () => {
    assert.deepEqual(show('extlinux', 'append a b\r\n\tAppend c'), [
      'extlinux [a][b]',
      'extlinux [c]',
    ]);
  });
});
