import { forcingSymbol } from '../../boot/config-arguments';
import type { Context } from '../../context/context';
import type { Architecture } from '../../model/architecture';
import type { Severity } from '../../model/finding';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const cl003: ConfigRule = {
  id: 'CL003',
  title: 'Capture kernel that ignores what kexec passes',
  severity: 'error',
  role: 'capture',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'kexec hands the capture kernel `elfcorehdr=`, which says where the crashed kernel’s memory is described, and what `--append` gives. With `CMDLINE_FORCE` (x86, mips: `CMDLINE_OVERRIDE`; sh: `CMDLINE_OVERWRITE`) the kernel ignores all of it. Where `elfcorehdr=` comes on the command line there is no `/proc/vmcore` then. On arm, arm64 and riscv it comes by device tree too; only `--append` is lost.',
  evidence:
    'The help texts of these symbols in arch/*/Kconfig and arch/mips/Kconfig.debug (6.1, 6.12, 7.2). kexec-tools (2026): `cmdline_add_elfcorehdr()` and the like for x86, powerpc, mips, loongarch and sh, the device tree’s `linux,elfcorehdr` for arm64, riscv and (since 2.0.23, beside the command line) arm.',
  advice:
    'Unset it: the boot loader’s arguments count again. To keep arguments of your own use `CMDLINE_EXTEND`, where there is one. The rule speaks only where the file is known to be a capture kernel’s.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\nCONFIG_CMDLINE_BOOL=y\nCONFIG_CMDLINE="maxcpus=1"\nCONFIG_CMDLINE_OVERRIDE=y\n',
        role: 'capture',
        architecture: 'x86_64',
        fixed:
          'CONFIG_CRASH_DUMP=y\nCONFIG_CMDLINE_BOOL=y\nCONFIG_CMDLINE="maxcpus=1"\n# CONFIG_CMDLINE_OVERRIDE is not set\n',
      },
      {
        text: 'CONFIG_CMDLINE="nr_cpus=1 reset_devices"\nCONFIG_CMDLINE_FORCE=y\n',
        role: 'both',
        architecture: 'arm64',
        fixed: 'CONFIG_CMDLINE="nr_cpus=1 reset_devices"\n# CONFIG_CMDLINE_FORCE is not set\n',
      },
      {
        text: 'CONFIG_CMDLINE="maxcpus=1"\nCONFIG_CMDLINE_OVERWRITE=y\n',
        role: 'capture',
        architecture: 'sh',
        fixed: 'CONFIG_CMDLINE="maxcpus=1"\nCONFIG_CMDLINE_EXTEND=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="maxcpus=1"\nCONFIG_CMDLINE_EXTEND=y\n', role: 'capture' },
      { text: 'CONFIG_CMDLINE="maxcpus=1"\nCONFIG_CMDLINE_FORCE=y\n', role: 'system' },
      { text: 'CONFIG_CMDLINE="maxcpus=1"\nCONFIG_CMDLINE_FORCE=y\n' },
      {
        text: '# CONFIG_CMDLINE_BOOL is not set\nCONFIG_CMDLINE_OVERRIDE=y\n',
        role: 'capture',
        architecture: 'x86_64',
      },
    ],
  },
  *check(config, context) {
    const symbol = forcingSymbol(config);
    if (!symbol || !isCapture(context)) return;
    const { severity, loss } = lossOn(context.architecture?.value, symbol);
    yield {
      span: config.anchor(symbol),
      message: `${symbol} makes the capture kernel ignore what kexec passes: ${loss}.`,
      severity,
      fixes: [
        fixBySettings(
          config,
          // sh would fall back to the same choice.
          symbol === 'CMDLINE_OVERWRITE'
            ? [
                [symbol, undefined],
                ['CMDLINE_EXTEND', 'y', symbol],
              ]
            : [[symbol, 'n']],
        ),
      ],
    };
  },
};

/** Somebody said so, or nothing else was to be seen: a kernel for both may have another for its dumps. */
function isCapture({ role }: Context): boolean {
  return role.declared || role.value === 'capture';
}

const BY_COMMAND_LINE: readonly Architecture[] = [
  'x86_64',
  'i386',
  'ppc64',
  'ppc32',
  'mips64',
  'mips32',
  'loongarch64',
  'sh',
];

function lossOn(
  architecture: Architecture | undefined,
  symbol: string,
): { severity: Severity; loss: string } {
  // Only x86, mips and sh have the other two.
  if (!architecture && symbol === 'CMDLINE_FORCE') {
    return {
      severity: 'warning',
      loss: 'all of --append and, on most architectures, elfcorehdr=, without which there is no /proc/vmcore',
    };
  }
  return !architecture || BY_COMMAND_LINE.includes(architecture)
    ? { severity: 'error', loss: 'without elfcorehdr= it has no /proc/vmcore' }
    : {
        severity: 'warning',
        loss: 'all of --append is lost (elfcorehdr= comes by device tree here)',
      };
}
