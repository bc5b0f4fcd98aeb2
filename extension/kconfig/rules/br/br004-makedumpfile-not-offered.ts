import { removeLine } from '../../config/edits';
import { buildrootTarget } from '../../context/buildroot-config';
import type { ConfigRule } from '../rule';
import { isOffered, MAKEDUMPFILE, targetName } from './packages';

export const br004: ConfigRule = {
  id: 'BR004',
  title: 'makedumpfile is not offered for the architecture',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'Buildroot offers makedumpfile for some architectures only. For others Kconfig drops the line without a word, and the image has no makedumpfile.',
  evidence:
    'Buildroot 2026.08: package/makedumpfile/Config.in, `BR2_PACKAGE_MAKEDUMPFILE_ARCH_SUPPORTS`: aarch64, arm, i386, x86_64, mips64, powerpc, s390x and sparc64. makedumpfile itself has had riscv64 since 1.7.4 and loongarch64 since 1.7.2. Where the tree is in the workspace its own list counts.',
  advice:
    'Save `/proc/vmcore` with `cp`, or add the architecture to the package (in a tree of your own, for riscv64 and loongarch64 that is all).',
  examples: {
    bad: [
      { text: 'BR2_riscv=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n' },
      { text: 'BR2_mipsel=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n' },
    ],
    good: [
      { text: 'BR2_aarch64=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n' },
      { text: 'BR2_mips64el=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n' },
      { text: 'BR2_PACKAGE_MAKEDUMPFILE=y\n' },
      {
        text: 'BR2_riscv=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
        referenced: {
          'package/makedumpfile/Config.in':
            'config BR2_PACKAGE_MAKEDUMPFILE_ARCH_SUPPORTS\n\tbool\n\tdefault y if BR2_aarch64\n\tdefault y if BR2_riscv\n',
        },
      },
    ],
  },
  *check(config, context) {
    const line = config.line(MAKEDUMPFILE);
    if (!line || !config.isYes(MAKEDUMPFILE)) return;
    if (isOffered(MAKEDUMPFILE, config, context) !== false) return;
    const target = config.line(buildrootTarget(config) ?? '');
    yield {
      span: line.span,
      message: `Buildroot has no makedumpfile for ${targetName(config) ?? 'this architecture'}: this line is dropped, and the image can only copy /proc/vmcore whole.`,
      fixes: [
        {
          title: `Remove ${MAKEDUMPFILE}=y`,
          edits: [removeLine(config, line)],
          preferred: false,
        },
      ],
      related: target ? [{ span: target.span, message: 'The architecture.' }] : [],
    };
  },
};
