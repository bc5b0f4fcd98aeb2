import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';
import {
  hasKdump,
  lacksLoadCalls,
  type LoadCall,
  loadCallSettings,
  offeredLoadCalls,
  plainCrashDumpSettings,
} from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings, type Setting } from '../settings-edits';

export const sys001: ConfigRule = {
  id: 'SYS001',
  title: 'No kexec system call',
  severity: 'error',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  assumesAbsentIsOff: true,
  why: 'The system kernel loads the capture kernel with kexec_load (`KEXEC`) or kexec_file_load (`KEXEC_FILE`). With neither, `kexec -p` has nothing to call and a crash leaves no dump.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst, *System kernel config options*; kernel/Kconfig.kexec. On s390 `KEXEC` could not be turned off before 6.6 (`def_bool y`).',
  advice:
    'Set `CONFIG_KEXEC=y`, `CONFIG_KEXEC_FILE=y` or both. `KEXEC_FILE` is the one for Secure Boot and, on arm64, the one without further needs; arm, i386, mips, sh and 32-bit powerpc have `KEXEC` only. Where other means take the dump (zfcpdump on s390, a hypervisor), turn this rule off.',
  examples: {
    bad: [
      {
        text: '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\n',
        fixed: 'CONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\n',
      },
      {
        text: '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\n',
        architecture: 'arm64',
        fixed: '# CONFIG_KEXEC is not set\nCONFIG_KEXEC_FILE=y\n',
      },
      {
        text: '# Linux/riscv 6.12.1 Kernel Configuration\nCONFIG_TRACEPOINTS=y\n\nCONFIG_MMU=y\nCONFIG_PROC_FS=y\nCONFIG_PROC_KCORE=y\n',
        architecture: 'riscv64',
        kernel: '6.12.1',
        fixed:
          '# Linux/riscv 6.12.1 Kernel Configuration\nCONFIG_TRACEPOINTS=y\nCONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n\nCONFIG_MMU=y\nCONFIG_PROC_FS=y\nCONFIG_PROC_KCORE=y\n',
      },
      { text: 'CONFIG_CRASH_DUMP=y\n', role: 'system' },
    ],
    good: [
      { text: 'CONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\n' },
      { text: '# CONFIG_KEXEC is not set\nCONFIG_KEXEC_FILE=y\n' },
      { text: 'CONFIG_CRASH_DUMP=y\n' },
      { text: '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\n', role: 'capture' },
      { text: '# Linux/um 6.12.1 Kernel Configuration\nCONFIG_UML=y\n', architecture: 'other' },
    ],
  },
  *check(config, context) {
    if (!lacksLoadCalls(config) || !hasKdump(context) || isForced(context)) return;
    const calls = offeredLoadCalls(context);
    yield {
      span: config.anchor('KEXEC', 'KEXEC_FILE'),
      message: `${calls.length > 1 ? 'Neither KEXEC nor KEXEC_FILE is on' : 'KEXEC is off'}: no capture kernel can be loaded, so that a crash leaves no dump.`,
      fixes: calls.map((call, index) =>
        fixBySettings(config, settingsOf(call, config, context), { preferred: index === 0 }),
      ),
    };
  },
};

function isForced(context: Context): boolean {
  return context.architecture?.value === 's390x' && kernelSince(context, '6.6') === false;
}

/** With a kexec call alone SYS006 would be next. */
function settingsOf(call: LoadCall, config: ConfigFile, context: Context): readonly Setting[] {
  const needsCrashDump = kernelSince(context, '6.9') === true && config.isOff('CRASH_DUMP');
  return [
    ...loadCallSettings(call, config, context),
    ...(needsCrashDump ? plainCrashDumpSettings(config, context) : []),
  ];
}
