import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys015: ConfigRule = {
  id: 'SYS015',
  title: 'Hot-plug makes the capture kernel stale',
  severity: 'hint',
  offByDefault: true,
  role: 'system',
  kernel: { since: '6.6' },
  architectures: ['x86_64', 'i386', 'ppc64'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'What was handed to the capture kernel lists processors and memory. After a hot-plug it is out of date until the capture kernel is loaded again, which udev rules do slowly and not always. With `CRASH_HOTPLUG` the kernel keeps the list up to date by itself.',
  evidence:
    'kernel/Kconfig.kexec: on by default where the architecture has it (x86 since 6.6; powerpc in 6.12, not in 6.6). kexec-tools has `--hotplug` since 2.0.28.',
  advice: 'Set `CONFIG_CRASH_HOTPLUG=y`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\n# CONFIG_CRASH_HOTPLUG is not set\n',
        kernel: '6.12',
        architecture: 'x86_64',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_CRASH_HOTPLUG=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_CRASH_DUMP=y\n', kernel: '6.12', architecture: 'x86_64' },
      {
        text: 'CONFIG_CRASH_DUMP=y\n# CONFIG_CRASH_HOTPLUG is not set\n',
        kernel: '6.12',
        architecture: 'arm64',
      },
      {
        text: '# Linux/powerpc 6.6.1 Kernel Configuration\nCONFIG_HOTPLUG_CPU=y\nCONFIG_CRASH_DUMP=y\n',
        kernel: '6.6.1',
        architecture: 'ppc64',
      },
    ],
  },
  *check(config, context) {
    if (!config.isYes('CRASH_DUMP') || !config.isOff('CRASH_HOTPLUG')) return;
    if (!isOffered(config, context)) return;
    yield {
      span: config.anchor('CRASH_HOTPLUG', 'CRASH_DUMP'),
      message:
        'CRASH_HOTPLUG is off: after processors or memory were plugged in or out, the capture kernel has to be loaded again.',
      fixes: [fixBySettings(config, [['CRASH_HOTPLUG', 'y']])],
    };
  },
};

function isOffered(config: ConfigFile, context: Context): boolean {
  if (context.architecture?.value === 'ppc64' && kernelSince(context, '6.12') !== true)
    return false;
  return !(config.isOff('HOTPLUG_CPU') && config.isOff('MEMORY_HOTPLUG'));
}
