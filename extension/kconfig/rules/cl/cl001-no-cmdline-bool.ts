import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import type { Architecture } from '../../model/architecture';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

/** Where `CMDLINE` depends on `CMDLINE_BOOL`; also microblaze, nios2 and xtensa. */
const WITH_SWITCH: readonly Architecture[] = ['x86_64', 'i386', 'mips64', 'mips32', 'sparc64'];

export const cl001: ConfigRule = {
  id: 'CL001',
  title: 'Built-in command line that is switched off',
  severity: 'warning',
  role: 'any',
  subject: 'config',
  kinds: ['linux-config'],
  assumesAbsentIsOff: true,
  why: 'On x86, mips and some others `CMDLINE` depends on `CMDLINE_BOOL`. With that off Kconfig drops the string, and with it a `crashkernel=` in it.',
  evidence:
    'arch/x86/Kconfig, arch/mips/Kconfig.debug, and those of sparc, microblaze, nios2 and xtensa (6.1, 6.12, 7.2): `config CMDLINE … depends on CMDLINE_BOOL`. arm, arm64, powerpc, riscv, loongarch and sh have no such switch.',
  advice: 'Set `CONFIG_CMDLINE_BOOL=y`, or remove the string.',
  examples: {
    bad: [
      {
        text: '# CONFIG_CMDLINE_BOOL is not set\nCONFIG_CMDLINE="crashkernel=256M"\n',
        fixed: 'CONFIG_CMDLINE_BOOL=y\nCONFIG_CMDLINE="crashkernel=256M"\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_CMDLINE="console=ttyS0"\n',
        architecture: 'x86_64',
        kernel: '6.12.1',
      },
      {
        text: 'CONFIG_KEXEC=y\nCONFIG_CMDLINE="console=ttyS0"\n',
        architecture: 'mips64',
        role: 'system',
      },
    ],
    good: [
      { text: 'CONFIG_CMDLINE_BOOL=y\nCONFIG_CMDLINE="crashkernel=256M"\n' },
      { text: '# CONFIG_CMDLINE_BOOL is not set\nCONFIG_CMDLINE=""\n' },
      { text: '# CONFIG_CMDLINE_BOOL is not set\n' },
      { text: 'CONFIG_CMDLINE="crashkernel=256M"\n', architecture: 'x86_64' },
      {
        text: '# Linux/arm64 6.12.1 Kernel Configuration\nCONFIG_CMDLINE="console=ttyAMA0"\n',
        architecture: 'arm64',
        kernel: '6.12.1',
      },
    ],
  },
  *check(config, context) {
    const line = config.line('CMDLINE');
    if (!line || (config.string('CMDLINE') ?? '').trim() === '') return;
    if (!isSwitchedOff(config, context)) return;
    yield {
      span: line.span,
      message: 'CMDLINE has no effect: it depends on CMDLINE_BOOL, which is off.',
      fixes: [fixBySettings(config, [['CMDLINE_BOOL', 'y']])],
    };
  },
};

/** Only architectures that have the switch have a line for it; on others its absence says nothing. */
function isSwitchedOff(config: ConfigFile, { architecture }: Context): boolean {
  if (!config.isOff('CMDLINE_BOOL')) return false;
  const hasSwitch = architecture && WITH_SWITCH.includes(architecture.value);
  return config.line('CMDLINE_BOOL') !== undefined || hasSwitch === true;
}
