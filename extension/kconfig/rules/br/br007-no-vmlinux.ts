import { fixBySetting } from '../../config/edits';
import type { ConfigRule } from '../rule';
import { hasLoader, hasPackage, kernelSymbols, KEXEC, MAKEDUMPFILE } from './packages';

const INSTALL = 'BR2_LINUX_KERNEL_INSTALL_TARGET';

export const br007: ConfigRule = {
  id: 'BR007',
  title: 'vmlinux is not kept',
  severity: 'hint',
  role: 'system',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'crash reads a dump only with the vmlinux of exactly that build. Buildroot’s `output/images` gets the image that boots; vmlinux stays in `output/build/linux-<version>` and is gone with the next `make clean`. And `kexec -p` needs a kernel image in the running system, which Buildroot puts there only when told so.',
  evidence:
    'Buildroot 2026.08: linux/linux.mk (`LINUX_IMAGE_NAME`, `LINUX_INSTALL_TARGET_CMDS`), linux/Config.in; support/testing/tests/package/test_kexec.py sets `BR2_LINUX_KERNEL_INSTALL_TARGET=y`.',
  advice:
    'Copy `output/build/linux-*/vmlinux` to where releases are kept, or let a post-image script do it. Set `BR2_LINUX_KERNEL_INSTALL_TARGET=y` (not with an initramfs as the only root file system) where kexec is to load the same kernel.',
  examples: {
    bad: [
      {
        text: 'BR2_aarch64=y\nBR2_LINUX_KERNEL=y\nBR2_PACKAGE_KEXEC=y\n',
      },
    ],
    good: [
      {
        text: 'BR2_aarch64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_VMLINUX=y\nBR2_PACKAGE_KEXEC=y\n',
      },
      { text: 'BR2_aarch64=y\nBR2_LINUX_KERNEL=y\n' },
      { text: 'BR2_aarch64=y\nBR2_PACKAGE_KEXEC=y\n' },
    ],
  },
  *check(config) {
    if (!hasPackage(config) || !config.isYes('BR2_LINUX_KERNEL')) return;
    if (config.isYes('BR2_LINUX_KERNEL_VMLINUX')) return;
    const needsImage =
      hasLoader(config) && !config.isYes(INSTALL) && !config.isYes('BR2_TARGET_ROOTFS_INITRAMFS');
    yield {
      span: config.anchor('BR2_LINUX_KERNEL', KEXEC, MAKEDUMPFILE),
      message: `crash needs the vmlinux of exactly this build, and the images folder does not get it: keep output/build/linux-*/vmlinux of each release.${
        needsImage
          ? ' kexec needs a kernel image in the target: BR2_LINUX_KERNEL_INSTALL_TARGET=y puts one into /boot.'
          : ''
      }`,
      fixes: needsImage
        ? [fixBySetting(config, INSTALL, 'y', { after: kernelSymbols(config), preferred: false })]
        : [],
    };
  },
};
