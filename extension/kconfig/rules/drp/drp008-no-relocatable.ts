import { kernelSince } from '../kernel-since';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp008: ConfigRule = {
  id: 'DRP008',
  title: 'RELOCATABLE where there is none',
  severity: 'warning',
  role: 'any',
  architectures: ['arm', 'riscv64', 'riscv32'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Advice about capture kernels often asks for `CONFIG_RELOCATABLE=y`. On 32-bit arm there is no such symbol, and on riscv none before 6.4: Kconfig passes over the line. Neither needs it: an arm zImage finds its place with `AUTO_ZRELADDR`, a riscv image runs at any address that is a multiple of 2 MiB.',
  evidence:
    'arch/arm/Kconfig has no `RELOCATABLE` (6.1, 6.12, 7.2): `conf` says "unknown symbol". Complete riscv configurations of 6.1, 6.2 and 6.3 do not name it, those of 6.4 and later do. Documentation/arch/riscv/boot.rst.',
  advice: 'Remove the line. On arm see to `CONFIG_AUTO_ZRELADDR=y` in the capture kernel.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CRASH_DUMP=y\nCONFIG_RELOCATABLE=y\n',
        architecture: 'arm',
        fixed: 'CONFIG_CRASH_DUMP=y\n',
      },
      { text: 'CONFIG_RELOCATABLE=y\n', architecture: 'riscv64', kernel: '6.1', fixed: '' },
    ],
    good: [
      { text: 'CONFIG_RELOCATABLE=y\n', architecture: 'x86_64' },
      { text: 'CONFIG_RELOCATABLE=y\n', architecture: 'riscv64', kernel: '6.12' },
      { text: 'CONFIG_RELOCATABLE=y\n', architecture: 'riscv64' },
      { text: '# CONFIG_RELOCATABLE is not set\n', architecture: 'arm' },
    ],
  },
  *check(config, context) {
    if (!config.isOn('RELOCATABLE')) return;
    const isArm = context.architecture?.value === 'arm';
    if (!isArm && kernelSince(context, '6.4') !== false) return;
    yield {
      span: config.anchor('RELOCATABLE'),
      message: isArm
        ? 'arm has no RELOCATABLE: Kconfig passes over this line. A capture kernel needs AUTO_ZRELADDR instead.'
        : 'riscv has RELOCATABLE since Linux 6.4 only: Kconfig passes over this line. A capture kernel needs nothing of the kind here.',
      fixes: [
        fixBySettings(config, [['RELOCATABLE', undefined]], { title: 'Remove the line' }),
        ...(isArm
          ? [
              fixBySettings(
                config,
                [
                  ['RELOCATABLE', undefined],
                  ['AUTO_ZRELADDR', 'y', 'RELOCATABLE'],
                ],
                { title: 'Replace by CONFIG_AUTO_ZRELADDR=y', preferred: false },
              ),
            ]
          : []),
      ],
    };
  },
};
