import type { BootArgumentsRule } from '../rule';
import { kindOf, lastOf, readCommandLine, removing } from './command-line';
import { isUnknownCma } from './corrections';

export const ck011: BootArgumentsRule = {
  id: 'CK011',
  title: 'More than one crashkernel=',
  severity: 'warning',
  role: 'any',
  subject: 'boot-arguments',
  why: 'Of several `crashkernel=` without a suffix the kernel takes the last one, and of several with the same suffix likewise. The others are not even read.',
  evidence:
    'kernel/crash_reserve.c, `get_last_crashkernel()`; compared with the kernel’s own reader.',
  advice: 'Keep the one that is meant.',
  examples: {
    bad: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M quiet crashkernel=256M\n',
        fixed: 'append quiet crashkernel=256M\n',
      },
      {
        text: 'CONFIG_CMDLINE="quiet crashkernel=auto crashkernel=256M"\n',
        fixed: 'CONFIG_CMDLINE="quiet crashkernel=256M"\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M,high crashkernel=256M,high\n' },
    ],
    good: [
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M crashkernel=512M,cma\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M,high crashkernel=72M,low\n' },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of line.entries) {
      const last = lastOf(line, kindOf(entry));
      if (!last || last === entry) continue;
      // CK009 speaks of both.
      if (isUnknownCma(entry.value, line.kernel) || isUnknownCma(last.value, line.kernel)) continue;
      yield {
        span: entry.argument.span,
        message: `The kernel does not read this: a later crashkernel=${last.value} counts.`,
        fixes: removing(entry, true),
        related: [{ span: last.argument.span, message: 'The one that counts.' }],
      };
    }
  },
};
