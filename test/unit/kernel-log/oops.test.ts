import assert from 'node:assert/strict';
import { parseLog } from '../../../debug-adapter/commands/log';
import { findOops } from '../../../debug-adapter/kernel-log/oops';
import { readFixture, x86Versions } from '../commands/fixture';

/** What is found in a log without times: kind, message, and how many lines. */
function find(...lines: string[]): [string, string, number] | undefined {
  const oops = findOops(parseLog(lines.join('\n')));
  return oops && [oops.kind, oops.message, oops.block.length];
}

const panic = (reason: string) => `Kernel panic - not syncing: ${reason}`;
const nullPointer = 'BUG: kernel NULL pointer dereference, address: 0000000000000008';
const endTrace = '---[ end trace 0000000000000000 ]---';

describe('the oops in the log', () => {
  it('is found in the samples', () => {
    for (const version of x86Versions) {
      const oops = findOops(parseLog(readFixture(version, 'log.txt')));
      assert.equal(oops?.kind, 'oops');
      assert.equal(oops?.message, nullPointer);
      assert.equal(oops?.block[0]?.text, nullPointer);
      assert.equal(oops?.block.at(-1)?.text, 'CR2: 0000000000000008');
      assert.equal(oops?.panic, undefined);
    }
    for (const [version, name] of [
      ['arm64-9.0.2', 'log.txt'],
      ['debian-6.1', 'log-sysrq.txt'],
    ] as const) {
      const oops = findOops(parseLog(readFixture(version, name)));
      assert.equal(oops?.kind, 'sysrq');
      assert.equal(oops?.message, panic('sysrq triggered crash'));
      assert.equal(oops?.block[0]?.text, 'sysrq: Trigger a crash');
    }
  });

  it('is the last that led to the panic', () => {
    const oops = [
      'BUG: unable to handle page fault for address: 1',
      'Oops: 0002 [#1] SMP',
      endTrace,
    ];
    assert.deepEqual(find(...oops, 'later', nullPointer, endTrace, panic('Fatal exception')), [
      'oops',
      nullPointer,
      3,
    ]);
    assert.deepEqual(
      find(...oops, 'later', 'sysrq: Trigger a crash', panic('sysrq triggered crash')),
      ['sysrq', panic('sysrq triggered crash'), 2],
    );
    assert.deepEqual(find(...oops, 'later', panic('VFS: Unable to mount root fs'), 'x'), [
      'panic',
      panic('VFS: Unable to mount root fs'),
      2,
    ]);
    assert.deepEqual(find(...oops), ['oops', oops[0], 3]);
    assert.deepEqual(find(...oops, panic('Attempted to kill init! exitcode=0x00000009')), [
      'oops',
      oops[0],
      4,
    ]);
    const quiet = Array.from({ length: 40 }, () => 'quiet');
    const killed = panic('Attempted to kill init! exitcode=0x00000100');
    assert.deepEqual(find(...oops, ...quiet, killed), ['panic', killed, 1]);
  });

  it('begins with its cause', () => {
    assert.deepEqual(
      find(
        'Unable to handle kernel NULL pointer dereference at virtual address 0000000000000008',
        'Mem abort info:',
        'Internal error: Oops: 0000000096000004 [#1] SMP',
        endTrace,
        panic('Oops: Fatal exception'),
      ),
      [
        'oops',
        'Unable to handle kernel NULL pointer dereference at virtual address 0000000000000008',
        5,
      ],
    );
    assert.deepEqual(
      find(
        'x',
        '------------[ cut here ]------------',
        'kernel BUG at fs/inode.c:1!',
        'invalid opcode: 0000 [#1] SMP',
        endTrace,
        panic('Fatal exception in interrupt'),
      ),
      ['bug', 'kernel BUG at fs/inode.c:1!', 5],
    );
  });

  it('may be many things', () => {
    const check = (kind: string, message: string, reason?: string) => {
      assert.deepEqual(find('a', message, 'b', ...(reason === undefined ? [] : [panic(reason)])), [
        kind,
        message,
        reason === undefined ? 2 : 3,
      ]);
    };
    check(
      'oops',
      'general protection fault, probably for non-canonical address 0x1: 0000 [#1] SMP',
    );
    check('oops', 'general protection fault: 0000 [#1] SMP');
    check('oops', 'Oops: general protection fault, kernel NULL pointer dereference 0x8: 0000 [#1]');
    check('oops', 'divide error: 0000 [#1] PREEMPT SMP NOPTI');
    check('oops', 'BUG: unable to handle kernel paging request at ffff');
    check('oops', 'traps: PANIC: double fault, error_code: 0x0');
    check('oops', 'Internal error: synchronous external abort: 0000000096000010 [#1] SMP');
    check(
      'oops',
      'SError Interrupt on CPU0, code 0x00000000be000000 -- SError',
      'Asynchronous SError Interrupt',
    );
    check('bug', 'kernel BUG at mm/slub.c:305!', 'Oops - BUG: Fatal exception');
    check('bug', 'BUG: KASAN: use-after-free in x+0x1/0x2', 'KASAN: panic_on_warn set ...');
    check('warning', 'WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2', 'panic_on_warn set ...');
    check(
      'lockup',
      'watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [x:1]',
      'softlockup: hung tasks',
    );
    check('lockup', 'NMI watchdog: Watchdog detected hard LOCKUP on cpu 1', 'Hard LOCKUP');
    check('stall', 'rcu: INFO: rcu_sched self-detected stall on CPU', 'RCU Stall');
    check(
      'hung-task',
      'INFO: task x:1 blocked for more than 120 seconds.',
      'hung_task: blocked tasks',
    );
    check('sysrq', 'SysRq : Trigger a crash');
  });

  it('is absent from a quiet log', () => {
    assert.equal(find('a', 'b'), undefined);
    assert.equal(find(), undefined);
    assert.equal(find('watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [x:1]'), undefined);
  });
});
