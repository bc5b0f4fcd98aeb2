import { roleIncludes } from '../../model/role';
import { choosesDwarf, debugInfoSettings } from '../debug-info-choice';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp002: ConfigRule = {
  id: 'DRP002',
  title: 'DEBUG_INFO=y without a DWARF version',
  severity: 'warning',
  role: 'any',
  kernel: { since: '5.18' },
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Since Linux 5.18 `DEBUG_INFO` has no prompt: it follows from the choice *Debug information*, whose first member is `DEBUG_INFO_NONE`. A fragment that only says `CONFIG_DEBUG_INFO=y`, as all fragments did before, gives a vmlinux without any debug information, and crash cannot open a dump with it. `make olddefconfig` does not say so.',
  evidence:
    'lib/Kconfig.debug since commit f9b3cd245784 (5.18). Tried with `conf` of 6.1, 6.12 and 7.3: the result is `CONFIG_DEBUG_INFO_NONE=y`. Reported by users: google/syzkaller#5262, kernel-patches/vmtest#71, NixOS/nixpkgs#174091, ni/meta-nilrt#1042 (no use for crash analysis).',
  advice:
    'Write `CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y` instead, or `CONFIG_DEBUG_INFO_DWARF4=y` or `CONFIG_DEBUG_INFO_DWARF5=y`; and `CONFIG_DEBUG_KERNEL=y`, for the choice depends on it. A fragment that also serves kernels before 5.18 keeps `CONFIG_DEBUG_INFO=y` beside it.',
  examples: {
    bad: [
      {
        text: 'CONFIG_KEXEC=y\nCONFIG_DEBUG_INFO=y\nCONFIG_KALLSYMS=y\n',
        fileName: 'debug_defconfig',
        kernel: '6.1.177',
        fixed:
          'CONFIG_KEXEC=y\nCONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\nCONFIG_KALLSYMS=y\n',
      },
      {
        text: 'CONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO=y\n',
        fileName: 'debug.config',
        fixed:
          'CONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO=y\nCONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO=y\nCONFIG_DEBUG_INFO_NONE=y\n# CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT is not set\n',
        kernel: '6.12.1',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_DEBUG_KERNEL=y\n# CONFIG_DEBUG_INFO_NONE is not set\nCONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO=y\n', kernel: '5.15' },
      { text: 'CONFIG_DEBUG_INFO=y\nCONFIG_DEBUG_INFO_DWARF5=y\n', kernel: '6.12' },
      { text: 'CONFIG_DEBUG_INFO_DWARF4=y\n', kernel: '6.12' },
    ],
  },
  *check(config, context) {
    if (!config.isYes('DEBUG_INFO') || choosesDwarf(config)) return;
    // Another fragment may choose; nothing can where the configuration is complete.
    const isLost = config.completeness === 'full' && roleIncludes(context.role.value, 'system');
    yield {
      span: config.anchor('DEBUG_INFO'),
      severity: isLost ? 'error' : 'warning',
      message:
        'Since Linux 5.18 DEBUG_INFO follows from the choice of a DWARF version, and none is chosen: this line has no effect and the kernel gets DEBUG_INFO_NONE.',
      fixes: [fixBySettings(config, debugInfoSettings(config, context))],
    };
  },
};
