import { loadCallSettings, lacksLoadCalls, offeredLoadCalls } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp001: ConfigRule = {
  id: 'DRP001',
  title: 'CRASH_DUMP without a kexec system call',
  severity: 'error',
  role: 'any',
  kernel: { since: '6.9' },
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Since Linux 6.9 `CRASH_DUMP` depends on `KEXEC_CORE`, which only `KEXEC` and `KEXEC_FILE` select. With both of them off `make olddefconfig` drops `CONFIG_CRASH_DUMP=y` without a word. A dump-capture kernel needs one of them for that reason alone, though it will never load another kernel.',
  evidence:
    'kernel/Kconfig.kexec, `config CRASH_DUMP … depends on KEXEC_CORE` (6.12, 7.3). Up to 6.5 the two were independent; 6.6 to 6.8 select what is needed. Tried with the kernel’s own `conf`: 6.1 keeps `CRASH_DUMP=y` on top of `allnoconfig`, 6.12 and 7.3 drop it.',
  advice: 'Set `CONFIG_KEXEC=y` or `CONFIG_KEXEC_FILE=y`, also in a capture kernel.',
  examples: {
    bad: [
      {
        text: '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\nCONFIG_CRASH_DUMP=y\n',
        kernel: '6.12',
        role: 'capture',
        fixed: 'CONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\nCONFIG_CRASH_DUMP=y\n',
      },
      {
        text: '# Linux/arm64 7.2.1 Kernel Configuration\nCONFIG_KEXEC_CORE=y\nCONFIG_CRASH_DUMP=y\n',
        kernel: '7.2.1',
        architecture: 'arm64',
        fixed:
          '# Linux/arm64 7.2.1 Kernel Configuration\nCONFIG_KEXEC_CORE=y\nCONFIG_KEXEC_FILE=y\nCONFIG_CRASH_DUMP=y\n',
      },
    ],
    good: [
      {
        text: 'CONFIG_KEXEC_FILE=y\n# CONFIG_KEXEC is not set\nCONFIG_CRASH_DUMP=y\n',
        kernel: '6.12',
      },
      {
        text: '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\nCONFIG_CRASH_DUMP=y\n',
        kernel: '6.6',
      },
      { text: 'CONFIG_CRASH_DUMP=y\n', kernel: '6.12' },
    ],
  },
  *check(config, context) {
    if (!config.isYes('CRASH_DUMP') || !lacksLoadCalls(config)) return;
    yield {
      span: config.anchor('CRASH_DUMP'),
      message:
        'Since Linux 6.9 CRASH_DUMP depends on KEXEC or KEXEC_FILE: both are off, so Kconfig drops this line.',
      fixes: offeredLoadCalls(context).map((call, index) =>
        fixBySettings(config, loadCallSettings(call, config, context), { preferred: index === 0 }),
      ),
    };
  },
};
