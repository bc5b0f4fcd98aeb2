import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys013: ConfigRule = {
  id: 'SYS013',
  title: 'No way to try a crash',
  severity: 'hint',
  offByDefault: true,
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Whether kdump works is known only after a crash on purpose, and `echo c > /proc/sysrq-trigger` is how one is made. A machine that hangs can be made to crash by the same key.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst proposes it as the test; lib/Kconfig.debug, `MAGIC_SYSRQ`.',
  advice: 'Set `CONFIG_MAGIC_SYSRQ=y`.',
  examples: {
    bad: [{ text: '# CONFIG_MAGIC_SYSRQ is not set\n', fixed: 'CONFIG_MAGIC_SYSRQ=y\n' }],
    good: [{ text: 'CONFIG_MAGIC_SYSRQ=y\n' }, { text: 'CONFIG_KEXEC=y\n' }],
  },
  *check(config) {
    if (!config.isOff('MAGIC_SYSRQ')) return;
    yield {
      span: config.anchor('MAGIC_SYSRQ'),
      message:
        'MAGIC_SYSRQ is off: kdump cannot be tried with "echo c > /proc/sysrq-trigger", nor a hanging machine be made to crash.',
      fixes: [fixBySettings(config, [['MAGIC_SYSRQ', 'y']])],
    };
  },
};
