import type { ConfigFile } from '../../config/config-file';
import type { Assignment } from '../../config/config-line';
import { isAtLeast, parseVersion } from '../../model/version';
import type { ConfigRule } from '../rule';
import { KEXEC } from './packages';

export const br008: ConfigRule = {
  id: 'BR008',
  title: 'The toolchain’s kernel headers are too old for kexec',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'kexec-tools calls memfd_create(), which the kernel headers of the toolchain have since 3.17. With older ones Kconfig drops the package without a word.',
  evidence:
    'Buildroot 2026.08: `depends on BR2_TOOLCHAIN_HEADERS_AT_LEAST_3_17` in package/kexec/Config.in. Only a file that says which headers it has is looked at.',
  advice:
    'Take a newer toolchain. Where the headers are newer than the file says, correct the line: Buildroot goes by it.',
  examples: {
    bad: [
      {
        text: 'BR2_TOOLCHAIN_EXTERNAL=y\nBR2_TOOLCHAIN_EXTERNAL_HEADERS_3_10=y\nBR2_PACKAGE_KEXEC=y\n',
      },
      {
        text: 'BR2_PACKAGE_HOST_LINUX_HEADERS_CUSTOM_REALLY_OLD=y\nBR2_PACKAGE_KEXEC=y\n',
      },
    ],
    good: [
      {
        text: 'BR2_TOOLCHAIN_EXTERNAL=y\nBR2_TOOLCHAIN_EXTERNAL_HEADERS_3_17=y\nBR2_PACKAGE_KEXEC=y\n',
      },
      { text: 'BR2_PACKAGE_HOST_LINUX_HEADERS_CUSTOM_6_12=y\nBR2_PACKAGE_KEXEC=y\n' },
      { text: 'BR2_PACKAGE_KEXEC=y\n' },
    ],
  },
  *check(config) {
    const line = config.line(KEXEC);
    const headers = line && config.isYes(KEXEC) ? oldHeaders(config) : undefined;
    if (!line || !headers) return;
    const { symbol, span } = headers;
    yield {
      span: line.span,
      message: `kexec needs kernel headers of 3.17 or later, and ${symbol} says that the toolchain’s are older: this line is dropped, and the image has no kexec.`,
      related: [{ span, message: 'The headers.' }],
    };
  },
};

const HEADERS =
  /^BR2_(?:TOOLCHAIN_EXTERNAL_HEADERS|PACKAGE_HOST_LINUX_HEADERS_CUSTOM|KERNEL_HEADERS)_(\d+_\d+|REALLY_OLD)$/;

/** The line that says so. */
function oldHeaders(config: ConfigFile): Assignment | undefined {
  return config.lines.find((line): line is Assignment => {
    if (line.kind !== 'assignment' || !config.isYes(line.symbol)) return false;
    const series = HEADERS.exec(line.symbol)?.[1];
    if (series === undefined) return false;
    const version = parseVersion(series.replace('_', '.'));
    return !version || !isAtLeast(version, '3.17');
  });
}
