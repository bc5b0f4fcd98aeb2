import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseBacktrace } from '../../../debug-adapter/commands/bt';
import type { MiFrame } from '../../../debug-adapter/mi/stack';
import { machineConventions, mergeStack } from '../../../debug-adapter/reader/stack-merge';

const X86 = machineConventions('x86_64');

/** Frames as gdb gives them: `0x…10 inner`, `0x…10 outer:7`; `?` is a frame without a name. */
function gdbStack(rows: readonly string[]): MiFrame[] {
  return rows.map((row, level) => {
    const [, address, name = '', line] = /^(\w+) (\?|[^:]+)(?::(\d+))?$/.exec(row) ?? [];
    return {
      level,
      address: BigInt(`0x${address ?? '0'}`),
      ...(name === '?' ? {} : { functionName: name, file: `${name}.c`, line: Number(line ?? 1) }),
    };
  });
}

interface Case {
  readonly bt: readonly string[];
  readonly gdb?: readonly (readonly string[])[];
}

const REGISTERS = (rip: string, cs: string): string => `    RIP: ${rip}  CS: ${cs}  SS: 0018`;

/** `outer<inner` for what gdb knows there; `?` before what is doubted, `!` after an interrupted pc. */
function merge({ bt, gdb = [] }: Case): string[] {
  const text = ['PID: 1        TASK: ffff9fce00180000  CPU: 1    COMMAND: "x"', ...bt].join('\n');
  const backtrace = parseBacktrace(text);
  assert.deepEqual(backtrace.unparsed, []);
  return mergeStack(backtrace, gdb.map(gdbStack), X86).map((entry) => {
    if (entry.kind === 'mark') {
      return `- ${entry.text}`;
    }
    const functions = entry.functions?.map((frame) => frame.functionName ?? '??').join('>');
    return [
      entry.confirmed ? '' : '?',
      functions ?? entry.symbol?.name ?? '',
      functions === undefined ? ' (bt)' : '',
      entry.interrupted ? '!' : '',
      entry.lineIsAfterCall ? ' after call' : '',
      entry.realIfBetween ? ' if real' : '',
    ].join('');
  });
}

function frame(number: number, sp: string, name: string, pc: string): string {
  return ` #${number} [ffffc900000${sp}] ${name}+1 at ffffffff810000${pc}`;
}

function check(name: string, input: Case, expected: readonly string[]): void {
  it(name, () => assert.deepEqual(merge(input), expected));
}

const K = 'ffffffff810000';
const STACK = [
  frame(0, '00100', 'a', '10'),
  frame(1, '00200', 'b', '20'),
  frame(2, '00300', 'c', '30'),
];

