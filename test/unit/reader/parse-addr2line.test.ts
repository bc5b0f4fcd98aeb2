import assert from 'node:assert/strict';
import { parseAddr2line } from '../../../debug-adapter/vmlinux/symbolizer';

/** What `eu-addr2line -f -i -a` of elfutils 0.188 prints; `name file:line` for each function. */
function check(name: string, printed: readonly string[], expected: readonly string[]): void {
  it(name, () => {
    const functions = parseAddr2line(printed).map(({ functionName, file, line }) =>
      file === undefined ? functionName : `${functionName} ${file}:${line}`,
    );
    assert.deepEqual(functions, expected);
  });
}

describe('the answer of eu-addr2line', () => {
  check('nothing', [], []);
  check(
    'one function',
    ['0xffffffff810e3f75', 'vfs_write', '/usr/src/linux-source-6.1/fs/read_write.c:582:9'],
    ['vfs_write /usr/src/linux-source-6.1/fs/read_write.c:582'],
  );
  check(
    'an inlined one',
    [
      '0xffffffff8124b604',
      'get_current inlined at /usr/src/linux-source-6.1/kernel/sched/core.c:6633:28 in schedule',
      '/usr/src/linux-source-6.1/arch/x86/include/asm/current.h:15:9',
      'schedule',
      '/usr/src/linux-source-6.1/kernel/sched/core.c:6633:28',
    ],
    [
      'get_current /usr/src/linux-source-6.1/arch/x86/include/asm/current.h:15',
      'schedule /usr/src/linux-source-6.1/kernel/sched/core.c:6633',
    ],
  );
  check('unknown', ['0x00000000000050a0', '??', '??:0'], []);
  check('a function without a line', ['0x1000', 'start', '??:0'], ['start']);
  check('a line of 0', ['0x1000', 'start', 'a.S:0'], ['start']);
  check('without a column', ['0x1000', 'start', 'a.S:7'], ['start a.S:7']);
  check('with a discriminator', ['0x1000', 'f', 'a.c:7 (discriminator 3)'], ['f a.c:7']);
  check('a path with colons and blanks', ['0x1000', 'f', '/a b:1/c.c:7:1'], ['f /a b:1/c.c:7']);
  check('a function of which the file is known only', ['0x1', '??', 'a.c:7'], []);
  check('cut off', ['0x1000', 'f'], []);
});
