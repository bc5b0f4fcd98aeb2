import { configsOf } from '../../tree/kconfig-statements';
import type { KconfigRule } from '../rule';

export const kcf002: KconfigRule = {
  id: 'KCF002',
  title: 'DEBUG_INFO selected past its choice',
  severity: 'warning',
  role: 'any',
  subject: 'kconfig',
  kernel: { since: '5.18' },
  why: 'Since 5.18 a choice decides about debug information, and its members select `DEBUG_INFO`. Another entry that selects it gets `DEBUG_INFO=y` together with `DEBUG_INFO_NONE=y`: the Makefile passes no option for debug information to the compiler, and what looks like a kernel for dumps is none.',
  evidence:
    'lib/Kconfig.debug, choice "Debug information"; scripts/Makefile.debug looks at `CONFIG_DEBUG_INFO_DWARF4` and its like. One line of Linux 6.12 and 7.2 does it: `SB1XXX_CORELIS` of arch/mips/Kconfig.debug.',
  advice: 'Write `depends on DEBUG_INFO`.',
  examples: {
    bad: [
      {
        fileName: 'drivers/foo/Kconfig',
        kernel: '6.12',
        text: 'config FOO\n\tbool "foo"\n\tselect DEBUG_INFO\n',
        fixed: 'config FOO\n\tbool "foo"\n\tdepends on DEBUG_INFO\n',
      },
    ],
    good: [
      {
        fileName: 'lib/Kconfig.debug',
        kernel: '6.12',
        text: 'choice\n\tprompt "Debug information"\nconfig DEBUG_INFO_DWARF5\n\tbool "5"\n\tselect DEBUG_INFO\nendchoice\n',
      },
      {
        fileName: 'drivers/foo/Kconfig',
        kernel: '5.10',
        text: 'config FOO\n\tbool "foo"\n\tselect DEBUG_INFO\n',
      },
    ],
  },
  *check({ file, spanOf }) {
    for (const { config, isInChoice } of configsOf(file)) {
      if (isInChoice) continue;
      for (const property of config.properties) {
        if (property.kind !== 'select' || property.symbol.text !== 'DEBUG_INFO') continue;
        const span = spanOf(property.symbol);
        const edit = {
          start: span.start - 'select '.length,
          end: span.end,
          newText: 'depends on DEBUG_INFO',
        };
        yield {
          span,
          message: `Selecting DEBUG_INFO bypasses the choice of debug information: it is y together with DEBUG_INFO_NONE, and nothing is compiled with it.`,
          fixes: property.condition
            ? []
            : [{ title: 'Write "depends on DEBUG_INFO"', edits: [edit], preferred: true }],
        };
      }
    }
  },
};
