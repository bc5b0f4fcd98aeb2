import { argumentsNamed, type BootArguments } from '../../boot/boot-arguments';
import { configArguments, forcingSymbol } from '../../boot/config-arguments';
import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import type { Fix } from '../../model/finding';
import { LOAD_CALLS } from '../load-calls';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const cl002: ConfigRule = {
  id: 'CL002',
  title: 'Forced command line without crashkernel=',
  severity: 'warning',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'With `CMDLINE_FORCE` (x86, mips: `CMDLINE_OVERRIDE`; sh: `CMDLINE_OVERWRITE`) the kernel ignores the boot loader’s arguments. A `crashkernel=` from there is ignored with them, and without one in `CMDLINE` no memory is reserved for a capture kernel.',
  evidence:
    'The help texts of these symbols in arch/*/Kconfig and arch/mips/Kconfig.debug (6.1, 6.12, 7.2).',
  advice:
    'Add `crashkernel=` to `CONFIG_CMDLINE`, or let the boot loader’s arguments in. Where no one said that the file is a system kernel’s, the rule speaks only if both a kexec call and `CRASH_DUMP` are on.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE="console=ttyAMA0"\nCONFIG_CMDLINE_FORCE=y\n',
        role: 'system',
        architecture: 'arm64',
        fixed: 'CONFIG_CMDLINE="console=ttyAMA0"\n# CONFIG_CMDLINE_FORCE is not set\n',
      },
      {
        text: 'CONFIG_CMDLINE_BOOL=y\nCONFIG_CMDLINE="quiet"\nCONFIG_CMDLINE_OVERRIDE=y\n',
        role: 'both',
      },
      {
        text: 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\nCONFIG_CMDLINE="quiet"\nCONFIG_CMDLINE_FORCE=y\n',
      },
    ],
    good: [
      {
        text: 'CONFIG_CMDLINE="quiet crashkernel=256M"\nCONFIG_CMDLINE_FORCE=y\n',
        role: 'system',
      },
      { text: 'CONFIG_CMDLINE="quiet"\n# CONFIG_CMDLINE_FORCE is not set\n', role: 'system' },
      { text: 'CONFIG_CMDLINE="quiet"\nCONFIG_CMDLINE_EXTEND=y\n', role: 'system' },
      { text: 'CONFIG_CMDLINE_FORCE=y\n', role: 'system' },
      { text: 'CONFIG_CMDLINE="quiet"\nCONFIG_CMDLINE_FORCE=y\n' },
      { text: 'CONFIG_CMDLINE="quiet"\nCONFIG_CMDLINE_FORCE=y\n', role: 'capture' },
    ],
  },
  *check(config, context) {
    const symbol = forcingSymbol(config);
    const boot = configArguments(config, 'linux-config')[0];
    if (!symbol || !boot || argumentsNamed(boot, 'crashkernel').length > 0) return;
    if (!wantsKdump(config, context)) return;
    yield {
      span: config.anchor(symbol),
      message: `${symbol} makes the kernel ignore its boot loader’s arguments, crashkernel= with them, and CMDLINE has none: no memory is reserved for a capture kernel.`,
      fixes: [
        fixBySettings(config, [[symbol, 'n']], { preferred: false }),
        ...additionOf(boot, 'crashkernel=256M'),
      ],
    };
  },
};

function wantsKdump(config: ConfigFile, { role }: Context): boolean {
  const canLoad = LOAD_CALLS.some((call) => config.isYes(call));
  return role.declared || (canLoad && config.isYes('CRASH_DUMP'));
}

function additionOf({ addition }: BootArguments, argument: string): Fix[] {
  if (!addition) return [];
  const { at, before, after } = addition;
  const edit = { start: at, end: at, newText: before + argument + after };
  return [{ title: `Add ${argument} to CONFIG_CMDLINE`, edits: [edit], preferred: false }];
}
