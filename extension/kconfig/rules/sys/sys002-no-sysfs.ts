import { expertOnly } from '../expert-only';
import { hasKdump } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys002: ConfigRule = {
  id: 'SYS002',
  title: 'No sysfs',
  severity: 'error',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'kexec-tools learns from `/sys/kernel` whether a capture kernel is loaded (`kexec_crash_loaded`) and where the kernel keeps the description of itself that goes into the dump (`vmcoreinfo`). The kernel’s guide to kdump asks for sysfs.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst, *System kernel config options*; kexec-tools, kexec/kexec.c and kexec/crashdump.c. The prompt shows only with `EXPERT=y` (fs/sysfs/Kconfig); without it sysfs is always there.',
  advice: 'Set `CONFIG_SYSFS=y`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_EXPERT=y\n# CONFIG_SYSFS is not set\n',
        fixed: 'CONFIG_EXPERT=y\nCONFIG_SYSFS=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_EXPERT=y\nCONFIG_PROC_FS=y\n',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_EXPERT=y\nCONFIG_PROC_FS=y\nCONFIG_SYSFS=y\n',
      },
    ],
    good: [{ text: 'CONFIG_SYSFS=y\n' }, { text: 'CONFIG_EXPERT=y\n' }],
  },
  *check(config, context) {
    if (!config.isOff('SYSFS') || !hasKdump(context)) return;
    yield {
      span: config.anchor('SYSFS'),
      ...expertOnly(
        config,
        context,
        'SYSFS is off: kexec-tools lacks /sys/kernel/kexec_crash_loaded and /sys/kernel/vmcoreinfo, which kdump rests on.',
      ),
      fixes: [fixBySettings(config, [['SYSFS', 'y']])],
    };
  },
};
