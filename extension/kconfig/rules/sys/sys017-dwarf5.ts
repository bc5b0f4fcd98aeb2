import type { ConfigFile } from '../../config/config-file';
import { isAtLeast } from '../../model/version';
import { chosenDebugInfo } from '../debug-info-choice';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys017: ConfigRule = {
  id: 'SYS017',
  title: 'DWARF 5 for an old crash',
  severity: 'warning',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'crash 7 embeds gdb 7.6, which does not know version 5 of the debug information. GCC makes it by default since version 11. Said only where the version of crash is known.',
  evidence:
    'crash 7.2.9 to 7.3.2 (gdb 7.6): "wrong version in compilation unit header (is 5, should be 2, 3, or 4)". `CONFIG_GCC_VERSION` of a complete configuration tells the compiler.',
  advice: 'Set `CONFIG_DEBUG_INFO_DWARF4=y`, or use crash 8.0 or later.',
  examples: {
    bad: [
      {
        text: '# CONFIG_DEBUG_INFO_DWARF4 is not set\nCONFIG_DEBUG_INFO_DWARF5=y\n',
        tools: { crash: '7.3.2' },
        fixed: 'CONFIG_DEBUG_INFO_DWARF4=y\n# CONFIG_DEBUG_INFO_DWARF5 is not set\n',
      },
      {
        text: '# Linux/x86 6.1.176 Kernel Configuration\nCONFIG_GCC_VERSION=120200\nCONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n',
        tools: { crash: '7.3.2' },
      },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO_DWARF5=y\n', tools: { crash: '8.0.2' } },
      { text: 'CONFIG_DEBUG_INFO_DWARF5=y\n' },
      {
        text: 'CONFIG_GCC_VERSION=100200\nCONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n',
        tools: { crash: '7.3.2' },
      },
      { text: 'CONFIG_DEBUG_INFO_DWARF4=y\n', tools: { crash: '7.3.2' } },
    ],
  },
  *check(config, { tools: { crash } }) {
    if (!crash || isAtLeast(crash, '8.0')) return;
    const chosen = chosenDebugInfo(config).at(-1);
    if (!chosen || !givesDwarf5(chosen.symbol, config)) return;
    yield {
      span: chosen.span,
      message: `crash ${crash.text} cannot read DWARF 5, which this kernel gets as debug information; crash 8.0 can.`,
      fixes: [
        fixBySettings(
          config,
          [
            [chosen.symbol, 'n'],
            ['DEBUG_INFO_DWARF4', 'y'],
          ],
          { title: `Use ${config.prefix}DEBUG_INFO_DWARF4=y instead` },
        ),
      ],
    };
  },
};

/** GCC 11 made DWARF 5 its default. */
const FIRST_GCC = 110000;

function givesDwarf5(symbol: string, config: ConfigFile): boolean {
  if (symbol === 'DEBUG_INFO_DWARF5') return true;
  const gcc = Number(config.written('GCC_VERSION') ?? 0);
  return symbol === 'DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT' && gcc >= FIRST_GCC;
}
