import assert from 'node:assert/strict';
import {
  parseBacktrace,
  parseBacktraces,
  type Backtrace,
} from '../../../debug-adapter/commands/bt';
import { arm64Versions, readFixture, x86Versions } from './fixture';

/** A stack as short text: symbols of frames, and what stands between them. */
function outline({ entries }: Backtrace): string[] {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'frame':
        return entry.symbol;
      case 'exception':
        return `! ${entry.text}`;
      case 'registers':
        return `${entry.user ? 'user' : 'kernel'} ${String(entry.values.size)}`;
      case 'switch':
        return `- ${entry.stack}`;
    }
  });
}

function entriesOf(text: string): Backtrace['entries'] {
  const { entries, unparsed } = parseBacktrace(text);
  assert.deepEqual(unparsed, []);
  return entries;
}

const labStack = [
  'machine_kexec',
  '__crash_kexec',
  'crash_kexec',
  'oops_end',
  'exc_page_fault',
  'asm_exc_page_fault',
  '! lab_account+11',
  'kernel 21',
  'lab_dispatch',
  'lab_submit',
  'lab_write',
  'proc_reg_write',
  'vfs_write',
  'ksys_write',
  'do_syscall_64',
  'entry_SYSCALL_64_after_hwframe',
  'user 21',
];

describe('bt on x86-64', () => {
  it('reads the panicking task', () => {
    for (const version of x86Versions) {
      for (const name of ['bt-s.txt', 'bt-l.txt']) {
        const stack = parseBacktrace(readFixture(version, name));
        assert.deepEqual(stack.task, {
          pid: 1,
          address: 0xffff9fce00180000n,
          cpu: 1,
          name: 'init',
        });
        assert.deepEqual(outline(stack), labStack);
        assert.deepEqual([stack.messages, stack.unparsed], [[], []]);
      }
    }
  });

  it('reads offsets, decimal and hexadecimal', () => {
    for (const name of ['bt-s.txt', 'bt-sx.txt']) {
      const entries = entriesOf(readFixture('9.0.2', name));
      assert.deepEqual(entries[8], {
        kind: 'frame',
        number: 6,
        sp: 0xffff9fce0018fdb8n,
        symbol: 'lab_dispatch',
        offset: 32,
        pc: 0xffffffffc0058042n,
        module: 'labcrash',
      });
    }
  });

  it('reads exceptions and registers', () => {
    const entries = entriesOf(readFixture('9.0.2', 'bt-s.txt'));
    assert.deepEqual(entries[6], {
      kind: 'exception',
      text: 'lab_account+11',
      symbol: { name: 'lab_account', offset: 11 },
      pc: 0xffffffffc005800bn,
    });
    const registers = entries.flatMap((entry) => (entry.kind === 'registers' ? [entry] : []));
    assert.deepEqual(
      registers.map(({ values }) => [values.get('RIP'), values.get('R8'), values.get('ORIG_RAX')]),
      [
        [0xffffffffc005800bn, 3n, 0xffffffffffffffffn],
        [0x47b7a0n, 0n, 1n],
      ],
    );
  });

  it('reads the lines of bt -l', () => {
    const entries = entriesOf(readFixture('9.0.2', 'bt-l.txt'));
    const lines = entries.map((entry) =>
      entry.kind === 'frame' ? (entry.source?.line ?? 0) : undefined,
    );
    assert.deepEqual(lines.slice(0, 12), [
      387,
      243,
      41,
      382,
      1396,
      608,
      undefined,
      undefined,
      0,
      0,
      0,
      340,
    ]);
    const [frame, exception] = entriesOf(
      ' #0 [ffffc90000003f00] a at ffffffff81000000\n' +
        '    fs/proc/inode.c: 340\n' +
        '    [exception RIP: b]\n' +
        '    RIP: ffffffff81000010  RSP: ffffc90000003f50  RFLAGS: 00000246\n' +
        '    ORIG_RAX: ffffffffffffffff  CS: 0010  SS: 0018\n' +
        '    lib/x y.c: 7\n',
    );
    assert.deepEqual(frame?.kind === 'frame' && frame.source, {
      file: 'fs/proc/inode.c',
      line: 340,
    });
    assert.deepEqual(exception?.kind === 'exception' && exception, {
      kind: 'exception',
      text: 'b',
      symbol: { name: 'b', offset: 0 },
      pc: 0xffffffff81000010n,
      source: { file: 'lib/x y.c', line: 7 },
    });
  });

  it('reads several stacks and a switch of stacks', () => {
    for (const version of x86Versions) {
      const stacks = parseBacktraces(readFixture(version, 'bt-a.txt'));
      assert.deepEqual(
        stacks.map(({ task, unparsed }) => [task?.name, unparsed]),
        [
          ['swapper/0', []],
          ['init', []],
        ],
      );
      assert.deepEqual(stacks[0] && outline(stacks[0]).slice(2, 9), [
        'exc_nmi',
        'end_repeat_nmi',
        '! native_safe_halt+19',
        'kernel 21',
        '- NMI exception stack',
        'native_safe_halt',
        'default_idle_call',
      ]);
    }
  });

  it('reads a task without a stack, and no task', () => {
    for (const version of ['8.0.6', '9.0.2']) {
      const zombie = parseBacktrace(readFixture(version, 'bt-zombie.txt'));
      assert.deepEqual(zombie, {
        task: { pid: 68, address: 0xffff9fce009dc380n, cpu: 1, name: 'lab-zombie' },
        entries: [],
        noStack: true,
        active: false,
        messages: [],
        unparsed: [],
      });
    }
    assert.deepEqual(parseBacktrace(readFixture('9.0.2', 'bt-no-task.txt')), {
      entries: [],
      noStack: false,
      active: false,
      messages: ['bt: invalid task or pid value: 99999'],
      unparsed: [],
    });
  });
});