describe('merging bt with gdb’s stacks', () => {
  check('nothing at all', { bt: [] }, []);
  check('without gdb, bt stands alone and is not doubted', { bt: STACK }, [
    'a (bt)',
    'b (bt)',
    'c (bt)',
  ]);
  check(
    'both agree; the first frame of gdb has the line after the call',
    { bt: STACK, gdb: [[`${K}10 a`, `${K}20 b`, `${K}30 c`]] },
    ['a after call', 'b', 'c'],
  );
  check(
    'inlined functions belong to the frame at their pc',
    { bt: STACK, gdb: [[`${K}10 a`, `${K}20 deep`, `${K}20 inlined`, `${K}20 b`, `${K}30 c`]] },
    ['a after call', 'deep>inlined>b', 'c'],
  );
  check(
    'gdb runs on into user registers',
    {
      bt: STACK,
      gdb: [[`${K}10 a`, `${K}20 b`, `${K}30 c`, '47b7a0 ?', '5 __pfx_init_module', `${K}40 d`]],
    },
    ['a after call', 'b', 'c'],
  );
  check('gdb ends early: bt goes on alone and is doubted', { bt: STACK, gdb: [[`${K}10 a`]] }, [
    'a after call',
    '?b (bt)',
    '?c (bt)',
  ]);
  check(
    'gdb begins where the registers were saved, and is met further down',
    { bt: STACK, gdb: [[`${K}11 crash_setup_regs`, `${K}11 a`, `${K}20 b`, `${K}30 c`]] },
    ['a (bt)', 'b', 'c'],
  );
  check(
    'a frame that only gdb has is kept until the stack is looked at',
    { bt: STACK, gdb: [[`${K}10 a`, `${K}15 tail`, `${K}20 b`, `${K}30 c`]] },
    ['a after call', 'tail if real', 'b', 'c'],
  );
  check(
    'what bt found left over between two frames that follow one another',
    {
      bt: [
        ...STACK.slice(0, 2),
        frame(2, '00280', 'stale', '77'),
        frame(3, '00290', 'older', '78'),
        frame(4, '00300', 'c', '30'),
      ],
      gdb: [[`${K}10 a`, `${K}20 b`, `${K}30 c`]],
    },
    ['a after call', 'b', 'c'],
  );
  check(
    'nothing unknown on the way: gdb’s garbage is no bridge',
    { bt: STACK, gdb: [[`${K}10 a`, `${K}99 ?`, `${K}20 b`, `${K}30 c`]] },
    ['a after call', '?b (bt)', '?c (bt)'],
  );
  check(
    'no user address on the way either',
    { bt: STACK, gdb: [[`${K}10 a`, '401234 main', `${K}20 b`, `${K}30 c`]] },
    ['a after call', '?b (bt)', '?c (bt)'],
  );
  check(
    'recursion at one pc is several frames',
    {
      bt: [
        frame(0, '00100', 'a', '10'),
        frame(1, '00200', 'r', '20'),
        frame(2, '00300', 'r', '20'),
        frame(3, '00400', 'r', '20'),
        frame(4, '00500', 'c', '30'),
      ],
      gdb: [[`${K}10 a`, `${K}20 r`, `${K}20 r`, `${K}20 r`, `${K}30 c`]],
    },
    ['a after call', 'r', 'r', 'r', 'c'],
  );
  check(
    'recursion with an inlined function in each',
    {
      bt: [
        frame(0, '00100', 'a', '10'),
        frame(1, '00200', 'r', '20'),
        frame(2, '00300', 'r', '20'),
        frame(3, '00400', 'c', '30'),
      ],
      gdb: [[`${K}10 a`, `${K}20 i`, `${K}20 r`, `${K}20 i`, `${K}20 r`, `${K}30 c`]],
    },
    ['a after call', 'i>r', 'i>r', 'c'],
  );
  check('frames that gdb could not unwind are none', { bt: STACK, gdb: [[]] }, [
    'a (bt)',
    'b (bt)',
    'c (bt)',
  ]);
});

