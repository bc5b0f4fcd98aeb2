import assert from 'node:assert/strict';
import { findHeader } from '../../../../extension/kconfig/context/header';

const GENERATED = '#\n# Automatically generated file; DO NOT EDIT.\n';

function known(text: string): string | undefined {
  const header = findHeader(text);
  if (!header) return undefined;
  return [header.project, header.architecture, header.version].filter((part) => part).join(' ');
}

describe('the header of a configuration', () => {
  const HEADERS: readonly (readonly [string, string | undefined])[] = [
    [`${GENERATED}# Linux/x86 6.1.192 Kernel Configuration\n#\n`, 'linux x86 6.1.192'],
    [
      `${GENERATED}# Linux/x86_64 5.14.0-427.el9.x86_64 Kernel Configuration\r\n`,
      'linux x86_64 5.14.0-427.el9.x86_64',
    ],
    [`${GENERATED}# Linux/arm64 7.3.0-rc7 Kernel Configuration\n`, 'linux arm64 7.3.0-rc7'],
    [
      `# x86_64\n${GENERATED}# Linux/x86_64 6.8.0-rc0 Kernel Configuration\n`,
      'linux x86_64 6.8.0-rc0',
    ],
    ['# Linux/riscv 6.12.0 Kernel Configuration\nCONFIG_64BIT=y\n', 'linux riscv 6.12.0'],
    [
      "#\n# Automatically generated make config: don't edit\n# Linux kernel version: 2.6.32\n# Thu Dec  3\n#\n",
      'linux 2.6.32',
    ],
    [`\ufeff${GENERATED}# Linux/x86 6.1.0 Kernel Configuration\n`, 'linux x86 6.1.0'],
    [`${GENERATED}# U-Boot 2025.01 Configuration\n`, 'u-boot 2025.01'],
    [`${GENERATED}# Buildroot 2026.08-rc1 Configuration\n`, 'buildroot 2026.08-rc1'],
    [
      "#\n# Automatically generated make config: don't edit\n# Busybox version: 1.36.1\n# Tue\n#\n",
      'other',
    ],
    [`${GENERATED}# Barebox/arm 2026.01.0 Configuration\n`, 'other'],
    [`${GENERATED}# OpenWrt Configuration\n`, 'other'],
    [`${GENERATED}# Xen/x86 4.17.5 Configuration\n`, 'other'],
    [`${GENERATED}# uClibc-ng 1.0.45 C Library Configuration\n`, 'other'],
    [`${GENERATED}# crosstool-NG 1.26.0 Configuration\n`, 'other'],
    [`${GENERATED}# Somebody's Own Project Configuration\n`, 'other'],
    ['# My Debug Configuration\nCONFIG_KEXEC=y\n', undefined],
    ['CONFIG_KEXEC=y\n# Linux/x86 6.1.0 Kernel Configuration\n', undefined],
    [`${'#\n'.repeat(2000)}# Linux/x86 6.1.0 Kernel Configuration\n`, undefined],
    ['', undefined],
  ];

  for (const [text, expected] of HEADERS) {
    it(`is ${expected ?? 'not there'}: ${JSON.stringify(text.slice(0, 90))}`, () => {
      assert.equal(known(text), expected);
    });
  }

  it('stands in one line', () => {
    const text = `${GENERATED}# Linux/x86 6.1.192 Kernel Configuration\r\n#\r\n`;
    const span = findHeader(text)?.span;
    assert.equal(text.slice(span?.start, span?.end), '# Linux/x86 6.1.192 Kernel Configuration');
  });
});
