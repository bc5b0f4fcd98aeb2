import { crashDumpSettings } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings, listed, type Setting } from '../settings-edits';

export const drp011: ConfigRule = {
  id: 'DRP011',
  title: 'PROC_VMCORE without what it needs',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: ['linux-config'],
  why: '`/proc/vmcore` is where the capture kernel finds the memory of the crashed one. Kconfig drops `CONFIG_PROC_VMCORE=y` when `CRASH_DUMP` or `PROC_FS` is off.',
  evidence: 'fs/proc/Kconfig: `depends on PROC_FS && CRASH_DUMP` (6.1, 6.12, 7.2).',
  advice: 'Set `CONFIG_CRASH_DUMP=y` and `CONFIG_PROC_FS=y`.',
  examples: {
    bad: [
      {
        text: '# CONFIG_CRASH_DUMP is not set\nCONFIG_PROC_FS=y\nCONFIG_PROC_VMCORE=y\n',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_PROC_FS=y\nCONFIG_PROC_VMCORE=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_PROC_FS=y\nCONFIG_PROC_KCORE=y\nCONFIG_PROC_VMCORE=y\n',
        kernel: '6.12.1',
        architecture: 'x86_64',
        role: 'capture',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_PROC_FS=y\nCONFIG_PROC_KCORE=y\nCONFIG_PROC_VMCORE=y\nCONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_PROC_VMCORE=y\n' },
      { text: 'CONFIG_CRASH_DUMP=y\nCONFIG_PROC_FS=y\nCONFIG_PROC_VMCORE=y\n' },
      { text: '# CONFIG_CRASH_DUMP is not set\n# CONFIG_PROC_VMCORE is not set\n' },
    ],
  },
  *check(config, context) {
    const missing = ['PROC_FS', 'CRASH_DUMP'].filter((symbol) => config.isOff(symbol));
    if (!config.isYes('PROC_VMCORE') || missing.length === 0) return;
    const settings: Setting[] = [
      ...(config.isOff('PROC_FS') ? [['PROC_FS', 'y'] as const] : []),
      ...(config.isOff('CRASH_DUMP') ? crashDumpSettings(config, context) : []),
    ];
    yield {
      span: config.anchor('PROC_VMCORE'),
      message: `Kconfig drops this line: PROC_VMCORE depends on ${listed(missing)}, and ${missing.length > 1 ? 'both are' : 'it is'} off.`,
      fixes: [fixBySettings(config, settings)],
    };
  },
};
