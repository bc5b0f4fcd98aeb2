import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys012: ConfigRule = {
  id: 'SYS012',
  title: 'An oops need not be a panic',
  severity: 'hint',
  offByDefault: true,
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'An oops in the context of a process kills that process, and the kernel goes on without a dump, perhaps damaged. Only a panic, an oops in an interrupt or one in the idle or init task starts the capture kernel, unless `panic_on_oops` is set.',
  evidence:
    'kernel/crash_core.c, `kexec_should_crash()`. 46 of 59 configurations of distributions that were looked at leave it unset.',
  advice:
    'Set `CONFIG_PANIC_ON_OOPS=y`, boot with `oops=panic`, or set the sysctl `kernel.panic_on_oops=1`: the latter two need no new kernel.',
  examples: {
    bad: [{ text: '# CONFIG_PANIC_ON_OOPS is not set\n', fixed: 'CONFIG_PANIC_ON_OOPS=y\n' }],
    good: [{ text: 'CONFIG_PANIC_ON_OOPS=y\n' }, { text: 'CONFIG_KEXEC=y\n' }],
  },
  *check(config) {
    if (!config.isOff('PANIC_ON_OOPS')) return;
    yield {
      span: config.anchor('PANIC_ON_OOPS'),
      message:
        'PANIC_ON_OOPS is off: an oops in the context of a process makes no dump unless oops=panic or the sysctl kernel.panic_on_oops=1 is set.',
      fixes: [fixBySettings(config, [['PANIC_ON_OOPS', 'y']])],
    };
  },
};
