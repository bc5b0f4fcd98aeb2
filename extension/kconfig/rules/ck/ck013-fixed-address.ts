import { fixedAlignment } from '../../crashkernel/fixed-alignment';
import { offsetAfter, type Reading } from '../../crashkernel/read-value';
import type { Quantity } from '../../crashkernel/memparse';
import { inUnits } from '../../crashkernel/sizes';
import type { BootArgumentsRule } from '../rule';
import { type CommandLine, heeded, readCommandLine, rewriting, spanOf } from './command-line';

export const ck013: BootArgumentsRule = {
  id: 'CK013',
  title: 'A fixed address',
  severity: 'info',
  role: 'system',
  subject: 'boot-arguments',
  architectures: ['x86_64', 'arm64', 'riscv64'],
  why: 'With `@ADDRESS` the memory is reserved there or not at all: if firmware, the kernel or its initramfs already lie there, the kernel says `memory is in use` and reserves nothing, today or after the next update. Relocatable capture kernels run anywhere, so the kernel can look for a place. An address that is not aligned never works.',
  evidence:
    'kernel/crash_reserve.c, `reserve_crashkernel_generic()`, and before 6.7 the `reserve_crashkernel()` of each architecture; alignment by `CRASH_ALIGN` of asm/crash_reserve.h: x86_64 16 MiB (1 MiB before 6.7), arm64 and riscv64 2 MiB.',
  advice: 'Leave `@ADDRESS` out, unless the capture kernel is not relocatable.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE="crashkernel=256M@16M"\n',
        architecture: 'x86_64',
        fixed: 'CONFIG_CMDLINE="crashkernel=256M"\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M-2G:64M,2G-:128M@16M\n',
        architecture: 'arm64',
        fixed: 'append crashkernel=512M-2G:64M,2G-:128M\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=256M@0x100001\n',
        architecture: 'arm64',
      },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="crashkernel=256M"\n', architecture: 'x86_64' },
      { text: 'CONFIG_CMDLINE="crashkernel=256M@0"\n', architecture: 'x86_64' },
      { text: 'CONFIG_CMDLINE="crashkernel=128M@32M"\n', architecture: 'mips32' },
      {
        text: '# CONFIG_RELOCATABLE is not set\nCONFIG_CMDLINE="crashkernel=256M@16M"\n',
        architecture: 'x86_64',
      },
    ],
  },
  *check(boot, context, config) {
    const line = readCommandLine(boot, context);
    const { architecture, kernel } = line?.machine ?? {};
    if (!line || !architecture) return;
    for (const entry of heeded(line)) {
      const address = addressOf(entry.reading, line);
      if (!address || address.value === 0n) continue;
      const at = entry.value.lastIndexOf('@', address.start);
      const span = spanOf(entry, { start: at, end: address.end });
      const fixes = rewriting(
        entry,
        entry.value.slice(0, at) + entry.value.slice(address.end),
        false,
      );
      const alignment = fixedAlignment(architecture, kernel);
      if (alignment !== undefined && address.value % alignment !== 0n) {
        yield {
          span,
          severity: 'error',
          message: `The address is no multiple of ${inUnits(alignment)}, as ${architecture} needs it: nothing is reserved.`,
          fixes,
        };
      } else if (!(architecture === 'x86_64' && config?.isOff('RELOCATABLE'))) {
        yield {
          span,
          message:
            'With a fixed address nothing is reserved if something else lies there; without one the kernel looks for a place.',
          fixes,
        };
      }
    }
  },
};

function addressOf(reading: Reading, { kernel }: CommandLine): Quantity | undefined {
  if (reading.refusal || reading.form === 'suffix') return undefined;
  if (reading.form === 'size') return reading.offset;
  const offset = offsetAfter(reading.text, reading.ranges.at(-1)?.end ?? 0, kernel);
  return offset && 'value' in offset ? offset : undefined;
}
