import { fixBySetting } from '../../config/edits';
import type { ConfigRule } from '../rule';

export const sys004: ConfigRule = {
  id: 'SYS004',
  title: 'Reduced debug info',
  severity: 'error',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'With `CONFIG_DEBUG_INFO_REDUCED=y` the compiler leaves out the definitions of structures. crash cannot read a single task without them and stops with `no debugging data available`.',
  evidence:
    'crash, `kernel.c`, `read_in_kernel_config()`: `WARNING: CONFIG_DEBUG_INFO_REDUCED=y`; lib/Kconfig.debug. The arm64 `defconfig` sets it since 5.13, arm’s `multi_v7_defconfig` in 6.17 to 7.3.',
  advice: 'Unset it and build again. A vmlinux that was built with it cannot be mended.',
  examples: {
    bad: [
      {
        text: 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_REDUCED=y\n',
        fixed: 'CONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_REDUCED is not set\n',
      },
    ],
    good: [{ text: 'CONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_REDUCED is not set\n' }],
  },
  *check(config) {
    const line = config.line('DEBUG_INFO_REDUCED');
    if (!line || !config.isYes('DEBUG_INFO_REDUCED')) return;
    yield {
      span: line.span,
      message:
        'Reduced debug info has no structure definitions: crash stops with "no debugging data available".',
      fixes: [fixBySetting(config, 'DEBUG_INFO_REDUCED', 'n')],
    };
  },
};
