import { roleIncludes } from '../../model/role';
import { chosenDebugInfo } from '../debug-info-choice';
import type { ConfigRule } from '../rule';
import { fixBySettings, type Setting } from '../settings-edits';

export const drp007: ConfigRule = {
  id: 'DRP007',
  title: 'Several kinds of debug information',
  severity: 'warning',
  role: 'any',
  kernel: { since: '5.18' },
  subject: 'config',
  kinds: ['linux-config'],
  why: '`DEBUG_INFO_NONE`, `DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT`, `DEBUG_INFO_DWARF4` and `DEBUG_INFO_DWARF5` are one choice: only one of them can be y. Of several lines the last one wins, whatever the others say; where that is `DEBUG_INFO_NONE`, dumps cannot be read.',
  evidence:
    'lib/Kconfig.debug (`choice`), scripts/kconfig/confdata.c, `conf_read_simple()`; tried with `conf` of 6.1, 6.12 and 7.2.',
  advice: 'Keep one of them.',
  examples: {
    bad: [
      {
        text: 'CONFIG_DEBUG_INFO_DWARF4=y\nCONFIG_DEBUG_INFO_DWARF5=y\n',
        kernel: '6.12',
        fixed: 'CONFIG_DEBUG_INFO_DWARF5=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_DEBUG_INFO_NONE=y\nCONFIG_DEBUG_INFO_DWARF4=y\n',
        kernel: '6.12.1',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\n# CONFIG_DEBUG_INFO_NONE is not set\nCONFIG_DEBUG_INFO_DWARF4=y\n',
      },
      {
        text: 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_NONE=y\n',
        kernel: '6.12',
        role: 'capture',
        fixed: 'CONFIG_DEBUG_INFO_NONE=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO=y\nCONFIG_DEBUG_INFO_DWARF5=y\n', kernel: '6.12' },
      {
        text: '# CONFIG_DEBUG_INFO_DWARF4 is not set\nCONFIG_DEBUG_INFO_DWARF5=y\n',
        kernel: '6.12',
      },
    ],
  },
  *check(config, { role }) {
    const chosen = chosenDebugInfo(config);
    const last = chosen.at(-1);
    if (!last || chosen.length < 2) return;
    const isFull = config.completeness === 'full';
    const dwarf = chosen.findLast(({ symbol }) => symbol !== 'DEBUG_INFO_NONE') ?? last;
    const better = roleIncludes(role.value, 'system') ? dwarf : last;
    yield {
      span: chosen[0]?.span ?? last.span,
      message: `This line has no effect: ${last.symbol} in line ${last.number + 1} belongs to the same choice, and of several lines the last one wins.`,
      fixes: [better, ...chosen.filter((line) => line !== better).reverse()].map((kept) =>
        fixBySettings(
          config,
          chosen
            .filter((line) => line !== kept)
            .map(({ symbol }): Setting => [symbol, isFull ? 'n' : undefined]),
          { title: `Keep ${kept.symbol} alone`, preferred: kept === better },
        ),
      ),
      related: [{ span: last.span, message: 'This one wins.' }],
    };
  },
};
