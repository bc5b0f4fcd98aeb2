import { fixBySetting } from '../../config/edits';
import type { ConfigRule } from '../rule';

export const cap007: ConfigRule = {
  id: 'CAP007',
  title: 'Capture kernel without initramfs',
  severity: 'info',
  role: 'capture',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Debian, Fedora and most others save the dump from an initramfs that `kexec -p --initrd=…` hands over. Without `BLK_DEV_INITRD` the kernel passes over it, and none can be built in: it has to find a root file system on a device: with the driver, and after a crash that may have damaged it.',
  evidence:
    'init/Kconfig: all of usr/Kconfig, `INITRAMFS_SOURCE` too, is `if BLK_DEV_INITRD`, which is off by default (7.2).',
  advice:
    'Set `CONFIG_BLK_DEV_INITRD=y`, unless the dump is saved from a root file system on purpose.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\n# CONFIG_BLK_DEV_INITRD is not set\n',
        role: 'capture',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_BLK_DEV_INITRD=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_CRASH_DUMP=y\nCONFIG_BLK_DEV_INITRD=y\n', role: 'capture' },
      { text: 'CONFIG_CRASH_DUMP=y\n', role: 'capture' },
      { text: '# CONFIG_BLK_DEV_INITRD is not set\n', role: 'system' },
    ],
  },
  *check(config) {
    if (!config.isOff('BLK_DEV_INITRD')) return;
    yield {
      span: config.anchor('BLK_DEV_INITRD', 'CRASH_DUMP'),
      message:
        'BLK_DEV_INITRD is off: the capture kernel passes over the initramfs of kexec --initrd and has to save the dump from a root file system on a device.',
      fixes: [fixBySetting(config, 'BLK_DEV_INITRD', 'y', { after: ['RELAY'], preferred: false })],
    };
  },
};
