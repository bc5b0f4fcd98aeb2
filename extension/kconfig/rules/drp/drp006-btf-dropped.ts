import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import type { ConfigRule } from '../rule';
import { fixBySettings, listed, type Setting } from '../settings-edits';
import { noRandomizationSettings, usesRandomizerPlugin } from '../struct-randomization';

export const drp006: ConfigRule = {
  id: 'DRP006',
  title: 'BTF beside something that excludes it',
  severity: 'warning',
  role: 'any',
  subject: 'config',
  kinds: ['linux-config'],
  why: '`DEBUG_INFO_BTF` depends on whole, ordinary debug information. With `DEBUG_INFO_REDUCED`, `DEBUG_INFO_SPLIT` or GCC’s structure randomisation Kconfig drops it, and with it BPF CO-RE programs stop working, those that observe the running kernel as well.',
  evidence:
    'lib/Kconfig.debug: `depends on !DEBUG_INFO_SPLIT && !DEBUG_INFO_REDUCED`, `depends on !GCC_PLUGIN_RANDSTRUCT || COMPILE_TEST` (6.1, 6.12, 7.2); tried with `conf`.',
  advice: 'Unset the other symbol: it is bad for reading dumps as well.',
  examples: {
    bad: [
      {
        text: 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_REDUCED=y\nCONFIG_DEBUG_INFO_BTF=y\n',
        fixed:
          'CONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_REDUCED is not set\nCONFIG_DEBUG_INFO_BTF=y\n',
      },
      {
        text: 'CONFIG_DEBUG_INFO_SPLIT=y\nCONFIG_DEBUG_INFO_BTF=y\n',
        fixed: '# CONFIG_DEBUG_INFO_SPLIT is not set\nCONFIG_DEBUG_INFO_BTF=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\n# CONFIG_RANDSTRUCT_NONE is not set\nCONFIG_RANDSTRUCT_FULL=y\nCONFIG_RANDSTRUCT=y\nCONFIG_GCC_PLUGIN_RANDSTRUCT=y\nCONFIG_DEBUG_INFO_BTF=y\n',
        kernel: '6.12.1',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_RANDSTRUCT_NONE=y\n# CONFIG_RANDSTRUCT_FULL is not set\nCONFIG_DEBUG_INFO_BTF=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO_BTF=y\n# CONFIG_DEBUG_INFO_REDUCED is not set\n' },
      { text: 'CONFIG_GCC_PLUGIN_RANDSTRUCT=y\nCONFIG_DEBUG_INFO_BTF=y\nCONFIG_COMPILE_TEST=y\n' },
      // Randomised by clang, which BTF can live with.
      { text: 'CONFIG_RANDSTRUCT_FULL=y\nCONFIG_DEBUG_INFO_BTF=y\n', kernel: '6.12' },
    ],
  },
  *check(config, context) {
    if (!config.isYes('DEBUG_INFO_BTF')) return;
    const obstacles = obstaclesOf(config, context);
    if (obstacles.length === 0) return;
    const names = obstacles.map(({ symbol }) => symbol);
    yield {
      span: config.anchor('DEBUG_INFO_BTF'),
      message: `Kconfig drops DEBUG_INFO_BTF: it cannot be together with ${listed(names)}.`,
      fixes: [
        fixBySettings(
          config,
          obstacles.flatMap(({ settings }) => settings),
        ),
      ],
      related: names.map((symbol) => ({
        span: config.anchor(symbol),
        message: `${symbol} excludes DEBUG_INFO_BTF.`,
      })),
    };
  },
};

/** What excludes BTF, each with what takes it out of the way. */
function obstaclesOf(
  config: ConfigFile,
  context: Context,
): { symbol: string; settings: readonly Setting[] }[] {
  const obstacles = ['DEBUG_INFO_REDUCED', 'DEBUG_INFO_SPLIT']
    .filter((symbol) => config.isYes(symbol))
    .map((symbol) => ({ symbol, settings: [[symbol, 'n']] as readonly Setting[] }));
  if (usesRandomizerPlugin(config, context) && !config.isYes('COMPILE_TEST')) {
    const settings = noRandomizationSettings(config, context);
    obstacles.push({ symbol: 'GCC_PLUGIN_RANDSTRUCT', settings });
  }
  return obstacles;
}
