import assert from 'node:assert/strict';
import { readConfig } from '../../../../extension/kconfig/config/read-config';
import {
  buildrootArchitecture,
  buildrootKernel,
  kernelConfigPaths,
  referencesOf,
} from '../../../../extension/kconfig/context/buildroot-config';

function kernel(...lines: readonly string[]): string | undefined {
  const found = buildrootKernel(readConfig(['BR2_LINUX_KERNEL=y', ...lines, ''].join('\n'), ''));
  return found?.value.parts.join('.');
}

const GIT = (tag: string) => [
  'BR2_LINUX_KERNEL_CUSTOM_GIT=y',
  `BR2_LINUX_KERNEL_CUSTOM_REPO_VERSION="${tag}"`,
];
const TARBALL = (location: string) => [
  'BR2_LINUX_KERNEL_CUSTOM_TARBALL=y',
  `BR2_LINUX_KERNEL_CUSTOM_TARBALL_LOCATION="${location}"`,
];
const SERIES = 'BR2_PACKAGE_HOST_LINUX_HEADERS_CUSTOM_6_12=y';

describe('the kernel of a Buildroot configuration', () => {
  const cases: readonly [string, readonly string[], string | undefined][] = [
    [
      'a version',
      ['BR2_LINUX_KERNEL_CUSTOM_VERSION=y', 'BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="6.18.7"'],
      '6.18.7',
    ],
    ['the outcome in a complete file', ['BR2_LINUX_KERNEL_VERSION="7.1.9"'], '7.1.9'],
    [
      'an outcome that is a commit',
      ['BR2_LINUX_KERNEL_VERSION="4470b050"', ...GIT('4470b050')],
      undefined,
    ],
    ['a tag', GIT('v6.6.1'), '6.6.1'],
    ['a commit', GIT('6120b0506f2b1c3d'), undefined],
    ['a commit and the series of the headers', [...GIT('e9b70672e21c'), SERIES], '6.12'],
    ['a vendor’s tag', GIT('lf-6.18.20-2.0.0'), '6.18.20'],
    ['a vendor’s tag with a v', GIT('xlnx_rebase_v6.18_LTS_2026.1'), '6.18'],
    ['a vendor’s own number', GIT('linux4sam_6.1'), undefined],
    ['a year', GIT('v2024.1'), undefined],
    ['a release of kernel.org', TARBALL('https://kernel.example/linux-6.1.15.tar.xz'), '6.1.15'],
    [
      'a tarball of a commit',
      TARBALL('$(call github,acme,linux,21b41014)/linux-21b41014.tar.gz'),
      undefined,
    ],
    [
      'a tarball of a vendor’s tag',
      TARBALL('$(call github,acme,linux,v6.0.y-acme)/linux-v6.0.y-acme.tar.gz'),
      '6.0',
    ],
    [
      'headers that are not the kernel’s',
      [...GIT('e9b70672e21c'), SERIES, 'BR2_KERNEL_HEADERS_VERSION=y'],
      undefined,
    ],
    [
      'a toolchain from outside',
      [...GIT('e9b70672e21c'), SERIES, 'BR2_TOOLCHAIN_EXTERNAL=y'],
      undefined,
    ],
    ['the latest of a tree that is not here', [], undefined],
  ];
  for (const [name, lines, expected] of cases) {
    it(`${name}: ${expected ?? 'not known'}`, () => {
      assert.equal(kernel(...lines), expected);
    });
  }

  it('is the latest of the tree where no other is chosen', () => {
    const latest = new Map([['BR2_LINUX_KERNEL_LATEST_VERSION', '7.1.9']]);
    const text = (line: string) => readConfig(`${line}\n`, '');
    assert.equal(buildrootKernel(text('BR2_LINUX_KERNEL=y'), latest)?.value.text, '7.1.9');
    assert.equal(buildrootKernel(text('BR2_x86_64=y'), latest), undefined);
    assert.equal(buildrootKernel(text('# BR2_LINUX_KERNEL is not set'), latest), undefined);
  });
});

describe('what a Buildroot configuration names', () => {
  it('is told apart by project', () => {
    const text = `BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="a/linux.config"
BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="a/x b/y"
BR2_TARGET_UBOOT_CONFIG_FRAGMENT_FILES="a/uboot"
BR2_PACKAGE_BUSYBOX_CONFIG="a/busybox"
BR2_PACKAGE_RPI_FIRMWARE_CONFIG_FILE="a/config.txt"
BR2_LINUX_KERNEL_LICENSE_FILES="COPYING"
`;
    assert.deepEqual(
      referencesOf(readConfig(text, '')).map(({ path, kind }) => `${path} ${kind}`),
      [
        'a/linux.config linux-config',
        'a/x linux-config',
        'b/y linux-config',
        'a/uboot u-boot-config',
        'a/busybox other-config',
      ],
    );
  });

  it('has no kernel file where a defconfig of the kernel is used', () => {
    const text = `BR2_LINUX_KERNEL_USE_ARCH_DEFAULT_CONFIG=y
BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="stale"
BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="a"
`;
    assert.deepEqual(kernelConfigPaths(readConfig(text, '')), {
      file: undefined,
      fragments: ['a'],
    });
  });
});

describe('the machine of a Buildroot configuration', () => {
  const machine = (text: string) => buildrootArchitecture(readConfig(text, ''))?.value;

  it('is one of ours, or another', () => {
    assert.equal(machine('BR2_aarch64=y\n'), 'arm64');
    assert.equal(machine('BR2_riscv=y\n'), 'riscv64');
    assert.equal(machine('BR2_riscv=y\nBR2_RISCV_32=y\n'), 'riscv32');
    assert.equal(machine('BR2_mipsel=y\n'), 'mips32');
    assert.equal(machine('BR2_xtensa=y\n'), 'other');
    assert.equal(machine('BR2_LINUX_KERNEL=y\n'), undefined);
  });
});
