import { argumentsNamed, type BootArguments } from '../../boot/boot-arguments';
import type { Context } from '../../context/context';
import type { BootArgumentsRule } from '../rule';

export const cl005: BootArgumentsRule = {
  id: 'CL005',
  title: 'crashkernel= for the capture kernel',
  severity: 'warning',
  role: 'any',
  subject: 'boot-arguments',
  why: 'The capture kernel has little more memory than what `crashkernel=` reserved for it. If it gets a `crashkernel=` too, it sets a part of that aside for a capture kernel of its own, and may run out of memory before the dump is saved.',
  evidence:
    'kexec-tools takes `crashkernel=` out of what `--reuse-cmdline` passes to a kernel for `-p` (`get_command_line()` in kexec/kexec.c; all of several since 2.0.32), Debian’s kdump-config and Fedora’s kdumpctl take it out of /proc/cmdline. What `--append` gives and what is built in nobody takes out.',
  advice: 'Remove it. It belongs on the command line of the system kernel.',
  examples: {
    bad: [
      {
        fileName: 'load-kdump.sh',
        text: 'kexec -p /boot/Image --append="nr_cpus=1 crashkernel=256M reset_devices"\n',
        fixed: 'kexec -p /boot/Image --append="nr_cpus=1 reset_devices"\n',
      },
      {
        text: 'CONFIG_CMDLINE="crashkernel=64M@16M quiet"\n',
        role: 'capture',
        fixed: 'CONFIG_CMDLINE="quiet"\n',
      },
    ],
    good: [
      {
        fileName: 'load-kdump.sh',
        text: 'kexec -p /boot/Image --reuse-cmdline --append="nr_cpus=1 reset_devices"\n',
      },
      {
        fileName: 'reboot.sh',
        text: 'kexec -l /boot/Image --append="root=/dev/vda1 crashkernel=256M"\n',
      },
      { text: 'CONFIG_CMDLINE="crashkernel=256M"\n', role: 'both' },
      { text: 'CONFIG_CMDLINE="quiet"\n', role: 'capture' },
    ],
  },
  *check(boot, context) {
    if (!isForCapture(boot, context)) return;
    for (const { span, removal } of argumentsNamed(boot, 'crashkernel')) {
      yield {
        span,
        message:
          'crashkernel= makes the capture kernel set memory aside for a capture kernel of its own: it may run out of memory before the dump is saved.',
        fixes: removal
          ? [
              {
                title: 'Remove crashkernel=',
                edits: [{ ...removal, newText: '' }],
                preferred: true,
              },
            ]
          : [],
      };
    }
  },
};

function isForCapture({ place }: BootArguments, { role }: Context): boolean {
  return place === 'kexec-append' || (place === 'cmdline' && role.value === 'capture');
}
