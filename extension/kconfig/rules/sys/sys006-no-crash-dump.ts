import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { crashDumpSettings, hasKdump, LOAD_CALLS } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys006: ConfigRule = {
  id: 'SYS006',
  title: 'crashkernel= is ignored',
  severity: 'error',
  role: 'system',
  kernel: { since: '6.9' },
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Up to Linux 6.8 only the capture kernel needed `CRASH_DUMP`. Since 6.9 it is also what selects `CRASH_RESERVE`: a system kernel without it passes over `crashkernel=` without a word, has no memory for a capture kernel, and `kexec -p` fails.',
  evidence:
    'kernel/Kconfig.kexec (6.12, 7.2): `CRASH_DUMP` is the only symbol that selects `CRASH_RESERVE`. arch/x86/kernel/setup.c and arch/arm64/mm/init.c (7.3), `arch_reserve_crashkernel()`: returns at once when `CONFIG_CRASH_RESERVE` is off. That it began with 6.9 is narrowed down by complete configurations of 6.8.12 and 6.10.14.',
  advice:
    'Set `CONFIG_CRASH_DUMP=y` in the system kernel too. Where a kexec call is on it is the default, so that only an explicit line turns it off; on i386 it also needs `CONFIG_HIGHMEM4G=y`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\n',
        kernel: '6.12',
        fixed: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n',
      },
      {
        text: '# Linux/i386 6.17.0 Kernel Configuration\nCONFIG_VMCORE_INFO=y\nCONFIG_KEXEC_CORE=y\nCONFIG_KEXEC=y\n# CONFIG_KEXEC_JUMP is not set\n# CONFIG_HIGHMEM4G is not set\n',
        kernel: '6.17',
        architecture: 'i386',
        fixed:
          '# Linux/i386 6.17.0 Kernel Configuration\nCONFIG_VMCORE_INFO=y\nCONFIG_KEXEC_CORE=y\nCONFIG_KEXEC=y\n# CONFIG_KEXEC_JUMP is not set\nCONFIG_CRASH_DUMP=y\nCONFIG_HIGHMEM4G=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\n', kernel: '6.8' },
      { text: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n', kernel: '6.12' },
      // On by default.
      { text: 'CONFIG_KEXEC=y\n', kernel: '6.12', role: 'system' },
      { text: '# CONFIG_CRASH_DUMP is not set\n', kernel: '6.12' },
    ],
  },
  *check(config, context) {
    const canLoad = LOAD_CALLS.some((call) => config.isYes(call));
    if (!config.isOff('CRASH_DUMP') || !canLoad || !hasKdump(context)) return;
    yield {
      span: config.anchor('CRASH_DUMP'),
      message:
        'CRASH_DUMP is off: since Linux 6.9 a system kernel without it ignores crashkernel=, so that no capture kernel can be loaded.',
      fixes: canHave(config, context)
        ? [fixBySettings(config, crashDumpSettings(config, context))]
        : [],
    };
  },
};

/** sh has crash dumps on one processor only. */
function canHave(config: ConfigFile, { architecture }: Context): boolean {
  return architecture?.value !== 'sh' || !config.isYes('SMP');
}
