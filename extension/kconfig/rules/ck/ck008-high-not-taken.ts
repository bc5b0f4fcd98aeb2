import { suffixSupport } from '../../crashkernel/kernel-behaviour';
import type { BootArgumentsRule } from '../rule';
import { kindOf, lastOf, readCommandLine, removing, rewriting, spanOf } from './command-line';

export const ck008: BootArgumentsRule = {
  id: 'CK008',
  title: ',high or ,low where the kernel does not take it',
  severity: 'error',
  role: 'any',
  subject: 'boot-arguments',
  why: 'Only some architectures take `crashkernel=SIZE,high` and `SIZE,low`; the others skip them without a word, and nothing is reserved.',
  evidence:
    'x86 always, arm64 since 5.19 (not in 5.10, in 6.1), loongarch since 6.8, riscv between 6.1 and 6.12; arm, powerpc, s390, mips and sh pass NULL to `parse_crashkernel()` (arch/*, read in 5.10, 6.1, 6.12, 7.2 and 7.3).',
  advice: 'Write the size without a suffix.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n',
        architecture: 'arm',
        fixed: 'CONFIG_CMDLINE="crashkernel=512M"\n',
      },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n', architecture: 'arm64', kernel: '5.10' },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=256M crashkernel=72M,low\n',
        architecture: 's390x',
        fixed: 'append crashkernel=256M\n',
      },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n', architecture: 'riscv64', kernel: '6.6' },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n', architecture: 'x86_64' },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n', architecture: 'arm64', kernel: '6.1' },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n', architecture: 'riscv64', kernel: '6.12' },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n', architecture: 'arm64' },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,high"\n' },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    const { architecture, kernel } = line.machine;
    if (!architecture) return;
    const support = suffixSupport('high', architecture, kernel);
    // Of an unknown kernel it is likely that it is new enough.
    if (support === 'yes' || (support === 'unsure' && !kernel)) return;
    const hasPlain = lastOf(line, 'plain') !== undefined;
    for (const entry of line.entries) {
      const kind = kindOf(entry);
      if (kind !== 'high' && kind !== 'low') continue;
      const { reading, value } = entry;
      const suffix = { start: reading.text.length - kind.length - 1, end: reading.text.length };
      const where = kernel ? `Linux ${kernel.text} on ${architecture}` : architecture;
      const fixes =
        hasPlain || kind === 'low'
          ? removing(entry, true)
          : rewriting(entry, value.slice(0, suffix.start), support === 'no' && !reading.refusal);
      yield {
        span: spanOf(entry, suffix),
        ...(support === 'unsure' ? { severity: 'info' } : hasPlain ? { severity: 'warning' } : {}),
        message:
          support === 'unsure'
            ? `It is not sure that ${where} takes ,${kind}: where it does not, it skips this argument.`
            : `${where} does not take ,${kind}: it skips this argument${hasPlain ? '.' : ', and nothing is reserved.'}`,
        fixes,
      };
    }
  },
};
