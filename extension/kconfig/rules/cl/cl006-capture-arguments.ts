import { argumentsNamed, type BootArguments } from '../../boot/boot-arguments';
import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import type { Architecture } from '../../model/architecture';
import type { Fix } from '../../model/finding';
import type { BootArgumentsRule } from '../rule';
import { listed } from '../settings-edits';

export const cl006: BootArgumentsRule = {
  id: 'CL006',
  title: 'Capture kernel without the usual arguments',
  severity: 'info',
  role: 'any',
  subject: 'boot-arguments',
  why: 'One processor is enough to save a dump, and each further one costs memory of the small area that `crashkernel=` reserved: `nr_cpus=1`, or `maxcpus=1` where the architecture does not support that well. The crashed kernel left its devices running: `reset_devices` tells drivers to reset them first.',
  evidence:
    'Documentation/admin-guide/kdump/kdump.rst, *Load the Dump-capture Kernel* (6.1 to 7.3): `1 irqpoll nr_cpus=1 reset_devices` (i386, x86_64), `1 maxcpus=1 noirqdistrib reset_devices` (ppc64), `1 nr_cpus=1 cgroup_disable=memory` (s390x), `1 maxcpus=1 reset_devices` (arm), `1 nr_cpus=1 reset_devices` (arm64). Debian and Fedora pass the like by default; Fedora gives ppc64le `nr_cpus=16`, so any number will do.',
  advice:
    'Add what the message names; on x86 `irqpoll` helps where interrupts are shared. Several processors are right where makedumpfile runs with `--num-threads`: then say `nr_cpus=N`. A kernel that is built without `SMP` needs no limit. The rule is silent where a variable may hold the rest.',
  examples: {
    bad: [
      {
        fileName: 'load-kdump.sh',
        text: 'kexec -p /boot/Image --reuse-cmdline --append="reset_devices"\n',
        architecture: 'arm64',
        fixed: 'kexec -p /boot/Image --reuse-cmdline --append="reset_devices nr_cpus=1"\n',
      },
      {
        fileName: 'load-kdump.sh',
        text: 'sudo /sbin/kexec --load-panic /boot/vmlinuz --initrd=/boot/kdump.img\n',
        fixed:
          'sudo /sbin/kexec --load-panic /boot/vmlinuz --initrd=/boot/kdump.img --append="maxcpus=1 reset_devices"\n',
      },
      {
        text: 'CONFIG_CMDLINE="console=ttyS0"\nCONFIG_CMDLINE_FORCE=y\n',
        role: 'capture',
        architecture: 'arm64',
        fixed: 'CONFIG_CMDLINE="console=ttyS0 nr_cpus=1 reset_devices"\nCONFIG_CMDLINE_FORCE=y\n',
      },
    ],
    good: [
      {
        fileName: 'load-kdump.sh',
        text: 'kexec -p /root/Image --reuse-cmdline --append="maxcpus=1 reset_devices"\n',
      },
      {
        fileName: 'load-kdump.sh',
        text: 'kexec -p /boot/vmlinuz --append="nr_cpus=4 irqpoll reset_devices root=/dev/sda1"\n',
        architecture: 'x86_64',
      },
      { fileName: 'load-kdump.sh', text: 'kexec -p /boot/vmlinuz --append="$APPEND"\n' },
      { fileName: 'reboot.sh', text: 'kexec -l /boot/vmlinuz --append="root=/dev/sda1"\n' },
      {
        fileName: 'load-kdump.sh',
        text: 'kexec -p /boot/image --append="nr_cpus=1 cgroup_disable=memory"\n',
        architecture: 's390x',
      },
      { text: 'CONFIG_CMDLINE="console=ttyS0"\n', role: 'capture' },
      {
        text: '# CONFIG_SMP is not set\nCONFIG_CMDLINE="reset_devices"\nCONFIG_CMDLINE_FORCE=y\n',
        role: 'capture',
      },
    ],
  },
  *check(boot, context, config) {
    if (boot.open || !isForCapture(boot, context)) return;
    const missing = missingArguments(boot, context.architecture?.value, config);
    if (missing.length === 0) return;
    const names = missing.map(({ argument }) => argument);
    const unless = boot.reusesRunning
      ? ', unless the running kernel has that on its own command line'
      : '';
    yield {
      span: boot.span,
      message: `The capture kernel gets no ${listed(names, 'and no')}${unless}: ${missing.map(({ effect }) => effect).join(', and ')}.`,
      fixes: additionOf(boot, names.join(' ')),
    };
  },
};

function isForCapture({ place }: BootArguments, { role }: Context): boolean {
  return place === 'kexec-append' || (place === 'cmdline' && role.value === 'capture');
}

interface Missing {
  readonly argument: string;
  /** What comes of it, without a full stop. */
  readonly effect: string;
}

function missingArguments(
  boot: BootArguments,
  architecture: Architecture | undefined,
  config: ConfigFile | undefined,
): Missing[] {
  const lacks = (name: string): boolean => argumentsNamed(boot, name).length === 0;
  const missing: Missing[] = [];
  const isLimited = config?.isOff('SMP') || !['nr_cpus', 'maxcpus', 'nosmp'].every(lacks);
  if (!isLimited) {
    missing.push({
      argument: limitOf(architecture),
      effect: 'it starts all processors and may run out of the little memory that it has',
    });
  }
  if (architecture !== 's390x' && lacks('reset_devices')) {
    missing.push({
      argument: 'reset_devices',
      effect: 'drivers may stumble over devices that the crashed kernel left running',
    });
  }
  return missing;
}

/** As kdump.rst advises; of `maxcpus` it says that it works everywhere. */
function limitOf(architecture: Architecture | undefined): string {
  const takesNumber: readonly (Architecture | undefined)[] = ['x86_64', 'i386', 'arm64', 's390x'];
  return takesNumber.includes(architecture) ? 'nr_cpus=1' : 'maxcpus=1';
}

function additionOf({ addition }: BootArguments, words: string): Fix[] {
  if (!addition) return [];
  const { at, before, after } = addition;
  const edit = { start: at, end: at, newText: before + words + after };
  return [{ title: `Add ${words}`, edits: [edit], preferred: true }];
}
