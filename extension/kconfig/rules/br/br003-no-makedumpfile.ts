import { fixBySetting } from '../../config/edits';
import type { ConfigRule } from '../rule';
import { hasLoader, isOffered, kernelSymbols, KEXEC, KEXEC_LITE, MAKEDUMPFILE } from './packages';
import { referencedKernel, wantsDumps } from './referenced-kernel';

export const br003: ConfigRule = {
  id: 'BR003',
  title: 'No makedumpfile in the capture image',
  severity: 'warning',
  role: 'capture',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'The capture kernel’s root file system has to save `/proc/vmcore`. makedumpfile leaves out free and user pages and compresses the rest; without it there is only `cp`, which writes as much as the machine has memory while the machine is down.',
  evidence:
    'Buildroot 2026.08: package/makedumpfile/Config.in. Documentation/admin-guide/kdump/kdump.rst, *Write Out the Dump File*.',
  advice:
    'Set `BR2_PACKAGE_MAKEDUMPFILE=y`; on small machines `cp /proc/vmcore` may be all that is needed, then turn the rule off. Where Buildroot has no makedumpfile for the architecture the rule is silent.',
  examples: {
    bad: [
      {
        text: 'BR2_aarch64=y\nBR2_PACKAGE_KEXEC=y\n',
        role: 'capture',
        fixed: 'BR2_aarch64=y\nBR2_PACKAGE_KEXEC=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
      },
      { text: 'BR2_x86_64=y\n# BR2_PACKAGE_MAKEDUMPFILE is not set\n', role: 'both' },
    ],
    good: [
      { text: 'BR2_aarch64=y\nBR2_PACKAGE_KEXEC=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n', role: 'capture' },
      { text: 'BR2_riscv=y\nBR2_PACKAGE_KEXEC=y\n', role: 'capture' },
      { text: 'BR2_aarch64=y\nBR2_PACKAGE_KEXEC=y\n', role: 'system' },
    ],
  },
  *check(config, context) {
    if (config.isYes(MAKEDUMPFILE) || isOffered(MAKEDUMPFILE, config, context) === false) return;
    const isSure = context.role.declared || wantsDumps(referencedKernel(config, context));
    if (!isSure && !hasLoader(config)) return;
    yield {
      span: config.anchor(MAKEDUMPFILE, KEXEC, KEXEC_LITE, 'BR2_LINUX_KERNEL'),
      // kexec alone may be there for a fast reboot.
      severity: isSure ? 'warning' : 'info',
      message:
        'makedumpfile is not in the image: the capture kernel can only copy /proc/vmcore whole, as large as the machine’s memory. Set BR2_PACKAGE_MAKEDUMPFILE=y.',
      fixes: [
        fixBySetting(config, MAKEDUMPFILE, 'y', {
          after: [...kernelSymbols(config), KEXEC, 'BR2_PACKAGE_KEXEC_ZLIB'],
        }),
      ],
    };
  },
};
