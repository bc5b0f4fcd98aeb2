import assert from 'node:assert/strict';
import {
  CANDIDATES_GLOB,
  classify,
  mayBeKnown,
} from '../../../../extension/kconfig/context/classify';

const KEXEC = 'CONFIG_KEXEC=y\n';
const FULL = '# Automatically generated file; DO NOT EDIT.\n';

describe('what a file is', () => {
  const FILES: readonly (readonly [string, string, string | undefined])[] = [
    ['.config', KEXEC, 'linux-config'],
    ['linux/.config.old', KEXEC, 'linux-config'],
    ['.config', '', 'linux-config'],
    ['arch/arm64/configs/defconfig', KEXEC, 'linux-config'],
    ['C:\\linux\\arch\\x86\\configs\\x86_64_defconfig', KEXEC, 'linux-config'],
    ['kernel/configs/debug.config', '# CONFIG_KEXEC is not set\n', 'linux-config'],
    ['/boot/config-6.1.0-50-amd64', KEXEC, 'linux-config'],
    ['config.amd64_none_amd64', KEXEC, 'linux-config'],
    ['target/linux/x86/config-6.6', KEXEC, 'linux-config'],
    ['recipes-kernel/linux/files/kdump.cfg', KEXEC, 'linux-config'],
    ['tools/testing/selftests/kexec/config', 'CONFIG_IMA=y\n', 'linux-config'],
    ['odd.config', '  CONFIG_KEXEC = y\n', 'linux-config'],
    ['saved', `${FULL}# Linux/x86 6.1.0 Kernel Configuration\n`, 'linux-config'],
    ['app.config', '<?xml version="1.0"?>\n<configuration>\n</configuration>\n', undefined],
    ['.git/config', '[core]\n\tbare = false\n', undefined],
    ['config', 'Host *\n  ForwardAgent no\n', undefined],
    ['app.config', 'CONFIG_DIR=/etc\nNAME=a\nPORT=1\nUSER=b\n', undefined],
    ['debug.config', '', undefined],
    ['config.json', KEXEC, undefined],
    ['webpack.config.js', 'CONFIG_KEXEC=y', undefined],
    ['prj.conf', 'CONFIG_DEBUG_INFO=y\n', undefined],
    ['notes.txt', KEXEC, undefined],

    ['.config', `${FULL}# Buildroot 2026.02 Configuration\nBR2_x86_64=y\n`, 'buildroot-config'],
    ['configs/pc_defconfig', 'BR2_x86_64=y\nBR2_PACKAGE_KEXEC=y\n', 'buildroot-config'],
    ['kexec.config', '# BR2_PACKAGE_KEXEC is not set\n', 'buildroot-config'],

    ['.config', `${FULL}# U-Boot 2025.01 Configuration\n`, 'u-boot-config'],
    ['configs/rpi_4_defconfig', 'CONFIG_ARM=y\nCONFIG_TEXT_BASE=0x80000\n', 'u-boot-config'],
    ['configs/a_defconfig', 'CONFIG_DEFAULT_DEVICE_TREE="a"\n', 'u-boot-config'],
    [
      'configs/a_defconfig',
      '#include "sandbox_defconfig"\n# CONFIG_NET is not set\n',
      'u-boot-config',
    ],
    ['configs/a_defconfig', 'CONFIG_USE_BOOTARGS=y\nCONFIG_BOOTARGS="quiet"\n', 'u-boot-config'],
    ['arch/arm64/configs/defconfig', 'CONFIG_EFI_CAPSULE_LOADER=y\n', 'linux-config'],

    ['.config', `${FULL}# Xen/x86 4.17.5 Configuration\nCONFIG_HVM=y\n`, 'other-config'],
    ['.config', `${FULL}# OpenWrt Configuration\nCONFIG_TARGET_x86=y\n`, 'other-config'],
    ['boards/a_defconfig', 'CONFIG_GPIO=y\nCONFIG_UART_CONSOLE=y\n', 'other-config'],
    ['busybox.config', 'CONFIG_FEATURE_LS_COLOR=y\nCONFIG_LS=y\n', 'other-config'],

    ['board/a/u-boot.fragment', 'CONFIG_USB=y\n', 'u-boot-config'],
    ['board/a/busybox.config', 'CONFIG_LS=y\n', 'other-config'],
    ['zephyr/boards/arm/a_defconfig', 'CONFIG_GPIO=y\n', 'other-config'],
    ['.config', `${FULL}# crosstool-NG 1.26.0 Configuration\nCT_A=y\nCT_B="b"\n`, undefined],
    ['.config', `${FULL}# uClibc-ng 1.0.45 C Library Configuration\nTARGET_arm=y\n`, undefined],
    ['saved', `${FULL}# Toybox Configuration\nCONFIG_LS=y\n`, 'other-config'],

    ['/etc/default/grub', 'GRUB_TIMEOUT=5\n', 'grub'],
    ['/etc/default/grub.d/kdump-tools.cfg', '', 'grub'],
    ['/boot/grub/grub.cfg', '', 'grub'],
    ['/etc/grub.d/40_custom', '#!/bin/sh\n', 'grub'],
    ['/boot/loader/entries/abc-6.1.0.conf', 'title a\n', 'grub'],
    ['grub', 'GRUB_CMDLINE_LINUX=""\n', 'grub'],
    ['grub', 'hello\n', undefined],

    ['/boot/extlinux/extlinux.conf', '', 'extlinux'],
    ['syslinux.cfg', '', 'extlinux'],
    ['isolinux/isolinux.cfg', '', 'extlinux'],
    ['tftp/pxelinux.cfg/default', '', 'extlinux'],

    ['arch/arm/boot/dts/a.dts', '', 'device-tree'],
    ['a.dtsi', '', 'device-tree'],
    ['a.dtso', '', 'device-tree'],
    ['a.dtb', '', undefined],

    ['load.sh', 'kexec -p /boot/vmlinuz\n', 'shell'],
    ['load.sh', 'echo kexecute\n', undefined],
    ['init.d/kdump', '#!/bin/sh\nkexec -p x\n', 'shell'],
    ['load', '#!/usr/bin/env bash\nkexec -l x\n', 'shell'],
    ['load', '#!/usr/bin/python3\nkexec\n', undefined],

    ['Kconfig', 'config A\n', 'kconfig'],
    ['kernel/Kconfig.kexec', '', 'kconfig'],
  ];

  for (const [name, text, kind] of FILES) {
    it(`${name} with ${JSON.stringify(text.slice(0, 40))} is ${kind ?? 'nothing that we know'}`, () => {
      assert.equal(classify(name, text), kind);
    });
  }

  it('is found among those whose names say that they may be known', () => {
    for (const [name, , kind] of FILES) {
      const isTold = !['saved', 'load', 'grub', 'init.d/kdump'].includes(name);
      if (kind !== undefined && kind !== 'kconfig' && isTold) assert.ok(mayBeKnown(name), name);
    }
    for (const name of ['main.c', 'README.md', 'vmlinux', 'Kconfig', 'config.h', 'tsconfig.json']) {
      assert.ok(!mayBeKnown(name), name);
    }
    assert.match(CANDIDATES_GLOB, /^\*\*\/\{.*\}$/);
  });
});
