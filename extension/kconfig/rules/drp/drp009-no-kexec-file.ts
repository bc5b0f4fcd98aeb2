import { loadCallSettings, WITHOUT_KEXEC_FILE } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp009: ConfigRule = {
  id: 'DRP009',
  title: 'KEXEC_FILE where there is none',
  severity: 'warning',
  role: 'any',
  architectures: WITHOUT_KEXEC_FILE,
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Only some architectures have the system call kexec_file_load. Elsewhere Kconfig drops `CONFIG_KEXEC_FILE=y`, and a kernel that relies on it alone can load no capture kernel.',
  evidence:
    '`ARCH_SUPPORTS_KEXEC_FILE` in arch/*/Kconfig of 6.12 and 7.2: `X86_64` on x86, `PPC64` on powerpc, `64BIT` on riscv and loongarch; absent from arm, mips, sh and m68k.',
  advice: 'Use `CONFIG_KEXEC=y`, and `kexec -p` without `-s`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_KEXEC_FILE=y\nCONFIG_CRASH_DUMP=y\n',
        architecture: 'arm',
        fixed: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n',
      },
      {
        text: '# CONFIG_KEXEC is not set\nCONFIG_KEXEC_FILE=y\n',
        architecture: 'i386',
        fixed: 'CONFIG_KEXEC=y\n',
      },
      {
        text: 'CONFIG_SMP=y\n# CONFIG_SUSPEND is not set\nCONFIG_KEXEC_FILE=y\n',
        architecture: 'arm',
        fixed: 'CONFIG_SMP=y\nCONFIG_SUSPEND=y\nCONFIG_KEXEC=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_KEXEC_FILE=y\n', architecture: 'x86_64' },
      { text: 'CONFIG_KEXEC_FILE=y\n' },
      { text: '# CONFIG_KEXEC_FILE is not set\n', architecture: 'arm' },
    ],
  },
  *check(config, context) {
    if (!config.isYes('KEXEC_FILE')) return;
    yield {
      span: config.anchor('KEXEC_FILE'),
      message: `${context.architecture?.value ?? 'This architecture'} has no kexec_file_load: Kconfig drops this line. KEXEC is what it has.`,
      fixes: [
        config.isYes('KEXEC')
          ? fixBySettings(config, [['KEXEC_FILE', undefined]], { title: 'Remove the line' })
          : fixBySettings(
              config,
              [
                ['KEXEC_FILE', undefined],
                ...loadCallSettings('KEXEC', config, context, 'KEXEC_FILE'),
              ],
              { title: 'Use CONFIG_KEXEC=y instead' },
            ),
      ],
    };
  },
};
