import type { ConfigRule } from '../rule';
import { fixBySettings, type Setting } from '../settings-edits';

export const sys008: ConfigRule = {
  id: 'SYS008',
  title: 'No data symbols in kallsyms',
  severity: 'hint',
  offByDefault: true,
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Without `KALLSYMS_ALL` `/proc/kallsyms` has functions only. kexec-tools looks up data there (to find `PAGE_OFFSET`), the coming makedumpfile 1.8 and drgn on the running kernel do so as well.',
  evidence:
    'kexec-tools’ look-up of `PAGE_OFFSET`; Buildroot’s test of kexec sets it. 55 of 59 configurations of distributions that were looked at have it.',
  advice:
    'Set `CONFIG_KALLSYMS_ALL=y`, which needs `CONFIG_DEBUG_KERNEL=y`. It adds some hundred kilobytes.',
  examples: {
    bad: [
      {
        text: '# CONFIG_DEBUG_KERNEL is not set\nCONFIG_KALLSYMS=y\n# CONFIG_KALLSYMS_ALL is not set\n',
        fixed: 'CONFIG_DEBUG_KERNEL=y\nCONFIG_KALLSYMS=y\nCONFIG_KALLSYMS_ALL=y\n',
      },
    ],
    good: [{ text: 'CONFIG_KALLSYMS_ALL=y\n' }, { text: 'CONFIG_KALLSYMS=y\n' }],
  },
  *check(config) {
    if (!config.isOff('KALLSYMS_ALL')) return;
    const needed = ['DEBUG_KERNEL', 'KALLSYMS'].filter((symbol) => config.isOff(symbol));
    yield {
      span: config.anchor('KALLSYMS_ALL'),
      message:
        'KALLSYMS_ALL is off: /proc/kallsyms lacks data symbols, which kexec-tools and drgn look up there.',
      fixes: [
        fixBySettings(
          config,
          [...needed, 'KALLSYMS_ALL'].map((symbol): Setting => [symbol, 'y']),
        ),
      ],
    };
  },
};
