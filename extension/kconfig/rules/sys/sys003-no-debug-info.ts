import { choosesDwarf, debugInfoSettings, hasDebugInfo } from '../debug-info-choice';
import { kernelSince } from '../kernel-since';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys003: ConfigRule = {
  id: 'SYS003',
  title: 'No debug information',
  severity: 'error',
  role: 'system',
  subject: 'config',
  kinds: ['linux-config'],
  assumesAbsentIsOff: true,
  why: 'crash reads the layout of every structure from the debug information of vmlinux. Without it crash opens no dump of this kernel, and it can hardly be made later: another build may have other addresses.',
  evidence:
    'kdump.rst asks for `CONFIG_DEBUG_INFO=y`; crash, symbols.c, `no_debugging_data(FATAL)`: "no debugging data available". lib/Kconfig.debug for the choice since 5.18. The x86_64 `defconfig` has `DEBUG_INFO_NONE`.',
  advice:
    'Since Linux 5.18 set `CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y` (or `_DWARF4`, `_DWARF5`), before it `CONFIG_DEBUG_INFO=y`; both with `CONFIG_DEBUG_KERNEL=y`. The kernel that is installed may be stripped: keep the vmlinux of the same build.',
  examples: {
    bad: [
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_DEBUG_KERNEL=y\n\n#\n# Compile-time checks and compiler options\n#\nCONFIG_DEBUG_INFO_NONE=y\n# CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT is not set\n# CONFIG_DEBUG_INFO_DWARF4 is not set\n',
        kernel: '6.12.1',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_DEBUG_KERNEL=y\n\n#\n# Compile-time checks and compiler options\n#\n# CONFIG_DEBUG_INFO_NONE is not set\nCONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n# CONFIG_DEBUG_INFO_DWARF4 is not set\n',
      },
      {
        text: '# Linux/x86 5.10.1 Kernel Configuration\nCONFIG_DEBUG_KERNEL=y\n# CONFIG_DEBUG_INFO is not set\n',
        kernel: '5.10.1',
        fixed:
          '# Linux/x86 5.10.1 Kernel Configuration\nCONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO=y\n',
      },
      {
        text: 'CONFIG_DEBUG_INFO_NONE=y\n',
        fileName: 'small.config',
        kernel: '6.12',
        fixed:
          '# CONFIG_DEBUG_INFO_NONE is not set\nCONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n',
      },
      {
        text: 'CONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_NONE=y\n',
        kernel: '6.12',
        fixed:
          'CONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_NONE is not set\n',
      },
      { text: 'CONFIG_KEXEC=y\n', role: 'system', kernel: '6.12' },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO_DWARF5=y\n', kernel: '6.12', role: 'system' },
      { text: 'CONFIG_DEBUG_INFO=y\n', kernel: '5.10', role: 'system' },
      { text: 'CONFIG_KEXEC=y\n', kernel: '6.12' },
      { text: 'CONFIG_DEBUG_INFO_NONE=y\n', kernel: '6.12', role: 'capture' },
      // DRP002 says why there is none.
      { text: 'CONFIG_DEBUG_INFO=y\n', kernel: '6.12', role: 'system' },
    ],
  },
  *check(config, context) {
    if (hasDebugInfo(config, context) !== false) return;
    const isChoice = kernelSince(context, '5.18');
    // DRP002 says it all.
    if (isChoice === true && config.isYes('DEBUG_INFO') && !choosesDwarf(config)) return;
    yield {
      span: config.anchor('DEBUG_INFO_NONE', ...(isChoice === false ? ['DEBUG_INFO'] : [])),
      message:
        'The kernel gets no debug information: crash stops with "no debugging data available" and no dump of it can be read.',
      fixes: [fixBySettings(config, debugInfoSettings(config, context))],
    };
  },
};
