import { argumentsNamed } from '../../boot/boot-arguments';
import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import type { Fix } from '../../model/finding';
import { kernelSince } from '../kernel-since';
import {
  crashDumpSettings,
  highmemSettings,
  lacksLoadCalls,
  loadCallSettings,
  offeredLoadCalls,
} from '../load-calls';
import type { BootArgumentsRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const cl004: BootArgumentsRule = {
  id: 'CL004',
  title: 'crashkernel= that the kernel cannot follow',
  severity: 'error',
  role: 'any',
  subject: 'boot-arguments',
  why: 'A `crashkernel=` is built in, so a dump is wanted; but the same configuration leaves out the code that reserves the memory, and the kernel passes over the argument without a word.',
  evidence:
    'Up to 6.8 the code depends on `KEXEC` or `KEXEC_CORE` (arch/*/kernel/setup.c, arch/*/mm/init.c of 5.10 and 6.1), on s390 on `CRASH_DUMP`; in 6.12 and 7.3 everywhere on `CRASH_RESERVE`, which only `CRASH_DUMP` selects (since 6.9, see SYS006), which depends on `KEXEC_CORE`. Firmware-assisted dumps of powerpc (`FA_DUMP`) use the argument too and, up to 6.8, without kexec.',
  advice:
    'Set `CONFIG_CRASH_DUMP=y` and `CONFIG_KEXEC=y` or `CONFIG_KEXEC_FILE=y`, or remove the argument.',
  examples: {
    bad: [
      {
        text: 'CONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\nCONFIG_CMDLINE="quiet crashkernel=256M"\n',
        kernel: '6.12',
        fixed: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\nCONFIG_CMDLINE="quiet crashkernel=256M"\n',
      },
      {
        text: '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\nCONFIG_CMDLINE="crashkernel=256M"\n',
        kernel: '6.1',
        fixed:
          'CONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\nCONFIG_CMDLINE="crashkernel=256M"\n',
      },
      {
        text: '# CONFIG_CRASH_DUMP is not set\nCONFIG_CMDLINE="crashkernel=256M"\n',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_CMDLINE="crashkernel=256M"\n',
      },
    ],
    good: [
      { text: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\nCONFIG_CMDLINE="crashkernel=256M"\n' },
      {
        text: 'CONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\nCONFIG_CMDLINE="crashkernel=256M"\n',
        kernel: '6.1',
      },
      { text: '# CONFIG_CRASH_DUMP is not set\nCONFIG_CMDLINE="quiet"\n', kernel: '6.12' },
      { text: 'CONFIG_CMDLINE="crashkernel=256M"\n', kernel: '6.12' },
      {
        text: '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\nCONFIG_FA_DUMP=y\nCONFIG_CMDLINE="crashkernel=256M"\n',
        kernel: '6.1',
        architecture: 'ppc64',
      },
    ],
  },
  *check(boot, context, config) {
    const argument = argumentsNamed(boot, 'crashkernel')[0];
    if (!config || !argument || boot.place !== 'cmdline') return;
    // Switched off as a whole (CL001).
    if (config.written('CMDLINE_BOOL')?.startsWith('n')) return;
    const because = whyNot(config, context);
    if (!because) return;
    yield {
      span: argument.span,
      message: `The kernel passes over crashkernel=: ${because.reason}.`,
      severity: because.certain ? undefined : 'info',
      fixes: fixesOf(config, context),
    };
  },
};

/** Why the kernel reserves nothing, as far as the configuration tells. */
function whyNot(
  config: ConfigFile,
  context: Context,
): { reason: string; certain: boolean } | undefined {
  const selects = kernelSince(context, '6.9');
  if (lacksLoadCalls(config) && (selects === true || !config.isYes('FA_DUMP'))) {
    return { reason: 'KEXEC and KEXEC_FILE are off', certain: true };
  }
  if (!config.isOff('CRASH_DUMP')) return undefined;
  if (selects === true || context.architecture?.value === 's390x') {
    return { reason: 'CRASH_DUMP is off', certain: true };
  }
  return selects === undefined
    ? {
        reason:
          'CRASH_DUMP is off (of weight since Linux 6.9; the version of this kernel is not known)',
        certain: false,
      }
    : undefined;
}

function fixesOf(config: ConfigFile, context: Context): Fix[] {
  const isAsked = kernelSince(context, '6.9') !== false || context.architecture?.value === 's390x';
  const needsCrashDump = isAsked && config.isOff('CRASH_DUMP');
  if (needsCrashDump && !lacksLoadCalls(config)) {
    return [fixBySettings(config, crashDumpSettings(config, context))];
  }
  return offeredLoadCalls(context).map((call, index) =>
    fixBySettings(
      config,
      [
        ...loadCallSettings(call, config, context),
        ...(needsCrashDump
          ? [...highmemSettings(config, context), ['CRASH_DUMP', 'y'] as const]
          : []),
      ],
      { preferred: index === 0 },
    ),
  );
}
