import { fixBySetting } from '../../config/edits';
import type { ConfigRule } from '../rule';
import { hasLoader, isOffered, kernelSymbols, KEXEC, MAKEDUMPFILE } from './packages';
import { referencedKernel, wantsDumps } from './referenced-kernel';

export const br001: ConfigRule = {
  id: 'BR001',
  title: 'No kexec in the image',
  severity: 'warning',
  role: 'system',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'The system kernel gets its capture kernel from `kexec -p`, in the running system. Without kexec-tools (or kexec-lite on powerpc) in the image nobody arms kdump, and a crash leaves nothing.',
  evidence:
    'Buildroot 2026.08: package/kexec/Config.in, package/kexec-lite/Config.in; petitboot selects one of them. Documentation/admin-guide/kdump/kdump.rst, *Load the Dump-capture Kernel*.',
  advice:
    'Set `BR2_PACKAGE_KEXEC=y`. Where an overlay brings a kexec along, turn this rule off. It speaks up only where something shows that dumps are wanted: the role was declared, makedumpfile is on, or the kernel’s own configuration sets both a kexec call and `CRASH_DUMP`.',
  examples: {
    bad: [
      {
        text: 'BR2_aarch64=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
        role: 'system',
        fixed: 'BR2_aarch64=y\nBR2_PACKAGE_MAKEDUMPFILE=y\nBR2_PACKAGE_KEXEC=y\n',
      },
      {
        text: 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\n# BR2_PACKAGE_KEXEC is not set\n',
        role: 'system',
        fixed: 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\nBR2_PACKAGE_KEXEC=y\n',
      },
      {
        text: 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="board/acme/kdump.fragment"\n',
        referenced: { 'board/acme/kdump.fragment': 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n' },
      },
    ],
    good: [
      { text: 'BR2_aarch64=y\nBR2_PACKAGE_KEXEC=y\n', role: 'system' },
      { text: 'BR2_powerpc64=y\nBR2_PACKAGE_KEXEC_LITE=y\n', role: 'system' },
      { text: 'BR2_aarch64=y\nBR2_LINUX_KERNEL=y\n' },
      { text: 'BR2_xtensa=y\nBR2_LINUX_KERNEL=y\n', role: 'system' },
    ],
  },
  *check(config, context) {
    if (hasLoader(config) || isOffered(KEXEC, config, context) === false) return;
    const kernel = referencedKernel(config, context);
    const { declared } = context.role;
    const isSure = declared || wantsDumps(kernel);
    if (!isSure && !config.isYes(MAKEDUMPFILE)) return;
    yield {
      span: config.anchor(
        KEXEC,
        MAKEDUMPFILE,
        'BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES',
        'BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE',
        'BR2_LINUX_KERNEL',
      ),
      // With makedumpfile alone it may as well be the image of the capture kernel.
      severity: isSure ? 'warning' : 'info',
      message:
        'kexec is not in the image: nothing loads a capture kernel, so that a crash of this system leaves no dump. Set BR2_PACKAGE_KEXEC=y.',
      fixes: [
        fixBySetting(config, KEXEC, 'y', {
          after: kernelSymbols(config),
          preferred: declared,
        }),
      ],
    };
  },
};
