import type { ConfigFile } from '../../config/config-file';
import type { Problem } from '../../model/finding';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const ub001: ConfigRule = {
  id: 'UB001',
  title: 'U-Boot arguments that are switched off',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: ['u-boot-config'],
  why: 'In U-Boot `BOOTARGS` depends on `USE_BOOTARGS`, which is off by default, and on `USE_DEFAULT_ENV_FILE` being off. Else Kconfig drops the string, and the kernel does not get its `crashkernel=`.',
  evidence:
    'U-Boot 2025.01, boot/Kconfig: `config BOOTARGS … depends on USE_BOOTARGS && !USE_DEFAULT_ENV_FILE`. Of its 1377 configurations 260 set `BOOTARGS`, all of them with `USE_BOOTARGS=y`.',
  advice:
    'Set `CONFIG_USE_BOOTARGS=y`. With `USE_DEFAULT_ENV_FILE` write the arguments into the file that `DEFAULT_ENV_FILE` names, as `bootargs=…`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_BOOTDELAY=3\n# CONFIG_USE_BOOTARGS is not set\nCONFIG_BOOTARGS="console=ttyS0 crashkernel=128M"\n',
        fixed:
          'CONFIG_BOOTDELAY=3\nCONFIG_USE_BOOTARGS=y\nCONFIG_BOOTARGS="console=ttyS0 crashkernel=128M"\n',
      },
      { text: 'CONFIG_BOOTDELAY=3\nCONFIG_BOOTARGS="console=ttyS0"\n' },
      {
        text: 'CONFIG_USE_BOOTARGS=y\nCONFIG_BOOTARGS="console=ttyS0"\nCONFIG_USE_DEFAULT_ENV_FILE=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_BOOTDELAY=3\nCONFIG_USE_BOOTARGS=y\nCONFIG_BOOTARGS="console=ttyS0"\n' },
      { text: 'CONFIG_BOOTDELAY=3\n# CONFIG_USE_BOOTARGS is not set\n' },
      { text: 'CONFIG_BOOTDELAY=3\nCONFIG_BOOTARGS=""\n' },
    ],
  },
  *check(config) {
    const line = config.line('BOOTARGS');
    if (!line || (config.string('BOOTARGS') ?? '').trim() === '') return;
    if (!config.isYes('USE_BOOTARGS')) yield { span: line.span, ...switchedOff(config) };
    else if (config.isYes('USE_DEFAULT_ENV_FILE')) {
      yield {
        span: line.span,
        message:
          'BOOTARGS has no effect beside USE_DEFAULT_ENV_FILE: the arguments have to stand in that file.',
      };
    }
  },
};

/** A defconfig stands alone; of a piece that is merged into one it cannot be said for sure. */
function switchedOff(config: ConfigFile): Omit<Problem, 'span'> {
  const fixes = [fixBySettings(config, [['USE_BOOTARGS', 'y']])];
  return config.isUnknown('USE_BOOTARGS')
    ? {
        message:
          'BOOTARGS has no effect without USE_BOOTARGS=y, which is off by default and which this file does not set.',
        severity: 'warning',
        fixes,
      }
    : { message: 'BOOTARGS has no effect: it depends on USE_BOOTARGS, which is off.', fixes };
}
