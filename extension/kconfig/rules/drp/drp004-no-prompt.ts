import type { Assignment } from '../../config/config-line';
import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp004: ConfigRule = {
  id: 'DRP004',
  title: 'A symbol that cannot be set',
  severity: 'info',
  role: 'any',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Some symbols have no prompt: other symbols select them, or the architecture says whether it has them. A line of a fragment that sets one of them is passed over, so that what was meant (kexec, a reserved area, dumps) may be missing.',
  evidence:
    'kernel/Kconfig.kexec: `config KEXEC_CORE`, `CRASH_RESERVE`, `VMCORE_INFO` and `KEXEC_ELF` are `bool` without a prompt; arch/*/Kconfig: `ARCH_SUPPORTS_KEXEC`, `ARCH_SUPPORTS_CRASH_DUMP` and their kin are `def_bool`.',
  advice: 'Remove the line, and set what selects the symbol: `KEXEC`, `KEXEC_FILE`, `CRASH_DUMP`.',
  examples: {
    bad: [
      { text: 'CONFIG_KEXEC_CORE=y\nCONFIG_CRASH_DUMP=y\n', fixed: 'CONFIG_CRASH_DUMP=y\n' },
      { text: 'CONFIG_KEXEC=y\nCONFIG_ARCH_SUPPORTS_CRASH_DUMP=y\n', fixed: 'CONFIG_KEXEC=y\n' },
      { text: 'CONFIG_CRASH_CORE=y\n', kernel: '6.1', fixed: '' },
    ],
    good: [
      { text: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n' },
      { text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_KEXEC_CORE=y\nCONFIG_KEXEC=y\n' },
    ],
  },
  *check(config, context) {
    if (config.completeness === 'full') return;
    for (const line of config.lines) {
      if (line.kind !== 'assignment' || !isDeciding(config, line)) continue;
      const reason = reasonOf(line.symbol, context);
      if (reason === undefined) continue;
      yield {
        span: line.span,
        message: `${line.symbol} has no prompt: ${reason}. This line has no effect.`,
        fixes: [fixBySettings(config, [[line.symbol, undefined]], { title: 'Remove the line' })],
      };
    }
  },
};

function isDeciding(config: ConfigFile, line: Assignment): boolean {
  return config.line(line.symbol) === line && config.isYes(line.symbol);
}

const SELECTED_BY: Readonly<Record<string, string>> = {
  KEXEC_CORE: 'KEXEC and KEXEC_FILE select it',
  VMCORE_INFO: 'CRASH_DUMP and PROC_KCORE select it',
  CRASH_RESERVE: 'CRASH_DUMP selects it',
  CRASH_CORE: 'KEXEC, KEXEC_FILE and PROC_KCORE select it',
  KEXEC_ELF: 'the architecture selects it for KEXEC_FILE',
};

function reasonOf(symbol: string, context: Context): string | undefined {
  // Of later kernels DRP005 says that it is gone.
  if (symbol === 'CRASH_CORE' && kernelSince(context, '6.9')) return undefined;
  if (/^ARCH_(SUPPORTS|SELECTS|DEFAULT)_(KEXEC|CRASH)/.test(symbol))
    return 'the architecture sets it';
  return Object.hasOwn(SELECTED_BY, symbol) ? SELECTED_BY[symbol] : undefined;
}
