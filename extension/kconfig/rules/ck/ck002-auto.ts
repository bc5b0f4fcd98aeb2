import {
  distributionSizes,
  DISTRIBUTION_ARCHITECTURES,
} from '../../crashkernel/distribution-sizes';
import type { Fix } from '../../model/finding';
import type { Version } from '../../model/version';
import type { BootArgumentsRule } from '../rule';
import { heeded, readCommandLine, rewriting, spanOf, type Entry } from './command-line';

export const ck002: BootArgumentsRule = {
  id: 'CK002',
  title: 'crashkernel=auto',
  severity: 'error',
  role: 'any',
  subject: 'boot-arguments',
  why: '`auto` was a patch in the kernels of RHEL up to 8 and its relatives. No other kernel knows the word: it is refused, and nothing is reserved.',
  evidence:
    'kernel/crash_reserve.c: `crashkernel: memory value expected`, `-EINVAL`; the documentation of RHEL 9 says that `auto` is gone.',
  advice:
    'Write sizes. What RHEL 9 puts in its place is `1G-2G:192M,2G-64G:256M,64G-:512M` on x86_64; `kdumpctl get-default-crashkernel` of kdump-utils tells it for a machine.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE="crashkernel=auto"\n',
        architecture: 'x86_64',
        fixed: 'CONFIG_CMDLINE="crashkernel=1G-2G:192M,2G-64G:256M,64G-:512M"\n',
      },
      { fileName: 'extlinux.conf', text: 'append root=/dev/vda crashkernel=auto quiet\n' },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="crashkernel=512M"\n' },
      { text: 'CONFIG_CMDLINE="crashkernel=auto"\n', kernel: '4.18.0-553.el8_10.x86_64' },
    ],
  },
  *check(boot, context, config) {
    const line = readCommandLine(boot, context);
    if (!line || knowsAuto(context.kernel?.value)) return;
    for (const entry of heeded(line)) {
      if (entry.value !== 'auto') continue;
      const architectures = context.architecture
        ? [context.architecture.value]
        : DISTRIBUTION_ARCHITECTURES;
      yield {
        span: spanOf(entry, { start: 0, end: entry.value.length }),
        message:
          'Only kernels of RHEL up to 8 know "auto": all others refuse it, and nothing is reserved. Write a size, or ranges of memory with sizes.',
        fixes: architectures.flatMap((architecture) =>
          (distributionSizes(architecture, config)?.values ?? []).flatMap(({ value, whose }) =>
            withOrigin(entry, value, `${whose}, ${architecture}`),
          ),
        ),
      };
    }
  },
};

/** The kernels of RHEL 6 to 8, of CentOS, Oracle, Alma and Rocky tell by their names. */
function knowsAuto(kernel: Version | undefined): boolean {
  return kernel !== undefined && /\.el[678](?:\D|$)/.test(kernel.text);
}

function withOrigin(entry: Entry, value: string, origin: string): Fix[] {
  return rewriting(entry, value, false).map((fix) => ({
    ...fix,
    title: `${fix.title} (${origin})`,
  }));
}
