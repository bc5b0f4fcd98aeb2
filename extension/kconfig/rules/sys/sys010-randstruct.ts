import type { ConfigRule } from '../rule';
import { fixBySettings, listed } from '../settings-edits';
import { noRandomizationSettings, structRandomizers } from '../struct-randomization';

export const sys010: ConfigRule = {
  id: 'SYS010',
  title: 'Randomised structures',
  severity: 'warning',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'The compiler shuffles the members of many structures. Whoever reads the dump needs debug information that tells the shuffled layout, and it has been seen to be wrong.',
  evidence:
    'security/Kconfig.hardening says of these options that they keep forensic tools from working; inspektor-gadget#2353 reports wrong BTF; `DEBUG_INFO_BTF` depends on `!GCC_PLUGIN_RANDSTRUCT`. That crash itself fails on such a kernel was not tried and no report of it was found.',
  advice:
    'Set `CONFIG_RANDSTRUCT_NONE=y` (before 5.19 unset `CONFIG_GCC_PLUGIN_RANDSTRUCT`) in a kernel whose dumps are to be read. Hardening guides want the opposite.',
  examples: {
    bad: [
      {
        text: '# CONFIG_RANDSTRUCT_NONE is not set\nCONFIG_RANDSTRUCT_FULL=y\n',
        kernel: '6.12',
        fixed: 'CONFIG_RANDSTRUCT_NONE=y\n# CONFIG_RANDSTRUCT_FULL is not set\n',
      },
      {
        text: 'CONFIG_GCC_PLUGIN_RANDSTRUCT=y\n',
        kernel: '5.10',
        fixed: '# CONFIG_GCC_PLUGIN_RANDSTRUCT is not set\n',
      },
      { text: 'CONFIG_RANDSTRUCT_PERFORMANCE=y\n' },
    ],
    good: [
      { text: 'CONFIG_RANDSTRUCT_NONE=y\n# CONFIG_RANDSTRUCT_FULL is not set\n' },
      // No more than an unknown symbol there: DRP005.
      { text: 'CONFIG_GCC_PLUGIN_RANDSTRUCT=y\n', kernel: '6.12' },
    ],
  },
  *check(config, context) {
    const randomizers = structRandomizers(config, context);
    const [first] = randomizers;
    if (first === undefined) return;
    yield {
      span: config.anchor(first),
      message: `${listed(randomizers)}: the members of structures are shuffled, and tools that read a dump may look for them in the wrong places.`,
      fixes: [fixBySettings(config, noRandomizationSettings(config, context))],
    };
  },
};
