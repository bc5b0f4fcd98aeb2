import { kexecNeedsSleep } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp010: ConfigRule = {
  id: 'DRP010',
  title: 'KEXEC without sleep states',
  severity: 'error',
  role: 'any',
  architectures: ['arm64', 'arm'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'On arm64, and on arm with several processors, kexec_load needs the code that takes processors down for sleeping. Without `SUSPEND` and `HIBERNATION` Kconfig drops `CONFIG_KEXEC=y`.',
  evidence:
    '`config ARCH_SUPPORTS_KEXEC`: `def_bool PM_SLEEP_SMP` in arch/arm64/Kconfig, `def_bool (!SMP || PM_SLEEP_SMP) && MMU` in arch/arm/Kconfig (6.12, 7.2; the same as `depends on` in 6.1); kernel/power/Kconfig for `PM_SLEEP_SMP`. Tried with `conf`.',
  advice:
    'On arm64 use `CONFIG_KEXEC_FILE=y`, which has no such need, and `kexec -s`. On arm set `CONFIG_SUSPEND=y`.',
  examples: {
    bad: [
      {
        text: '# CONFIG_SUSPEND is not set\nCONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n',
        architecture: 'arm64',
        fixed: '# CONFIG_SUSPEND is not set\nCONFIG_KEXEC_FILE=y\nCONFIG_CRASH_DUMP=y\n',
      },
      {
        text: 'CONFIG_SMP=y\n# CONFIG_SUSPEND is not set\nCONFIG_KEXEC=y\n',
        architecture: 'arm',
        fixed: 'CONFIG_SMP=y\nCONFIG_SUSPEND=y\nCONFIG_KEXEC=y\n',
      },
      {
        text: '# Linux/arm64 6.12.1 Kernel Configuration\nCONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\n# CONFIG_SUSPEND is not set\n',
        architecture: 'arm64',
        kernel: '6.12.1',
        fixed:
          '# Linux/arm64 6.12.1 Kernel Configuration\nCONFIG_KEXEC_FILE=y\n# CONFIG_SUSPEND is not set\n',
      },
    ],
    good: [
      { text: '# CONFIG_SUSPEND is not set\nCONFIG_KEXEC=y\n', architecture: 'x86_64' },
      { text: '# CONFIG_SUSPEND is not set\nCONFIG_KEXEC=y\n', architecture: 'arm' },
      {
        text: '# CONFIG_SUSPEND is not set\nCONFIG_HIBERNATION=y\nCONFIG_KEXEC=y\n',
        architecture: 'arm64',
      },
      { text: 'CONFIG_KEXEC=y\n', architecture: 'arm64' },
    ],
  },
  *check(config, context) {
    if (!config.isYes('KEXEC') || !kexecNeedsSleep(config, context)) return;
    const isArm64 = context.architecture?.value === 'arm64';
    const hasFile = isArm64 && config.isYes('KEXEC_FILE');
    const suspend = fixBySettings(config, [['SUSPEND', 'y']], { preferred: !isArm64 });
    const file = fixBySettings(
      config,
      hasFile
        ? [['KEXEC', undefined]]
        : [
            ['KEXEC', undefined],
            ['KEXEC_FILE', 'y', 'KEXEC'],
          ],
      { title: hasFile ? 'Remove the line' : 'Use CONFIG_KEXEC_FILE=y instead' },
    );
    yield {
      span: config.anchor('KEXEC'),
      message: `Kconfig drops this line: on ${isArm64 ? 'arm64' : 'arm with SMP'} KEXEC needs SUSPEND or HIBERNATION, and both are off.${hasFile ? ' KEXEC_FILE stays.' : ''}`,
      // Capture kernels can still be loaded.
      ...(hasFile ? { severity: 'warning' as const } : {}),
      fixes: isArm64 ? [file, suspend] : [suspend],
    };
  },
};
