import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';
import { crashDumpSettings, hasKdump, LOAD_CALLS } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const cap001: ConfigRule = {
  id: 'CAP001',
  title: 'Capture kernel without CRASH_DUMP',
  severity: 'error',
  role: 'capture',
  subject: 'config',
  kinds: ['linux-config'],
  assumesAbsentIsOff: true,
  why: '`CRASH_DUMP` is what makes a kernel a dump-capture kernel: it takes `elfcorehdr=`, which tells where the crashed kernel’s memory is described, and makes `/proc/vmcore` possible. A kernel without it boots after the crash and finds nothing to save.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst, *Dump-capture kernel config options (Arch Independent)*. Since 6.9 `CRASH_DUMP` depends on `KEXEC_CORE`, so that a capture kernel needs `KEXEC` or `KEXEC_FILE` too, and is on by default where one of them is (kernel/Kconfig.kexec, 6.12 and 7.2); before, it was off by default.',
  advice:
    'Set `CONFIG_CRASH_DUMP=y`; since 6.9 together with `CONFIG_KEXEC=y` or `CONFIG_KEXEC_FILE=y`, though the capture kernel will never load another kernel.',
  examples: {
    bad: [
      {
        text: 'CONFIG_PROC_FS=y\n# CONFIG_CRASH_DUMP is not set\n',
        role: 'capture',
        fixed: 'CONFIG_PROC_FS=y\nCONFIG_CRASH_DUMP=y\n',
      },
      {
        text: '# Linux/arm64 6.12.1 Kernel Configuration\nCONFIG_VMCORE_INFO=y\n\nCONFIG_PROC_FS=y\n',
        role: 'capture',
        kernel: '6.12.1',
        architecture: 'arm64',
        fixed:
          '# Linux/arm64 6.12.1 Kernel Configuration\nCONFIG_VMCORE_INFO=y\nCONFIG_KEXEC_FILE=y\nCONFIG_CRASH_DUMP=y\n\nCONFIG_PROC_FS=y\nCONFIG_PROC_VMCORE=y\n',
      },
      { text: 'CONFIG_PROC_VMCORE=y\n', role: 'capture', kernel: '6.1' },
      { text: 'CONFIG_PROC_VMCORE=y\n', role: 'capture', kernel: '6.12' },
    ],
    good: [
      { text: 'CONFIG_CRASH_DUMP=y\n', role: 'capture' },
      { text: '# CONFIG_CRASH_DUMP is not set\n', role: 'system' },
      // On by default.
      { text: 'CONFIG_KEXEC_FILE=y\n', role: 'capture', kernel: '6.12' },
      { text: '# CONFIG_CRASH_DUMP is not set\n', role: 'capture', architecture: 'm68k' },
    ],
  },
  *check(config, context) {
    if (!config.isOff('CRASH_DUMP') || !hasKdump(context)) return;
    if (isOnByDefault(config, context)) return;
    yield {
      span: config.anchor('CRASH_DUMP'),
      message:
        'CRASH_DUMP is off: a dump-capture kernel without it has no /proc/vmcore and cannot save the memory of the crashed kernel.',
      fixes: canHave(config, context)
        ? [fixBySettings(config, crashDumpSettings(config, context))]
        : [],
    };
  },
};

/** Absent from what no Kconfig wrote: what is absent there is not off, it has its default. */
function isOnByDefault(config: ConfigFile, context: Context): boolean {
  return (
    config.header === undefined &&
    config.line('CRASH_DUMP') === undefined &&
    kernelSince(context, '6.9') === true &&
    LOAD_CALLS.some((call) => config.isYes(call))
  );
}

/** sh has crash dumps on one processor only. */
function canHave(config: ConfigFile, { architecture }: Context): boolean {
  return architecture?.value !== 'sh' || !config.isYes('SMP');
}
