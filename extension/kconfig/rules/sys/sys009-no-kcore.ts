import { kexecNeedsSleep, offersKexecFile, READS_KCORE } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys009: ConfigRule = {
  id: 'SYS009',
  title: 'kexec -p without /proc/kcore',
  severity: 'error',
  role: 'system',
  architectures: READS_KCORE,
  subject: 'config',
  kinds: ['linux-config'],
  why: 'With kexec_load it is kexec-tools that describes the memory of the running kernel for the dump, and on these architectures it finds it in `/proc/kcore`. Without that file `kexec -p` fails on x86_64 and riscv; on arm64 it warns and tries `/proc/kallsyms`. kexec_file_load (`kexec -s`) does not need it.',
  evidence:
    'kexec-tools, kexec/arch/i386/crashdump-x86.c ("Cannot read /proc/kcore", returns -1), kexec/arch/riscv/crashdump-riscv.c; the arm64 code falls back to kallsyms.',
  advice: 'Set `CONFIG_PROC_KCORE=y`, or `CONFIG_KEXEC_FILE=y` and load with `kexec -s`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\nCONFIG_PROC_FS=y\n# CONFIG_PROC_KCORE is not set\n',
        architecture: 'x86_64',
        fixed:
          'CONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\nCONFIG_PROC_FS=y\nCONFIG_PROC_KCORE=y\n',
      },
      { text: 'CONFIG_KEXEC=y\n# CONFIG_PROC_KCORE is not set\n', architecture: 'arm64' },
    ],
    good: [
      {
        text: 'CONFIG_KEXEC=y\nCONFIG_KEXEC_FILE=y\n# CONFIG_PROC_KCORE is not set\n',
        architecture: 'x86_64',
      },
      { text: 'CONFIG_KEXEC=y\n# CONFIG_PROC_KCORE is not set\n', architecture: 'arm' },
      { text: 'CONFIG_KEXEC=y\n', architecture: 'x86_64' },
    ],
  },
  *check(config, context) {
    if (!config.isYes('KEXEC') || config.isYes('KEXEC_FILE') || !config.isOff('PROC_KCORE')) return;
    // Without the call there is nothing to read for.
    if (kexecNeedsSleep(config, context)) return;
    const isArm64 = context.architecture?.value === 'arm64';
    yield {
      span: config.anchor('PROC_KCORE', 'KEXEC'),
      severity: isArm64 ? 'warning' : 'error',
      message: isArm64
        ? 'PROC_KCORE is off and KEXEC the only way to load: kexec -p cannot read /proc/kcore and has to guess from /proc/kallsyms.'
        : 'PROC_KCORE is off and KEXEC the only way to load: kexec -p stops with "Cannot read /proc/kcore".',
      fixes: [
        fixBySettings(config, [['PROC_KCORE', 'y']]),
        ...(offersKexecFile(context)
          ? [fixBySettings(config, [['KEXEC_FILE', 'y']], { preferred: false })]
          : []),
      ],
    };
  },
};
