import { roleIncludes } from '../../model/role';
import { chosenDebugInfo } from '../debug-info-choice';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp012: ConfigRule = {
  id: 'DRP012',
  title: 'Debug information without DEBUG_KERNEL',
  severity: 'warning',
  role: 'any',
  kernel: { since: '5.18' },
  subject: 'config',
  kinds: ['linux-config'],
  why: 'The choice *Debug information* depends on `DEBUG_KERNEL`. With it off Kconfig passes over the whole choice and all that needs debug information: the kernel is built with none.',
  evidence:
    'lib/Kconfig.debug: `choice … depends on DEBUG_KERNEL` (6.1, 6.12, 7.2); `EXPERT` selects `DEBUG_KERNEL` (init/Kconfig). Tried with `conf` on top of `allnoconfig`.',
  advice:
    'Set `CONFIG_DEBUG_KERNEL=y`. By itself it changes little: above all it shows other options.',
  examples: {
    bad: [
      {
        text: '# CONFIG_DEBUG_KERNEL is not set\nCONFIG_DEBUG_INFO_DWARF5=y\n',
        kernel: '6.12',
        fixed: 'CONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO_DWARF5=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_DEBUG_INFO=y\nCONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_GDB_SCRIPTS=y\n',
        kernel: '6.12.1',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_DEBUG_INFO=y\nCONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_GDB_SCRIPTS=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO_DWARF5=y\n', kernel: '6.12' },
      { text: 'CONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO_DWARF5=y\n', kernel: '6.12' },
      {
        text: 'CONFIG_EXPERT=y\n# CONFIG_DEBUG_KERNEL is not set\nCONFIG_DEBUG_INFO_DWARF5=y\n',
        kernel: '6.12',
      },
    ],
  },
  *check(config, { role }) {
    if (!config.isOff('DEBUG_KERNEL') || config.isYes('EXPERT')) return;
    // In a system kernel SYS004 already wants the reduced kind to go.
    const others = roleIncludes(role.value, 'system')
      ? ['GDB_SCRIPTS']
      : ['GDB_SCRIPTS', 'DEBUG_INFO_REDUCED'];
    const chosen = chosenDebugInfo(config).at(-1)?.symbol;
    if (chosen === 'DEBUG_INFO_NONE') return;
    const symbol = chosen ?? others.find((name) => config.isYes(name));
    if (symbol === undefined) return;
    yield {
      span: config.anchor(symbol),
      message: `Kconfig drops ${symbol}: debug information depends on DEBUG_KERNEL, and that is off.`,
      fixes: [fixBySettings(config, [['DEBUG_KERNEL', 'y']])],
    };
  },
};
