import type { ConfigFile } from '../../config/config-file';
import { fixBySetting } from '../../config/edits';
import { buildrootTarget } from '../../context/buildroot-config';
import type { ConfigRule } from '../rule';
import { KEXEC } from './packages';

const ZLIB = 'BR2_PACKAGE_KEXEC_ZLIB';

export const br002: ConfigRule = {
  id: 'BR002',
  title: 'kexec without zlib',
  severity: 'info',
  role: 'system',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'Buildroot builds kexec-tools with `--without-zlib` unless it is told otherwise. Such a kexec does not unpack kernels that are compressed with gzip as a whole (`Image.gz`, `vmlinux.gz`, a uImage with gzip inside) and says `Cannot determine the file type`. Images that unpack themselves (`bzImage`, `zImage`) and bare ones (`Image`, `vmlinux`) need no zlib.',
  evidence:
    'Buildroot 2026.08: package/kexec/kexec.mk. kexec-tools 2.0.32: `slurp_decompress_file()` in kexec/kexec.c, kexec/zlib.c, kexec/kexec-uImage.c. Support for xz comes by itself with `BR2_PACKAGE_XZ`.',
  advice:
    'Set `BR2_PACKAGE_KEXEC_ZLIB=y`, or load an image that is not compressed. It is a `warning` where the file itself asks for `Image.gz`; where it asks for an image that needs no zlib the rule is silent.',
  examples: {
    bad: [
      {
        text: 'BR2_aarch64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_IMAGEGZ=y\nBR2_PACKAGE_KEXEC=y\n',
        fixed:
          'BR2_aarch64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_IMAGEGZ=y\nBR2_PACKAGE_KEXEC=y\nBR2_PACKAGE_KEXEC_ZLIB=y\n',
      },
      {
        text: 'BR2_PACKAGE_KEXEC=y\n',
        fixed: 'BR2_PACKAGE_KEXEC=y\nBR2_PACKAGE_KEXEC_ZLIB=y\n',
      },
    ],
    good: [
      { text: 'BR2_PACKAGE_KEXEC=y\nBR2_PACKAGE_KEXEC_ZLIB=y\n' },
      { text: 'BR2_aarch64=y\nBR2_LINUX_KERNEL=y\nBR2_PACKAGE_KEXEC=y\n' },
      {
        text: 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_BZIMAGE=y\nBR2_PACKAGE_KEXEC=y\n',
      },
    ],
  },
  *check(config) {
    const line = config.line(KEXEC);
    if (!line || !config.isYes(KEXEC) || config.isYes(ZLIB)) return;
    const isGzip = config.isYes('BR2_LINUX_KERNEL_IMAGEGZ');
    if (!isGzip && isPlainImage(config)) return;
    yield {
      span: (config.line(ZLIB) ?? line).span,
      severity: isGzip ? 'warning' : 'info',
      message: isGzip
        ? 'kexec is built without zlib: it cannot load Image.gz, the kernel that is built here. Set BR2_PACKAGE_KEXEC_ZLIB=y.'
        : 'kexec is built without zlib: it cannot load kernels that are compressed with gzip (Image.gz, vmlinux.gz, a uImage with gzip inside). Set BR2_PACKAGE_KEXEC_ZLIB=y where there may be some.',
      fixes: [fixBySetting(config, ZLIB, 'y', { after: [KEXEC] })],
    };
  },
};

/** Formats that kexec loads as they are. */
const PLAIN =
  /^BR2_LINUX_KERNEL_(BZIMAGE|(APPENDED_)?ZIMAGE|ZIMAGE_EPAPR|IMAGE|VMLINUX(_BIN|_EFI)?|VMLINUZ(_BIN)?)$/;
const ANY =
  /^BR2_LINUX_KERNEL_(\w*UIMAGE|\w*ZIMAGE\w*|IMAGE(GZ|_TARGET_CUSTOM)?|SIMPLEIMAGE|LINUX_BIN|VMLINU[XZ]\w*)$/;

/** Targets whose default format is a plain one (linux/Config.in); on others it is a uImage. */
const PLAIN_BY_DEFAULT = /^BR2_(arm|armeb|aarch64|aarch64_be|riscv|i386|x86_64|s390x|loongarch64)$/;

function isPlainImage(config: ConfigFile): boolean {
  if (!config.isYes('BR2_LINUX_KERNEL')) return false;
  const formats = config.lines.flatMap((line) =>
    line.kind === 'assignment' && line.value.startsWith('y') && ANY.test(line.symbol)
      ? line.symbol
      : [],
  );
  const chosen = formats.at(-1);
  if (chosen !== undefined) return PLAIN.test(chosen);
  return PLAIN_BY_DEFAULT.test(buildrootTarget(config) ?? '');
}
