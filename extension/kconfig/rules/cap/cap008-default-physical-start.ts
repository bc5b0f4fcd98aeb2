import type { ConfigRule } from '../rule';
import { relocatableSelector } from './relocatable';

/** Of arch/x86/Kconfig: 16 MiB. */
const DEFAULT = 0x100_0000;

export const cap008: ConfigRule = {
  id: 'CAP008',
  title: 'Capture kernel at the address of system kernels',
  severity: 'warning',
  role: 'capture',
  architectures: ['x86_64', 'i386'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'A kernel that is not relocatable runs at `PHYSICAL_START`. The default, 16 MiB, is where x86 system kernels are loaded too (unless KASLR moves them): `crashkernel=SIZE@16M` cannot reserve that place, and at no other can the capture kernel run.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst, *i386 and x86_64*, 4): `PHYSICAL_START` has to be the X of `crashkernel=Y@X`; arch/x86/Kconfig: default 0x1000000 (6.1, 6.12, 7.3).',
  advice:
    'Set `CONFIG_RELOCATABLE=y`. Else set `CONFIG_PHYSICAL_START` to an address that the system kernel leaves free, and that address in its `crashkernel=SIZE@ADDRESS`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x1000000\n# CONFIG_RELOCATABLE is not set\n',
        role: 'capture',
        architecture: 'x86_64',
      },
    ],
    good: [
      {
        text: 'CONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x4000000\n# CONFIG_RELOCATABLE is not set\n',
        role: 'capture',
        architecture: 'x86_64',
      },
      {
        text: 'CONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x1000000\nCONFIG_RELOCATABLE=y\n',
        role: 'capture',
        architecture: 'x86_64',
      },
      {
        text: 'CONFIG_CRASH_DUMP=y\nCONFIG_PHYSICAL_START=0x1000000\n# CONFIG_RELOCATABLE is not set\n',
        role: 'system',
        architecture: 'x86_64',
      },
    ],
  },
  *check(config, context) {
    if (!config.isYes('CRASH_DUMP') || !config.isOff('RELOCATABLE')) return;
    if (relocatableSelector(config, context) !== undefined) return;
    const address = config.written('PHYSICAL_START') ?? '';
    if (!/^(0x)?[\da-f]+$/i.test(address) || parseInt(address, 16) !== DEFAULT) return;
    yield {
      span: config.anchor('PHYSICAL_START'),
      message: `PHYSICAL_START is ${address}, where system kernels are loaded too: crashkernel=SIZE@ADDRESS cannot reserve that place for this capture kernel, which runs nowhere else.`,
    };
  },
};
