import { distributionSizes, type DistributionSizes } from '../../crashkernel/distribution-sizes';
import { chooseRange } from '../../crashkernel/parse-crashkernel';
import type { Quantity } from '../../crashkernel/memparse';
import type { Reading } from '../../crashkernel/read-value';
import { defaultLowSize } from '../../crashkernel/kernel-behaviour';
import { forKernel, inUnits } from '../../crashkernel/sizes';
import type { BootArgumentsRule } from '../rule';
import {
  type CommandLine,
  heeded,
  kindOf,
  lastOf,
  readCommandLine,
  rewriting,
  spanOf,
} from './command-line';

export const ck010: BootArgumentsRule = {
  id: 'CK010',
  title: 'Less memory than distributions reserve',
  severity: 'info',
  role: 'system',
  subject: 'boot-arguments',
  why: 'The capture kernel runs in the reserved memory alone, with its initramfs and makedumpfile. Where it is too little, the dump ends in an out-of-memory kill. A small kernel made for the purpose does with less, so this is no more than a reference.',
  evidence:
    'Defaults of kdump-tools (Debian, Ubuntu) and kdump-utils (Fedora, RHEL): at least 192 MiB on x86_64, 256 MiB on arm64 (356 MiB with pages of 64 KiB), 384 MiB on ppc64le, 160 MiB on s390x; for arm and riscv there is no reference. Debian 12 itself wrote 128 MiB.',
  advice: 'Try it: crash a test machine and look whether the dump is complete. Else reserve more.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE="crashkernel=128M"\n',
        architecture: 'x86_64',
        fixed: 'CONFIG_CMDLINE="crashkernel=192M"\n',
      },
      { text: 'CONFIG_CMDLINE="crashkernel=384M-:128M"\n', architecture: 'x86_64' },
      { text: 'CONFIG_CMDLINE="crashkernel=192M"\n', architecture: 'arm64' },
      {
        text: 'CONFIG_ARM64_64K_PAGES=y\nCONFIG_CMDLINE="crashkernel=320M"\n',
        architecture: 'arm64',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=1G-4G:128M,4G-:256M\n',
        architecture: 'x86_64',
        memory: 2 * 2 ** 30,
      },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="crashkernel=512M"\n', architecture: 'x86_64' },
      { text: 'CONFIG_CMDLINE="crashkernel=512M"\n', architecture: 'arm64' },
      { text: 'CONFIG_CMDLINE="crashkernel=64M"\n', architecture: 'arm' },
      { text: 'CONFIG_CMDLINE="crashkernel=64M"\n' },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=1G-4G:128M,4G-:256M\n',
        architecture: 'x86_64',
        memory: 8 * 2 ** 30,
      },
      {
        text: 'CONFIG_CMDLINE="crashkernel=384M-1G:64M,1G-:192M"\n',
        architecture: 'x86_64',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=202M,high crashkernel=72M,low\n',
        architecture: 'x86_64',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=100M crashkernel=1G,cma\n',
        architecture: 'x86_64',
      },
    ],
  },
  *check(boot, context, config) {
    const line = readCommandLine(boot, context);
    const { architecture, memory } = line?.machine ?? {};
    const sizes = architecture && distributionSizes(architecture, config);
    if (!line || !sizes) return;
    // The rest of what it needs comes from there.
    if (lastOf(line, 'cma')) return;
    if (memory !== undefined && memory < sizes.from) return;
    for (const entry of heeded(line)) {
      const kind = kindOf(entry);
      if (kind === 'low' || kind === 'cma') continue;
      const more = kind === 'high' ? lowSize(line) : 0n;
      for (const size of judged(entry.reading, sizes, line)) {
        // Less than that is CK007's.
        if (size.value < 16n << 20n || size.value + more >= sizes.least) continue;
        const changed = `${entry.value.slice(0, size.start)}${forKernel(sizes.least - more)}${entry.value.slice(size.end)}`;
        yield {
          span: spanOf(entry, size),
          message: `${inUnits(size.value)}${more > 0n ? ` and ${inUnits(more)} below 4 GiB are` : ' is'} less than distributions reserve on ${architecture} (${inUnits(sizes.least)}): the capture kernel may run out of memory.`,
          fixes: rewriting(entry, changed, false),
        };
      }
    }
  },
};

/** Sizes that are for machines of which distributions say something. */
function judged(
  reading: Reading,
  { from }: DistributionSizes,
  { machine, kernel }: CommandLine,
): readonly Quantity[] {
  if (reading.form !== 'ranges') return reading.refusal || !reading.size ? [] : [reading.size];
  if (machine.memory !== undefined) {
    const outcome = chooseRange(reading, machine.memory, kernel);
    const chosen = outcome.kind === 'reserved' ? reading.ranges[outcome.chosen] : undefined;
    return chosen ? [chosen.size] : [];
  }
  return reading.ranges.filter(({ to }) => !to || to.value > from).map(({ size }) => size);
}

/** What is reserved below 4 GiB besides ,high. */
function lowSize(line: CommandLine): bigint {
  const { architecture, kernel } = line.machine;
  const { reading } = lastOf(line, 'low') ?? {};
  const asked = reading?.form === 'suffix' ? reading.size?.value : undefined;
  return asked ?? defaultLowSize(architecture, kernel);
}
