import { fixBySetting } from '../../config/edits';
import type { ConfigRule } from '../rule';

export const cap005: ConfigRule = {
  id: 'CAP005',
  title: 'arm zImage with a fixed address',
  severity: 'warning',
  role: 'capture',
  architectures: ['arm'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'An arm zImage unpacks itself either to the address that it was built for or, with `AUTO_ZRELADDR`, near the place where it was loaded. A capture kernel is loaded into the reserved memory and must unpack there: elsewhere is the memory that it should save.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst, *Arch Dependent, arm*; arch/arm/Kconfig, `AUTO_ZRELADDR`: on by default but for Footbridge, RiscPC and SA1100, and without a prompt in kernels for several platforms.',
  advice: 'Set `CONFIG_AUTO_ZRELADDR=y`. 32-bit arm has no `RELOCATABLE`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\n# CONFIG_AUTO_ZRELADDR is not set\n',
        role: 'capture',
        architecture: 'arm',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_AUTO_ZRELADDR=y\n',
      },
      {
        text: '# Linux/arm 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\nCONFIG_EFI=y\n',
        role: 'both',
        architecture: 'arm',
        kernel: '6.12.1',
        fixed:
          '# Linux/arm 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\nCONFIG_AUTO_ZRELADDR=y\nCONFIG_EFI=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_AUTO_ZRELADDR=y\n', role: 'capture', architecture: 'arm' },
      { text: 'CONFIG_CRASH_DUMP=y\n', role: 'capture', architecture: 'arm' },
      { text: '# CONFIG_AUTO_ZRELADDR is not set\n', role: 'system', architecture: 'arm' },
      { text: '# CONFIG_AUTO_ZRELADDR is not set\n', role: 'capture', architecture: 'arm64' },
    ],
  },
  *check(config) {
    if (!config.isOff('AUTO_ZRELADDR')) return;
    yield {
      span: config.anchor('AUTO_ZRELADDR', 'CRASH_DUMP'),
      message:
        'AUTO_ZRELADDR is off: the zImage unpacks itself to a fixed address, not into the memory reserved for the capture kernel.',
      fixes: [fixBySetting(config, 'AUTO_ZRELADDR', 'y', { after: ['CRASH_DUMP'] })],
    };
  },
};