describe('merging exceptions', () => {
  const handler = [
    frame(0, '00100', 'machine_kexec', '10'),
    frame(1, '00200', 'asm_exc_page_fault', '20'),
  ];
  const fault = ['    [exception RIP: bad+4]', REGISTERS(`${K}50`, '0010')];

  check(
    'on the same stack: the interrupted frame is made of the registers',
    {
      bt: [...handler, ...fault, frame(2, '00400', 'caller', '60')],
      gdb: [[`${K}10 machine_kexec`, `${K}20 asm_exc_page_fault`, `${K}50 bad`, `${K}60 caller`]],
    },
    ['machine_kexec after call', 'asm_exc_page_fault', '- exception', 'bad!', 'caller'],
  );
  check(
    'gdb’s stacks may come in any order',
    {
      bt: [...handler, ...fault, frame(2, '00400', 'caller', '60')],
      gdb: [
        [`${K}50 bad`, `${K}60 caller`],
        [`${K}10 machine_kexec`, `${K}20 asm_exc_page_fault`],
      ],
    },
    ['machine_kexec after call', 'asm_exc_page_fault', '- exception', 'bad!', 'caller'],
  );
  check(
    'the one stack of crash 8.0.6 begins at the exception',
    {
      bt: [...handler, ...fault, frame(2, '00400', 'caller', '60')],
      gdb: [[`${K}50 bad`, `${K}60 caller`]],
    },
    ['machine_kexec (bt)', 'asm_exc_page_fault (bt)', '- exception', 'bad!', 'caller'],
  );
  check(
    'after an NMI bt repeats the interrupted frame: once is enough',
    {
      bt: [
        ...handler,
        ...fault,
        '--- <NMI exception stack> ---',
        frame(2, '00400', 'bad', '50'),
        frame(3, '00500', 'caller', '60'),
      ],
      gdb: [[`${K}50 bad`, `${K}60 caller`]],
    },
    [
      'machine_kexec (bt)',
      'asm_exc_page_fault (bt)',
      '- exception',
      '- NMI exception stack',
      'bad!',
      'caller',
    ],
  );
  check(
    'after an exception bt begins anew at saved registers, and is certain',
    {
      bt: [
        frame(0, '00100', 'handler', '10'),
        '--- <IRQ stack> ---',
        frame(1, '00200', 'asm_sysvec', '20'),
        ...fault,
        frame(2, '00400', 'caller', '60'),
      ],
      gdb: [[`${K}10 handler`]],
    },
    [
      'handler after call',
      '- IRQ stack',
      'asm_sysvec (bt)',
      '- exception',
      'bad (bt)!',
      'caller (bt)',
    ],
  );
  check(
    'an exception at a user address has no kernel frame',
    {
      bt: [
        ...handler,
        '    [exception RIP: unknown or invalid address]',
        REGISTERS('000000000047b7a0', '0033'),
      ],
    },
    ['machine_kexec (bt)', 'asm_exc_page_fault (bt)', '- exception', '- user mode at 0x47b7a0'],
  );
  check(
    'a jump through a null pointer, too',
    {
      bt: [
        ...handler,
        '    [exception RIP: unknown or invalid address]',
        REGISTERS('0000000000000000', '0010'),
        frame(2, '00400', 'caller', '60'),
      ],
      gdb: [['0 ?', `${K}60 caller`]],
    },
    [
      'machine_kexec (bt)',
      'asm_exc_page_fault (bt)',
      '- exception',
      '- at 0x0, where crash knows no code',
      'caller',
    ],
  );
  check(
    'two exceptions',
    {
      bt: [
        ...handler,
        ...fault,
        frame(2, '00400', 'irq', '60'),
        '    [exception RIP: victim+8]',
        REGISTERS(`${K}70`, '0010'),
        frame(3, '00500', 'idle', '80'),
      ],
      gdb: [[`${K}50 bad`, `${K}60 irq`, `${K}70 victim`, `${K}80 idle`]],
    },
    [
      'machine_kexec (bt)',
      'asm_exc_page_fault (bt)',
      '- exception',
      'bad!',
      'irq',
      '- exception',
      'victim!',
      'idle',
    ],
  );
  check(
    'user mode below the last frame',
    { bt: [frame(0, '00100', 'entry', '10'), REGISTERS('000000000047b7a0', '0033')] },
    ['entry (bt)', '- user mode at 0x47b7a0'],
  );
});