describe('bt on arm64', () => {
  it('reads frames and user registers', () => {
    for (const version of arm64Versions) {
      const stack = parseBacktrace(readFixture(version, 'bt.txt'));
      assert.equal(stack.task?.name, 'sh');
      const shape = outline(stack);
      assert.deepEqual(shape.slice(0, 4), [
        'machine_kexec',
        '__crash_kexec',
        'panic',
        'sysrq_handle_crash',
      ]);
      assert.deepEqual(shape.slice(-2), ['el0t_64_sync', 'user 36']);
      assert.deepEqual(stack.unparsed, []);
      assert.deepEqual(
        parseBacktraces(readFixture(version, 'bt-a.txt')).map((one) => [
          one.task?.cpu,
          outline(one).filter((entry) => !/^\w+$/.test(entry)),
          one.unparsed,
        ]),
        [
          [0, ['- IRQ stack'], []],
          [1, ['- IRQ stack', 'user 36'], []],
          [2, ['- IRQ stack', 'user 36'], []],
          [3, ['user 36'], []],
        ],
      );
      assert.deepEqual(parseBacktrace(readFixture(version, 'bt-l.txt')).unparsed, []);
    }
    const stack = parseBacktrace(readFixture('arm64-9.0.2', 'bt-s.txt'));
    assert.deepEqual(stack.unparsed, []);
    assert.ok(stack.entries.every((entry) => entry.kind !== 'frame' || entry.offset !== undefined));
  });

  // The shape is that of arm64_print_exception_frame() in crash; no sample has it.
  it('reads an exception in the kernel', () => {
    const entries = entriesOf(
      '#10 [ffff800008323d80] el1h_64_irq at ffff800008011268\n' +
        '     PC: ffff800008215ac0  [arch_cpu_idle+8]\n' +
        '     LR: ffff80000821a4f0  [default_idle_call+32]\n' +
        '     SP: ffff800008323da0  PSTATE: 60000005\n' +
        '    X29: ffff800008323da0  X28: 0000000000000000  X27: 0000000000000000\n' +
        '     X1: 0000000000000001   X0: 0000000000000000\n' +
        '    arch/arm64/kernel/idle.c: 45\n' +
        '    arch/arm64/kernel/entry.S: 585\n' +
        '#11 [ffff800008323da0] arch_cpu_idle at ffff800008215ac0\n',
    );
    assert.deepEqual(entries[1], {
      kind: 'exception',
      text: 'arch_cpu_idle+8',
      symbol: { name: 'arch_cpu_idle', offset: 8 },
      pc: 0xffff800008215ac0n,
      source: { file: 'arch/arm64/kernel/idle.c', line: 45 },
    });
    const registers = entries[2];
    assert.ok(registers?.kind === 'registers' && !registers.user);
    assert.deepEqual(
      [...registers.values.keys()],
      ['PC', 'LR', 'SP', 'PSTATE', 'X29', 'X28', 'X27', 'X1', 'X0'],
    );
    assert.equal(entries.length, 4);
    assert.equal(entries[0]?.kind === 'frame' && entries[0].source?.line, 585);
  });

  it('reads user space and a 32-bit program', () => {
    assert.deepEqual(entriesOf(' #0 [user space]\n'), [{ kind: 'exception', text: 'user space' }]);
    const [registers] = entriesOf(
      '     PC: 0001049c  LR: f7e4a1b4  SP: ff8b7a40  PSTATE: 60000010\n' +
        '    X12: 00000000 X11: 00000000 X10: 00000000  X9: 00000001\n    ' +
        ' X0: 00000000\n',
    );
    assert.ok(registers?.kind === 'registers' && registers.user);
    assert.equal(registers.values.size, 9);
  });
});

