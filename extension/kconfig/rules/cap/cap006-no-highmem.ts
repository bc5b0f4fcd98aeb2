import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';
import { highmemSettings } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings, type Setting } from '../settings-edits';

export const cap006: ConfigRule = {
  id: 'CAP006',
  title: 'i386 capture kernel without high memory',
  severity: 'error',
  role: 'capture',
  architectures: ['i386'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'On 32-bit x86 `CRASH_DUMP` depends on `HIGHMEM`: without it Kconfig drops `CONFIG_CRASH_DUMP=y` and there is no capture kernel.',
  evidence:
    'arch/x86/Kconfig: `CRASH_DUMP` depends on `X86_64 || (X86_32 && HIGHMEM)` in 6.1, `ARCH_SUPPORTS_CRASH_DUMP` is `def_bool` of the same in 6.12 and 7.2. The `i386_defconfig` of 6.17 lost it that way. `HIGHMEM` has no prompt: `HIGHMEM4G` gives it, and `HIGHMEM64G` did up to 6.12 at least; 7.2 has no `HIGHMEM64G`.',
  advice: 'Set `CONFIG_HIGHMEM4G=y`.',
  examples: {
    bad: [
      {
        text: '# Linux/i386 6.17.0 Kernel Configuration\nCONFIG_KEXEC=y\n# CONFIG_HIGHMEM4G is not set\n',
        role: 'capture',
        architecture: 'i386',
        kernel: '6.17',
        fixed: '# Linux/i386 6.17.0 Kernel Configuration\nCONFIG_KEXEC=y\nCONFIG_HIGHMEM4G=y\n',
      },
      {
        text: 'CONFIG_NOHIGHMEM=y\n',
        role: 'capture',
        architecture: 'i386',
        fixed: '# CONFIG_NOHIGHMEM is not set\nCONFIG_HIGHMEM4G=y\n',
      },
    ],
    good: [
      {
        text: '# CONFIG_HIGHMEM4G is not set\nCONFIG_HIGHMEM64G=y\n',
        role: 'capture',
        architecture: 'i386',
      },
      { text: 'CONFIG_CRASH_DUMP=y\n', role: 'capture', architecture: 'i386' },
      { text: 'CONFIG_NOHIGHMEM=y\n', role: 'system', architecture: 'i386' },
      {
        text: '# Linux/x86_64 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\n',
        role: 'capture',
        architecture: 'x86_64',
        kernel: '6.12.1',
      },
    ],
  },
  *check(config, context) {
    if (!lacksHighmem(config, context)) return;
    const settings = highmemSettings(config, context);
    const plain: readonly Setting[] = [['HIGHMEM4G', 'y']];
    yield {
      span: config.anchor('NOHIGHMEM', 'HIGHMEM4G', 'HIGHMEM', 'CRASH_DUMP'),
      message:
        'HIGHMEM is off: 32-bit x86 has no CRASH_DUMP without it, and a capture kernel no /proc/vmcore.',
      fixes: [fixBySettings(config, settings.length > 0 ? settings : plain)],
    };
  },
};

function lacksHighmem(config: ConfigFile, context: Context): boolean {
  if (['HIGHMEM', 'HIGHMEM4G', 'HIGHMEM64G'].some((symbol) => config.isYes(symbol))) return false;
  const has64G = !config.isOff('HIGHMEM64G') && kernelSince(context, '7.2') !== true;
  return (
    config.isYes('NOHIGHMEM') || config.isOff('HIGHMEM') || (config.isOff('HIGHMEM4G') && !has64G)
  );
}