describe('arm64', () => {
  const ARM64 = machineConventions('aarch64');

  /** `gdb bt` names what MI does: an address stands only before the innermost function at it. */
  function parseGdbBt(text: string): MiFrame[] {
    let address: bigint | undefined;
    return text
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line, level) => {
        const [, hex, functionName = '', file = '', number] =
          /^#\d+ +(?:0x([0-9a-f]+) in )?(\S+) \(.*\) at (\S+):(\d+)$/.exec(line) ?? [];
        address = hex === undefined ? address : BigInt(`0x${hex}`);
        assert.ok(address !== undefined && functionName !== '', line);
        return { level, address, functionName, file, line: Number(number) };
      });
  }

  it('with crash 9 the panicking task has two stacks, the upper of which ends at once', () => {
    const bt = [
      'PID: 1        TASK: ffff000000828000  CPU: 3    COMMAND: "sh"',
      ' #0 [ffff000000837a50] machine_kexec+36 at ffff80000801b4d4',
      ' #1 [ffff000000837a70] __crash_kexec+124 at ffff80000808a3dc',
      ' #2 [ffff000000837bf0] panic+284 at ffff8000082104d0',
      ' #3 [ffff000000837cc0] sysrq_handle_crash+12 at ffff800008199e30',
    ].join('\n');
    const stacks = [
      [
        'ffff80000808a460 crash_setup_regs',
        'ffff80000808a460 __crash_kexec',
        'ffff8000082104d4 panic',
        'ffff800008199e34 sysrq_handle_crash',
      ],
      ['ffff80000801b4d8 machine_kexec', 'ffff000000837a50 ?', 'ffff000000837aa0 ?'],
    ];
    const merged = mergeStack(parseBacktrace(bt), stacks.map(gdbStack), ARM64);
    const seen = merged.map((entry) => entry.kind === 'physical' && entry.functions?.[0]);
    assert.deepEqual(
      seen.map((found) => found && [found.functionName, found.level]),
      [['machine_kexec', 0], undefined, ['panic', 2], ['sysrq_handle_crash', 3]],
    );
    assert.deepEqual(
      merged.map((entry) => entry.kind === 'physical' && entry.gdbStack),
      [1, undefined, 0, 0],
    );
  });

  const transcripts: readonly [string, string, readonly string[]][] = [
    [
      'arm64-debian-6.1-9.0.2',
      'bt -s',
      [
        'invoke_syscall',
        'el0_svc_common',
        'do_el0_svc',
        'el0_svc',
        'el0t_64_sync_handler',
        'el0t_64_sync',
      ],
    ],
    [
      'arm64-debian-6.1-8.0.6',
      'bt -s',
      [
        'invoke_syscall',
        'el0_svc_common',
        'do_el0_svc',
        'el0_svc',
        'el0t_64_sync_handler',
        'el0t_64_sync',
      ],
    ],
    ['arm64-tiny-9.0.2', 'bt', ['do_el0_svc', 'el0_svc', 'el0t_64_sync_handler', 'el0t_64_sync']],
  ];
  for (const [name, bt, last] of transcripts) {
    it(`${name}: bt’s pc is the call, gdb’s the return address`, () => {
      const url = new URL(`transcripts/${name}.txt`, import.meta.url);
      const [, btText = '', gdbText = ''] = readFileSync(url, 'utf8').split(/^=== .*\n/m);
      const backtrace = parseBacktrace(btText);
      const merged = mergeStack(backtrace, [parseGdbBt(gdbText)], ARM64);
      const physical = merged.flatMap((entry) => (entry.kind === 'physical' ? [entry] : []));
      const pcs = backtrace.entries.flatMap((entry) => (entry.kind === 'frame' ? [entry.pc] : []));
      assert.ok(pcs.length > 10, bt);
      assert.deepEqual(
        physical.map((entry) => entry.pc),
        pcs.map((pc) => pc + 4n),
      );
      assert.deepEqual(
        physical.map((entry) => entry.lookup),
        pcs,
      );
      const names = physical.map((entry) => entry.functions?.at(-1)?.functionName);
      // gdb stands in __crash_kexec at the place where the registers were saved.
      assert.deepEqual(names.slice(0, 4), [undefined, undefined, 'panic', 'sysrq_handle_crash']);
      assert.deepEqual(names.slice(-last.length), last);
      assert.equal(merged.at(-1)?.kind, 'mark');
      assert.ok(physical.every((entry) => entry.confirmed && !entry.realIfBetween));
    });
  }

  it('the other machines subtract nothing', () => {
    for (const machine of ['x86_64', undefined, 'ppc64']) {
      assert.deepEqual(machineConventions(machine), {
        subtractedByBt: 0n,
        intoCall: 1n,
        hasFrameRecords: false,
      });
    }
  });
});
