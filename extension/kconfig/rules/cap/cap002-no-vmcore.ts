import type { ConfigRule } from '../rule';
import { fixBySettings, type Setting } from '../settings-edits';

export const cap002: ConfigRule = {
  id: 'CAP002',
  title: 'Capture kernel without /proc/vmcore',
  severity: 'error',
  role: 'capture',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'makedumpfile, `cp` and all other ways to save a dump read the memory of the crashed kernel from `/proc/vmcore`. `CRASH_DUMP` alone does not offer it.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst, *Dump-capture kernel config options (Arch Independent)*; fs/proc/Kconfig: `PROC_VMCORE` is on by default and depends on `PROC_FS && CRASH_DUMP` (6.1, 6.12, 7.2).',
  advice: 'Set `CONFIG_PROC_VMCORE=y`, and `CONFIG_PROC_FS=y` where it is off.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\n# CONFIG_PROC_VMCORE is not set\n',
        role: 'capture',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_PROC_VMCORE=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\nCONFIG_AUTOFS_FS=m\n# CONFIG_PROC_FS is not set\n',
        role: 'both',
        kernel: '6.12.1',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\nCONFIG_AUTOFS_FS=m\nCONFIG_PROC_FS=y\nCONFIG_PROC_VMCORE=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_CRASH_DUMP=y\nCONFIG_PROC_VMCORE=y\n', role: 'capture' },
      // On by default.
      { text: 'CONFIG_CRASH_DUMP=y\n', role: 'capture' },
      { text: 'CONFIG_CRASH_DUMP=y\n# CONFIG_PROC_VMCORE is not set\n', role: 'system' },
    ],
  },
  *check(config) {
    if (!config.isYes('CRASH_DUMP') || !config.isOff('PROC_VMCORE')) return;
    const settings: Setting[] = [
      ...(config.isOff('PROC_FS') ? [['PROC_FS', 'y'] as const] : []),
      ['PROC_VMCORE', 'y'],
    ];
    yield {
      span: config.anchor('PROC_VMCORE', 'PROC_FS', 'CRASH_DUMP'),
      message:
        'PROC_VMCORE is off: the capture kernel has no /proc/vmcore, and nothing to save the dump from.',
      fixes: [fixBySettings(config, settings)],
    };
  },
};
