/**
 * The session that this project was born from, as published: an arm64 board, crash 8.0.5 built with
 * target=ARM64. Its lines have lost their leading blanks.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseBacktrace } from '../../../debug-adapter/commands/bt';
import { parseLog } from '../../../debug-adapter/commands/log';
import { parseStartWarnings } from '../../../debug-adapter/commands/start-warnings';
import { parseSys } from '../../../debug-adapter/commands/sys';
import { diagnose } from '../../../debug-adapter/failures/diagnose';
import { findOops } from '../../../debug-adapter/kernel-log/oops';
import { machineConventions, mergeStack } from '../../../debug-adapter/reader/stack-merge';

const text = readFileSync(new URL('arm64-6.8-crash-8.0.5.txt', import.meta.url), 'utf8');

/** What stands between two lines that begin so. */
function between(from: string, to: string): string {
  const start = text.indexOf('\n', text.indexOf(from)) + 1;
  const end = to === '' ? text.length : text.indexOf(to, start);
  assert.ok(start > 0 && end > start, from);
  return text.slice(start, end);
}

describe('the founding story', () => {
  const start = between('$ src/crash-8.0.5/crash', 'crash> bt');

  it('begins with eight complaints, which become one line and a note on each stack', () => {
    const { lines, withoutStackStart } = parseStartWarnings(start);
    assert.deepEqual(lines, [
      'WARNING: cannot determine starting stack frame for 8 tasks: a note stands on their stacks',
    ]);
    assert.equal(withoutStackStart.size, 8);
    // The one that panicked is among them, and has a whole stack all the same.
    assert.ok(withoutStackStart.has(0xffff000801c3e600n));
  });

  it('tells what system it was', () => {
    const { summary } = parseSys(start);
    assert.equal(summary.release, '6.8.0');
    assert.equal(summary.machine, 'aarch64');
    assert.equal(summary.cpus, 8);
    assert.equal(summary.panic, 'Kernel panic - not syncing: sysrq triggered crash');
  });

  it('has the stack of bt, from the crash to user mode', () => {
    const backtrace = parseBacktrace(between('crash> bt', 'crash> log'));
    assert.deepEqual(backtrace.unparsed, []);
    assert.equal(backtrace.task?.pid, 145);
    const merged = mergeStack(backtrace, [], machineConventions('aarch64'));
    const names = merged.map((entry) =>
      entry.kind === 'mark' ? `- ${entry.text}` : (entry.symbol?.name ?? ''),
    );
    assert.deepEqual(names, [
      '__crash_kexec',
      'panic',
      'sysrq_handle_crash',
      '__handle_sysrq',
      'write_sysrq_trigger',
      'proc_reg_write',
      'vfs_write',
      'ksys_write',
      '__arm64_sys_write',
      'invoke_syscall',
      'el0_svc_common.constprop.0',
      'do_el0_svc',
      'el0_svc',
      'el0t_64_sync_handler',
      'el0t_64_sync',
      '- user mode at 0xffffa896e128',
    ]);
  });

  it('has the registers that user mode had', () => {
    const backtrace = parseBacktrace(between('crash> bt', 'crash> log'));
    const registers = backtrace.entries.find((entry) => entry.kind === 'registers');
    assert.ok(registers?.kind === 'registers' && registers.user);
    const value = (name: string) => registers.values.get(name);
    assert.equal(registers.values.size, 31 + 2 + 3);
    assert.equal(value('ORIG_X0'), 1n);
    assert.equal(value('SYSCALLNO'), 0x40n);
    assert.equal(value('PSTATE'), 0x80000000n);
    assert.equal(value('X29'), 0x0000fffff8909b50n);
  });

  it('has its log', () => {
    const lines = parseLog(between('crash> log', '\n\n# the same'));
    assert.equal(lines.length, 22);
    assert.match(lines[1]?.text ?? '', /^Linux version 6\.8\.0 /);
    assert.equal(lines[2]?.text, 'KASLR disabled due to lack of seed');
  });

  it('has the panic in the log of the console', () => {
    const lines = parseLog(between('# the console of the crashing kernel', ''));
    const oops = findOops(lines);
    assert.match(JSON.stringify(oops), /sysrq triggered crash/);
  });

  it('fails with CONFIG_DEBUG_INFO_REDUCED=y, and is told why', () => {
    const said = between('# the same with', '# the console');
    assert.match(said, /CONFIG_DEBUG_INFO_REDUCED=y/);
    assert.match(said, /neither runqueue nor rq structures exist/);
    const { failure } = diagnose({
      end: 'exited',
      output: said,
      exitCode: 1,
      crashPath: 'src/crash-8.0.5/crash',
      vmlinux: '../linux/vmlinux',
      vmcore: 'vmcore',
      names: { vmlinux: '../linux/vmlinux', vmcore: 'vmcore' },
      args: [],
      dump: {
        release: '6.8.0',
        size: 500_000_000,
        incomplete: false,
        mayLackPages: true,
        hasVmcoreinfo: true,
        logIsReadable: true,
      },
      kernel: { build: 'same', isReduced: false },
    });
    assert.match(failure.what, /no debug info that crash can read|debug info .* was reduced/);
    assert.match(failure.why, /CONFIG_DEBUG_INFO_REDUCED=y/);
    assert.match(failure.remedy, /CONFIG_DEBUG_INFO_REDUCED=n|vmlinux of the debug package/);
  });
});
