import assert from 'node:assert/strict';
import type { Frame } from '../../../debug-adapter/model/frame';
import { exceptionName, isInterrupt } from '../../../debug-adapter/reader/exception-name';
import { focusOf, markHandlers } from '../../../debug-adapter/reader/focus';

/** `- text` is a label, `!name` took an exception, `>name` is inlined, `?name` is not sure. */
function frames(rows: readonly string[]): Frame[] {
  return rows.map((row, index) => {
    const [, sign = '', name = ''] = /^([-!>?]?) ?(.*)$/.exec(row) ?? [];
    return sign === '-'
      ? { kind: 'label', text: name }
      : {
          kind: 'call',
          functionName: name,
          pc: 0xffffffff81000000n + BigInt(index),
          ...(sign === '>' ? {} : { symbol: { name, offset: 1 } }),
          inlined: sign === '>',
          confirmed: sign !== '?',
          exception: sign === '!',
          handler: false,
        };
  });
}

function check(name: string, rows: readonly string[], expected: string): void {
  it(name, () => {
    const stack = frames(rows);
    const focus = focusOf(stack);
    assert.equal(rows[focus]?.replace(/^[!>?]/, ''), expected);
    const marked = markHandlers(stack, focus).map(
      (frame) => frame.kind === 'call' && frame.handler,
    );
    assert.deepEqual(
      marked,
      rows.map((row, index) => index < focus && !row.startsWith('-')),
    );
  });
}

describe('the frame to look at first', () => {
  check(
    'a leftover between panic() and its caller',
    ['dump_stack_lvl', 'panic', '?_printk', 'sysrq_handle_crash', '__handle_sysrq'],
    'sysrq_handle_crash',
  );
  check('leftovers on top', ['?kick_ilb', 'schedule'], 'schedule');
  check('leftovers alone', ['panic', '?mount_root', '?init'], 'mount_root');
  check(
    'a sleeping task: the top',
    ['>context_switch', '__schedule', 'schedule'],
    'context_switch',
  );
  check(
    'a fault',
    [
      'machine_kexec',
      'oops_end',
      'asm_exc_page_fault',
      '- page fault',
      '!lab_account',
      'lab_write',
    ],
    'lab_account',
  );
  check(
    'panic() in process context',
    ['machine_kexec', 'panic', 'mount_root', 'init'],
    'mount_root',
  );
  check(
    'panic() from an inlined function',
    ['machine_kexec', 'panic', '>check', 'caller'],
    'check',
  );
  check('vpanic, as Linux 6.16 has it', ['machine_kexec', 'vpanic', 'panic', 'caller'], 'caller');
  check(
    'a fault that made panic() its handler: the fault',
    ['machine_kexec', 'panic', 'oops_end', 'asm_exc_page_fault', '- page fault', '!bad', 'caller'],
    'bad',
  );
  check(
    'a BUG that panics: the BUG',
    ['machine_kexec', 'panic', 'die', 'asm_exc_invalid_op', '- invalid op', '!bad'],
    'bad',
  );
  check(
    'an interrupt in which the kernel panicked: not the code that it hit',
    ['panic', 'sysrq_handle_crash', 'asm_common_interrupt', '- interrupt', '!native_safe_halt'],
    'sysrq_handle_crash',
  );
  check(
    'an interrupt in which it did not panic: what it hit',
    ['crash_nmi_callback', 'asm_sysvec_reboot', '- interrupt', '!spin'],
    'spin',
  );
  check(
    'an NMI that stops a CPU: what it hit',
    ['crash_nmi_callback', 'asm_exc_nmi', '- NMI', '!native_safe_halt', 'do_idle'],
    'native_safe_halt',
  );
  check(
    'a panic long before an unrelated interrupt',
    [
      'machine_kexec',
      'asm_exc_page_fault',
      '- page fault',
      '!bad',
      'asm_common_interrupt',
      '- interrupt',
      '!hit',
      'panic',
      'x',
    ],
    'bad',
  );
  check(
    'an NMI that panics',
    ['machine_kexec', 'panic', 'nmi_panic', 'unknown_nmi'],
    'unknown_nmi',
  );
  check('only labels', ['- no stack'], '- no stack');
  check('nothing that is called panic by accident', ['panic_write', 'caller'], 'panic_write');
  check('panic at the very end', ['machine_kexec', 'panic'], 'machine_kexec');

  it('no frame at all', () => assert.equal(focusOf([]), 0));
});

describe('what interrupted the kernel', () => {
  const cases: readonly [string, string | undefined, boolean][] = [
    ['asm_exc_page_fault', 'page fault', false],
    ['asm_exc_general_protection', 'general protection', false],
    ['asm_exc_invalid_op', 'invalid op', false],
    ['asm_exc_divide_error', 'divide error', false],
    ['asm_exc_double_fault', 'double fault', false],
    ['asm_exc_nmi', 'NMI', false],
    ['end_repeat_nmi', 'NMI', false],
    ['nmi_restore', 'NMI', false],
    ['asm_common_interrupt', 'interrupt', true],
    ['asm_spurious_interrupt', 'interrupt', true],
    ['asm_sysvec_apic_timer_interrupt', 'interrupt: apic timer interrupt', true],
    ['asm_sysvec_irq_work', 'interrupt: irq work', true],
    ['el1h_64_sync', 'exception', false],
    ['el1h_64_irq', 'interrupt', true],
    ['el1t_64_irq', 'interrupt', true],
    ['el1h_64_fiq', 'fast interrupt', true],
    ['el1h_64_error', 'SError', false],
    ['el0t_64_sync', 'exception', false],
    ['el0t_32_sync', 'exception', false],
    ['el1_sync', 'exception', false],
    ['lab_account', undefined, false],
    ['do_syscall_64', undefined, false],
    ['entry_SYSCALL_64_after_hwframe', undefined, false],
    ['', undefined, false],
  ];
  for (const [symbol, name, interrupt] of cases) {
    it(`${symbol} → ${name ?? 'nothing'}`, () => {
      assert.equal(exceptionName(symbol), name);
      assert.equal(isInterrupt(name), interrupt);
    });
  }
});
