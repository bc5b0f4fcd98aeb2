import { expertOnly } from '../expert-only';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys007: ConfigRule = {
  id: 'SYS007',
  title: 'No kallsyms',
  severity: 'warning',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Without `KALLSYMS` the kernel does not know its own names: an oops in the log is a list of bare addresses, and crash knows no symbols of modules until their files with debug information are loaded.',
  evidence:
    'crash, help.c, `mod`: module symbols come from the kernel’s kallsyms data. The prompt shows only with `EXPERT=y` (init/Kconfig); without it kallsyms are always there.',
  advice: 'Set `CONFIG_KALLSYMS=y`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_EXPERT=y\n# CONFIG_KALLSYMS is not set\n',
        fixed: 'CONFIG_EXPERT=y\nCONFIG_KALLSYMS=y\n',
      },
    ],
    good: [{ text: 'CONFIG_KALLSYMS=y\n' }, { text: 'CONFIG_EXPERT=y\n' }],
  },
  *check(config, context) {
    if (!config.isOff('KALLSYMS')) return;
    yield {
      span: config.anchor('KALLSYMS'),
      ...expertOnly(
        config,
        context,
        'KALLSYMS is off: an oops in the log has addresses instead of names, and crash knows no symbols of modules.',
      ),
      fixes: [fixBySettings(config, [['KALLSYMS', 'y']])],
    };
  },
};
