import type { ConfigFile } from '../../config/config-file';
import { fixBySetting } from '../../config/edits';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';
import type { ConfigRule } from '../rule';
import { relocatableSelector } from './relocatable';

export const cap003: ConfigRule = {
  id: 'CAP003',
  title: 'Capture kernel that is not relocatable',
  severity: 'warning',
  role: 'capture',
  // arm has no such symbol; arm64 and riscv images run anywhere; s390 is always relocatable.
  architectures: ['x86_64', 'i386', 'ppc64', 'loongarch64', 'mips64', 'mips32'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'A capture kernel runs in the memory that `crashkernel=` reserved. A relocatable one runs wherever that is; another only at the address that it was linked for, `PHYSICAL_START`, and then `crashkernel=SIZE@ADDRESS` has to reserve exactly that place.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst asks for it on i386, x86_64 and ppc64 only; it holds for mips and loongarch, whose `PHYSICAL_START` goes with `CRASH_DUMP`. Not a need elsewhere: 32-bit arm has no `RELOCATABLE`, arm64 and riscv images run at any address that is a multiple of 2 MiB (Documentation/arch/arm64/booting.rst, riscv/boot.rst), s390 has it always; Debian’s riscv64 kernels have it off and capture dumps. `EFI_STUB` (x86) and `CRASH_DUMP` (ppc64, loongarch since 6.3) select it: there an unset line does not last.',
  advice:
    'Set `CONFIG_RELOCATABLE=y`. Or set `CONFIG_PHYSICAL_START` to the address in `crashkernel=SIZE@ADDRESS` and load the vmlinux.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x2000000\n# CONFIG_RELOCATABLE is not set\n',
        role: 'capture',
        architecture: 'x86_64',
        fixed: 'CONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x2000000\nCONFIG_RELOCATABLE=y\n',
      },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_EFI_STUB=y\nCONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x1000000\nCONFIG_PHYSICAL_ALIGN=0x200000\n',
        role: 'both',
        architecture: 'x86_64',
        kernel: '6.12.1',
        fixed:
          '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_EFI_STUB=y\nCONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x1000000\nCONFIG_RELOCATABLE=y\nCONFIG_PHYSICAL_ALIGN=0x200000\n',
      },
      {
        text: '# CONFIG_RELOCATABLE is not set\n',
        role: 'capture',
        architecture: 'mips64',
        fixed: 'CONFIG_RELOCATABLE=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_RELOCATABLE=y\n', role: 'capture', architecture: 'x86_64' },
      { text: 'CONFIG_CRASH_DUMP=y\n', role: 'capture', architecture: 'x86_64' },
      { text: '# CONFIG_RELOCATABLE is not set\n', role: 'system', architecture: 'x86_64' },
      { text: '# CONFIG_RELOCATABLE is not set\n', role: 'capture', architecture: 'arm64' },
      {
        text: '# Linux/riscv 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\n# CONFIG_RELOCATABLE is not set\n',
        role: 'capture',
        architecture: 'riscv64',
        kernel: '6.12.1',
      },
      { text: '# CONFIG_RELOCATABLE is not set\n', role: 'capture' },
    ],
  },
  *check(config, context) {
    if (!config.isOff('RELOCATABLE') || followsCrashDump(config, context)) return;
    const selector = relocatableSelector(config, context);
    const address = config.written('PHYSICAL_START');
    yield {
      span: config.anchor('RELOCATABLE', 'PHYSICAL_START'),
      message: selector
        ? `RELOCATABLE is off in this file, but ${selector} selects it: Kconfig will turn it on, as a capture kernel needs it.`
        : `RELOCATABLE is off: this kernel runs only at PHYSICAL_START${address === undefined ? '' : ` (${address})`}, so crashkernel=SIZE@ADDRESS has to reserve just that place.`,
      severity: selector ? 'info' : undefined,
      fixes: canHave(config, context)
        ? [fixBySetting(config, 'RELOCATABLE', 'y', { after: ['PHYSICAL_START'] })]
        : [],
    };
  },
};

/** CRASH_DUMP brings it along there, and CAP001 is about CRASH_DUMP. */
function followsCrashDump(config: ConfigFile, { architecture }: Context): boolean {
  const isSelected = architecture?.value === 'ppc64' || architecture?.value === 'loongarch64';
  return isSelected && config.isOff('CRASH_DUMP');
}

function canHave(config: ConfigFile, context: Context): boolean {
  switch (context.architecture?.value) {
    case 'loongarch64':
      return kernelSince(context, '6.3') !== false;
    case 'mips64':
    case 'mips32':
      return !config.isOff('SYS_SUPPORTS_RELOCATABLE');
    default:
      return true;
  }
}
