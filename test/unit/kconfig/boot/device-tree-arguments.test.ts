import assert from 'node:assert/strict';
import { fixture, show } from './show';

describe('command lines in device trees', () => {
  it('finds bootargs, not in comments and strings, with dtc’s escapes', () => {
    assert.deepEqual(show('device-tree', fixture('board.dts')), [
      'device-tree [console=ttyAMA0,115200][root=/dev/mmcblk0p2][rootwait][crashkernel=256M]' +
        '[dyndbg=file kexec.c +p~dyndbg=\\"file kexec.c +p\\"]',
      'device-tree+ ',
    ]);
  });

  const cases: [string, string[]][] = [
    ['bootargs="a";', ['device-tree [a]']],
    ['chosen { l: bootargs /* ? */ = m: "a b" ; };', ['device-tree [a][b]']],
    ['bootargs = "a\\tb\\x20c\\040d";', ['device-tree [a][b][c][d]']],
    ['bootargs = "a" " b";', ['device-tree [a][b]']],
    ['bootargs = "a ", "b";', ['device-tree [a]']],
    ['bootargs = "a " MORE;', ['device-tree+ [a]']],
    ['bootargs = <1 2>;', []],
    ['bootargs;', []],
    ['/delete-property/ bootargs;', []],
    ['my-bootargs = "a"; bootargs-old = "b"; bootargs,x = "c";', []],
    ['// bootargs = "a";\n/* bootargs = "b"; */', []],
    ['bootargs = "a', ['device-tree [a]']],
    ['bootargs = ', []],
  ];
  for (const [text, expected] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const found = show('device-tree', text);
      assert.deepEqual(found, expected);
    });
  }
});
