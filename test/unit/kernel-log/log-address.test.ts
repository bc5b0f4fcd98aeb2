import assert from 'node:assert/strict';
import { logAddresses } from '../../../debug-adapter/kernel-log/log-address';
import { sampleLog } from '../overview/dump-sample';

/** `name+offset kind` of every place in lines. */
function found(...lines: string[]): string[] {
  return logAddresses(lines).map(
    ({ name, offset, module, kind }) =>
      `${name}+${offset.toString(16)}${module === undefined ? '' : ` [${module}]`} ${kind}`,
  );
}

describe('places in code that a log names', () => {
  it('are those of the oops of the sample', () => {
    const lines = sampleLog('x86_64-tiny');
    const addresses = logAddresses(lines);
    assert.deepEqual(
      addresses.map(({ line, start, end }) => lines[line]?.slice(start, end)),
      [
        'lab_account+0xb/0x22 [labcrash]',
        'lab_dispatch+0x20/0x36 [labcrash]',
        'lab_submit.isra.0+0x20/0x36 [labcrash]',
        'lab_write+0xdc/0x12f [labcrash]',
        'lab_dispatch+0x36/0x36 [labcrash]',
        'proc_reg_write+0x61/0x73',
        'vfs_write+0x9e/0x181',
        'ksys_write+0x66/0x97',
        'do_syscall_64+0x39/0x46',
        'entry_SYSCALL_64_after_hwframe+0x4b/0xb5',
      ],
    );
    assert.deepEqual(
      addresses.map(({ kind }) => kind),
      ['runs', ...Array.from({ length: 9 }, () => 'returns')],
    );
    const [first] = addresses;
    assert.deepEqual(first, {
      line: 238,
      start: 36,
      end: 67,
      name: 'lab_account',
      offset: 0xb,
      size: 0x22,
      module: 'labcrash',
      kind: 'runs',
    });
  });

  it('ran, or will be returned to', () => {
    const cases: Readonly<Record<string, 'runs' | 'returns'>> = {
      '[    1.0] RIP: 0010:': 'runs',
      'RIP: 0010:[<ffffffff81000000>]  [<ffffffff81000000>] ': 'runs',
      'EIP: ': 'runs',
      'PC is at ': 'runs',
      'LR is at ': 'returns',
      'pc : ': 'runs',
      'lr : ': 'returns',
      'epc : ': 'runs',
      ' ra : ': 'returns',
      'NIP [c000000000001234] ': 'runs',
      'LR [c000000000001234] ': 'returns',
      'WARNING: CPU: 0 PID: 1 at fs/inode.c:12 ': 'runs',
      '[    1.0] WARNING: fs/inode.c:12 at ': 'runs',
      'BUG: KASAN: use-after-free in ': 'returns',
      '[    1.0] [      T1]  ? ': 'returns',
    };
    for (const [before, kind] of Object.entries(cases)) {
      assert.deepEqual(found(`${before}f+0x4/0x8`), [`f+4 ${kind}`], before);
    }
  });

  it('of arm64: its trace begins with the instruction that ran', () => {
    const oops = [
      'pc : f+0x4/0x8 [m]',
      'lr : g+0x4/0x8',
      'Call trace:',
      ' f+0x4/0x8 [m]',
      ' g+0x4/0x8',
    ];
    assert.deepEqual(found(...oops, ' f+0x4/0x8 [m]'), [
      'f+4 [m] runs',
      'g+4 returns',
      'f+4 [m] runs',
      'g+4 returns',
      'f+4 [m] returns',
    ]);
    // Without registers before it, it begins with a caller.
    assert.deepEqual(found('Call trace:', ' f+0x4/0x8'), ['f+4 returns']);
  });

  it('a first byte is the function itself, but not where a call never returned', () => {
    assert.deepEqual(found('initcall f+0x0/0x8 returned 0'), ['f+0 runs']);
    assert.deepEqual(
      found('Call trace:', ' dump_backtrace+0x0/0x8', ' panic+0x4/0x8', ' f+0x0/0x8'),
      ['dump_backtrace+0 runs', 'panic+4 returns', 'f+0 returns'],
    );
  });

  it('may name a module by another spelling, or with a build ID', () => {
    const id = '5ee9685b620fcd0fe0759bf17c99e966175c839a';
    assert.deepEqual(found(` f+0x4/0x8 [snd-hda ${id}]`, ` f+0x4/0x8 [m ${id}]`), [
      'f+4 [snd_hda] returns',
      'f+4 [m] returns',
    ]);
  });

  it('are none where something only looks like it', () => {
    assert.deepEqual(found('a+0x1', '+0x1/0x2', 'f+0x1/2', `${'x'.repeat(5000)} f+0x1/0x2`), []);
  });
});
