import { suffixSupport } from '../../crashkernel/kernel-behaviour';
import type { BootArgumentsRule } from '../rule';
import { kindOf, lastOf, readCommandLine, removing, triesHighAnyway } from './command-line';
import { isUnknownCma } from './corrections';

export const ck012: BootArgumentsRule = {
  id: 'CK012',
  title: ',high beside a plain size, or ,low without ,high',
  severity: 'warning',
  role: 'any',
  subject: 'boot-arguments',
  why: 'A `crashkernel=` without a suffix wins over `SIZE,high`, which is then ignored with its `SIZE,low`. And `SIZE,low` only says how much of a `SIZE,high` lies below 4 GiB: alone it reserves nothing.',
  evidence:
    'kernel/crash_reserve.c, `parse_crashkernel()`: `,high` is asked for only if there is no plain value, `,low` only with `,high`; compared with the kernel’s own reader.',
  advice:
    'Decide for one: `crashkernel=512M`, or `crashkernel=512M,high` with or without a `,low`.',
  examples: {
    bad: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=256M crashkernel=512M,high\n',
        fixed: 'append crashkernel=256M\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M crashkernel=72M,low\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M,low\n' },
      { text: 'CONFIG_CMDLINE="crashkernel=256M,low"\n' },
    ],
    good: [
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M,high crashkernel=72M,low\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M,high\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M crashkernel=512M,cma\n' },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    const { architecture, kernel } = line.machine;
    // Then CK008 says so.
    if (suffixSupport('high', architecture, kernel) === 'no') return;
    const plain = lastOf(line, 'plain');
    const high = lastOf(line, 'high');
    for (const entry of line.entries) {
      const kind = kindOf(entry);
      if ((kind !== 'high' && kind !== 'low') || lastOf(line, kind) !== entry) continue;
      if (plain) {
        if (triesHighAnyway(line) || isUnknownCma(plain.value, line.kernel)) continue;
        yield {
          span: entry.argument.span,
          message: `The kernel ignores this: the plain crashkernel=${plain.value} wins over ,high and ,low.`,
          fixes: removing(entry, true),
          related: [{ span: plain.argument.span, message: 'The one that counts.' }],
        };
      } else if (kind === 'low' && !high) {
        yield {
          span: entry.argument.span,
          severity: line.open ? 'warning' : 'error',
          message: line.open
            ? 'Nothing is reserved if no crashkernel=SIZE,high comes from elsewhere: ,low alone does nothing.'
            : 'Nothing is reserved: ,low only says how much of a crashkernel=SIZE,high lies below 4 GiB, and there is none.',
        };
      }
    }
  },
};