describe('bt, rarer lines', () => {
  it('reads exceptions without a symbol', () => {
    for (const text of ['unknown or invalid address', 'no symbolic reference', 'user space']) {
      assert.deepEqual(entriesOf(`    [exception RIP: ${text}]\n`), [{ kind: 'exception', text }]);
    }
  });

  it('reads every name of a stack', () => {
    for (const stack of [
      'DOUBLEFAULT exception stack',
      '#DF exception stack',
      'IRQ stack',
      'entry trampoline stack',
      'hard IRQ',
      'Overflow stack',
    ]) {
      assert.deepEqual(entriesOf(`--- <${stack}> ---\n`), [{ kind: 'switch', stack }]);
    }
  });

  it('reads marks after a frame', () => {
    const frame = {
      kind: 'frame',
      number: 1,
      sp: 0xffffc90000003f00n,
      symbol: '_RNvNtCs1_4core3fmt',
      pc: 0xffffffff81000000n,
    };
    const line = ' #1 [ffffc90000003f00] _RNvNtCs1_4core3fmt at ffffffff81000000';
    assert.deepEqual(entriesOf(line), [frame]);
    assert.deepEqual(entriesOf(`${line} (via system_call)`), [frame]);
    assert.deepEqual(entriesOf(`${line} [nf_nat] *`), [{ ...frame, module: 'nf_nat' }]);
    assert.deepEqual(entriesOf(line.trim()), [frame]);
  });

  it('keeps what crash says apart', () => {
    const stack = parseBacktrace(
      'PID: 9        TASK: ffff9fce00185a00  CPU: 0    COMMAND: "x"\n' +
        '(active)\n' +
        'bt: cannot transition from exception stack to current process stack:\n' +
        '    exception stack pointer: fffffe0000007e50\n' +
        '      process stack pointer: ffffb5a0\n' +
        '         current stack base: ffffb5a0c0000000\n' +
        '    [ NMI exception stack recursion: prior stack location overwritten ]\n' +
        'WARNING: something\n' +
        '    ffffb5a0c0000000: 0000000000000000 0000000000000001 \n\n',
    );
    assert.equal(stack.active, true);
    assert.equal(stack.messages.length, 7);
    assert.equal(
      stack.messages[4],
      'NMI exception stack recursion: prior stack location overwritten',
    );
    assert.deepEqual(stack.entries, []);
    assert.deepEqual(parseBacktrace('    ffffb5a0c0000000: 0000000000000000 \n').unparsed, [
      '    ffffb5a0c0000000: 0000000000000000 ',
    ]);
  });

  it('reads any name of a task', () => {
    const header = (name: string) =>
      `PID: 9        TASK: ffff9fce00185a00  CPU: ?    COMMAND: "${name}"\n`;
    for (const name of ['a "b" c', 'a\nb', '', 'PID: 1', '\u2028é']) {
      const stacks = parseBacktraces(`${header(name)}(no stack)\n\n${header('next')}`);
      assert.deepEqual(
        stacks.map(({ task, noStack, unparsed }) => [task?.name, noStack, unparsed]),
        [
          [name, true, []],
          ['next', false, []],
        ],
      );
    }
  });
});
