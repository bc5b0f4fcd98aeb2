import { readValue } from '../../crashkernel/read-value';
import type { BootArgumentsRule } from '../rule';
import { heeded, readCommandLine, rewriting, spanOf } from './command-line';

export const ck003: BootArgumentsRule = {
  id: 'CK003',
  title: 'Ranges with ,high, ,low or ,cma',
  severity: 'error',
  role: 'any',
  subject: 'boot-arguments',
  why: 'What ends in `,high`, `,low` or `,cma` is read as one size with that suffix. A list of ranges is none: the kernel stops at the first `-`, and nothing is reserved.',
  evidence:
    'kernel/crash_reserve.c: `get_last_crashkernel()` skips what ends in a suffix when it looks for ranges, `parse_crashkernel_suffix()` then says `unrecognized char: -`.',
  advice:
    'Drop the suffix: x86_64, arm64, riscv and loongarch go above 4 GiB by themselves where there is no room below. Or give one size: `crashkernel=512M,high`.',
  examples: {
    bad: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=2G-:512M,high\n',
        fixed: 'append crashkernel=2G-:512M\n',
      },
      { text: 'CONFIG_CMDLINE="crashkernel=1G-4G:192M,4G-:256M,low"\n' },
    ],
    good: [
      { fileName: 'extlinux.conf', text: 'append crashkernel=2G-:512M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M,high\n' },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of heeded(line)) {
      const { reading, value } = entry;
      if (reading.form !== 'suffix' || !/[-:]/.test(reading.text)) continue;
      const suffix = `,${reading.suffix}`;
      const isReserved = line.outcome.kind === 'reserved' || line.outcome.kind === 'depends';
      const ranges = value.replace(/(?:,(?:high|low|cma))+$/, '');
      const isRead = reading.suffix === 'high' && !readValue(ranges, line.kernel).refusal;
      yield {
        span: spanOf(entry, { start: 0, end: reading.text.length }),
        ...(isReserved ? { severity: 'warning' as const } : {}),
        message: `Ranges cannot be combined with ${suffix}: the kernel refuses the whole value${isReserved ? '.' : ', and nothing is reserved.'}`,
        fixes: isRead ? rewriting(entry, ranges, false) : [],
      };
    }
  },
};
