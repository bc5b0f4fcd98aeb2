import type { ConfigRule } from '../rule';

export const cap004: ConfigRule = {
  id: 'CAP004',
  title: 'Debian’s kdump-config asks for RELOCATABLE',
  severity: 'info',
  role: 'capture',
  architectures: ['arm64', 'arm', 'riscv64', 'riscv32'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'A capture kernel of these architectures need not be relocatable, but where `KDUMP_KERNEL` is empty Debian’s `kdump-config` takes the running kernel only if its configuration says `CONFIG_RELOCATABLE=y`, on every architecture. Else it has no kernel to load.',
  evidence:
    '`check_relocatable()` and `locate_kdump_kernel()` in kdump-config of kdump-tools 1.8.1 and 1.10.9, whose kdump-tools.conf sets `KDUMP_KERNEL=/var/lib/kdump/vmlinuz`. Debian’s riscv64 kernels have `RELOCATABLE` off.',
  advice:
    'Keep `KDUMP_KERNEL` and `KDUMP_INITRD` set in /etc/default/kdump-tools. The rule speaks only where the setting `distribution` is `debian`.',
  examples: {
    bad: [
      {
        text: '# CONFIG_RELOCATABLE is not set\n',
        role: 'both',
        architecture: 'riscv64',
        distribution: 'debian',
      },
      {
        text: '# Linux/arm 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\n',
        role: 'capture',
        architecture: 'arm',
        kernel: '6.12.1',
        distribution: 'debian',
      },
    ],
    good: [
      { text: '# CONFIG_RELOCATABLE is not set\n', role: 'both', architecture: 'riscv64' },
      {
        text: '# CONFIG_RELOCATABLE is not set\n',
        role: 'both',
        architecture: 'x86_64',
        distribution: 'debian',
      },
      {
        text: 'CONFIG_RELOCATABLE=y\n',
        role: 'both',
        architecture: 'arm64',
        distribution: 'debian',
      },
    ],
  },
  *check(config, { distribution }) {
    if (distribution !== 'debian' || !config.isOff('RELOCATABLE')) return;
    yield {
      span: config.anchor('RELOCATABLE', 'CRASH_DUMP'),
      message:
        'Debian’s kdump-config loads the running kernel only where its configuration has RELOCATABLE=y: KDUMP_KERNEL has to be set in /etc/default/kdump-tools (it is by default).',
    };
  },
};
