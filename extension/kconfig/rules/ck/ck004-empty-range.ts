import type { BootArgumentsRule } from '../rule';
import { readValue } from '../../crashkernel/read-value';
import { inUnits } from '../../crashkernel/sizes';
import { heeded, readCommandLine, rewriting, spanOf } from './command-line';

export const ck004: BootArgumentsRule = {
  id: 'CK004',
  title: 'A range that ends where it begins, or before',
  severity: 'error',
  role: 'any',
  subject: 'boot-arguments',
  why: 'The end of a range of memory has to be above its start. The kernel stops at a range where it is not: on machines that no earlier range is for, nothing is reserved, whatever follows.',
  evidence:
    'kernel/crash_reserve.c, `parse_crashkernel_mem()`: `crashkernel: end <= start`, `-EINVAL`.',
  advice: 'Swap the two, or give the end its unit; a range without an end (`4G-`) has no limit.',
  examples: {
    bad: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=4G-2G:64M\n',
        fixed: 'append crashkernel=2G-4G:64M\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=1G-2G:64M,2G-2G:128M\n' },
      { text: 'CONFIG_CMDLINE="crashkernel=512M-2:64M"\n' },
    ],
    good: [{ fileName: 'extlinux.conf', text: 'append crashkernel=2G-4G:64M,4G-:128M\n' }],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of heeded(line)) {
      const { reading, value } = entry;
      if (reading.form !== 'ranges') continue;
      const { refusal, ranges } = reading;
      if (refusal?.reason !== 'end-not-after-start') continue;
      const { start, end } = refusal.span;
      const [from = '', to = ''] = value.slice(start, end).split('-');
      const swapped = `${value.slice(0, start)}${to}-${from}${value.slice(end)}`;
      const mended = readValue(swapped, line.kernel).refusal;
      const canSwap = /[a-z]$/i.test(to) && mended?.span.start !== start;
      const isReached = line.outcome.kind !== 'reserved';
      const where = isReached
        ? ranges.length > 0 && line.machine.memory === undefined
          ? 'On machines that none of the ranges before it is for, nothing is reserved.'
          : 'Nothing is reserved.'
        : `It does not come so far on a machine with ${inUnits(line.machine.memory ?? 0n)}.`;
      yield {
        span: spanOf(entry, refusal.span),
        ...(isReached ? {} : { severity: 'warning' as const }),
        message: `The end of the range is not above its start: the kernel stops reading here. ${where}`,
        fixes: canSwap ? rewriting(entry, swapped, false) : [],
      };
    }
  },
};
