import assert from 'node:assert/strict';
import type { Surroundings } from '../../../../extension/kconfig/context/settings';
import { gatherSurroundings } from '../../../../extension/kconfig/context/surroundings';
import { rememberedWorkspace } from '../../../../extension/kconfig/context/remembered-workspace';
import { MemoryWorkspace } from './memory-workspace';

const LINUX_MAKEFILE = `# SPDX-License-Identifier: GPL-2.0
VERSION = 6
PATCHLEVEL = 12
SUBLEVEL = 0
EXTRAVERSION = -rc7
NAME = Baby Opossum Posse
`;
const LINUX = {
  '/w/linux/Makefile': LINUX_MAKEFILE,
  '/w/linux/Kconfig': 'mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"\n',
};
const U_BOOT = {
  '/w/u-boot/Makefile': 'VERSION = 2025\nPATCHLEVEL = 01\nSUBLEVEL =\nEXTRAVERSION =\n',
  '/w/u-boot/Kconfig': 'mainmenu "U-Boot $(UBOOTVERSION) Configuration"\n',
};
const BUILDROOT = {
  '/w/br/Makefile': 'export BR2_VERSION := 2026.08\n',
  '/w/br/linux/Config.in':
    'config BR2_LINUX_KERNEL_VERSION\n\tstring\n\tdefault "7.1.9" if BR2_LINUX_KERNEL_LATEST_VERSION\n\tdefault "5.10.254-cip72" if BR2_LINUX_KERNEL_LATEST_CIP_VERSION\n',
  '/w/br/package/makedumpfile/makedumpfile.mk': '#\nMAKEDUMPFILE_VERSION = 1.7.8\n',
  '/w/br/package/kexec/kexec.mk': '#\nKEXEC_VERSION = 2.0.32\n',
  '/w/br/package/kexec/Config.in': 'config BR2_PACKAGE_KEXEC_ARCH_SUPPORTS\n',
};

const FRAGMENT = 'CONFIG_KEXEC=y\n';

function gather(
  path: string,
  text: string,
  files: Readonly<Record<string, string>>,
  root?: string,
): Promise<Surroundings> {
  return gatherSurroundings(path, text, new MemoryWorkspace({ ...files, [path]: text }, root));
}

/** `6.12.0-rc7 (the Makefile of the kernel tree)` */
function kernelOf({ kernel }: Surroundings): string | undefined {
  return kernel && `${kernel.value.text} (${kernel.source})`;
}

describe('a file in a kernel tree', () => {
  it('is for the kernel of its Makefile', async () => {
    for (const path of ['arch/arm64/configs/defconfig', 'kernel/configs/debug.config', '.config']) {
      const found = await gather(`/w/linux/${path}`, FRAGMENT, LINUX);
      assert.equal(kernelOf(found), '6.12.0-rc7 (the Makefile of the kernel tree)');
      assert.deepEqual(found.kernel?.value.parts, [6, 12, 0]);
    }
  });

  it('needs no content that tells', async () => {
    const found = await gather('/w/linux/arch/arm/boot/dts/a.dts', '/ { };', LINUX);
    assert.equal(found.kernel?.value.text, '6.12.0-rc7');
  });

  it('is found by the nearest tree', async () => {
    const files = {
      ...LINUX,
      '/w/Makefile': 'VERSION = 1\nPATCHLEVEL = 2\n',
      '/w/Kconfig': 'mainmenu "Linux"',
    };
    assert.equal(
      (await gather('/w/linux/.config', FRAGMENT, files)).kernel?.value.text,
      '6.12.0-rc7',
    );
  });

  it('is not one where the Makefile is another’s', async () => {
    for (const makefile of ['all:\n\tcc\n', 'VERSION = 6\n', 'VERSION = x\nPATCHLEVEL = 1\n']) {
      assert.deepEqual(
        await gather('/w/linux/.config', FRAGMENT, { ...LINUX, '/w/linux/Makefile': makefile }),
        {},
      );
    }
  });
});

describe('a file in a U-Boot tree', () => {
  it('is U-Boot’s', async () => {
    assert.deepEqual(await gather('/w/u-boot/configs/acme_defconfig', 'CONFIG_ARM=y\n', U_BOOT), {
      kind: 'u-boot-config',
    });
  });
});

describe('a Buildroot configuration', () => {
  const text = `BR2_aarch64=y
BR2_LINUX_KERNEL=y
BR2_LINUX_KERNEL_CUSTOM_VERSION=y
BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="6.1.177"
BR2_LINUX_KERNEL_USE_CUSTOM_CONFIG=y
BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="board/acme/linux.config"
BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="board/acme/a.fragment  $(TOPDIR)/board/acme/b.fragment board/gone"
BR2_PACKAGE_BUSYBOX_CONFIG_FRAGMENT_FILES="board/acme/busybox.fragment"
`;
  const files = {
    ...BUILDROOT,
    '/w/br/board/acme/linux.config': 'CONFIG_A=y\n',
    '/w/br/board/acme/a.fragment': 'CONFIG_B=y\n',
    '/w/br/board/acme/b.fragment': 'CONFIG_C=y\n',
  };

  it('knows its kernel, its machine, its tools and what it names', async () => {
    const found = await gather('/w/br/configs/acme_defconfig', text, files);
    assert.equal(kernelOf(found), '6.1.177 (BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE)');
    assert.equal(found.architecture?.value, 'arm64');
    assert.equal(found.tools?.makedumpfile?.text, '1.7.8');
    assert.equal(found.tools?.kexec?.text, '2.0.32');
    assert.deepEqual(Object.fromEntries(found.referenced ?? []), {
      'board/acme/linux.config': 'CONFIG_A=y\n',
      'board/acme/a.fragment': 'CONFIG_B=y\n',
      '$(TOPDIR)/board/acme/b.fragment': 'CONFIG_C=y\n',
      'package/kexec/Config.in': 'config BR2_PACKAGE_KEXEC_ARCH_SUPPORTS\n',
    });
  });

  it('gets the tree’s latest kernel where it names none', async () => {
    const latest = await gather('/w/br/.config', 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\n', BUILDROOT);
    assert.equal(latest.kernel?.value.text, '7.1.9');
    const cip = 'BR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_LATEST_CIP_VERSION=y\n';
    assert.deepEqual(
      (await gather('/w/br/.config', cip, BUILDROOT)).kernel?.value.parts,
      [5, 10, 254],
    );
  });

  it('in a tree of its own starts from there, and from the Buildroot beside it', async () => {
    const external = {
      ...files,
      '/w/acme/external.desc': 'name: ACME\ndesc: our boards\n',
      '/w/acme/board/linux.config': 'CONFIG_D=y\n',
    };
    const own = `BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="$(BR2_EXTERNAL_ACME_PATH)/board/linux.config"
BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="board/acme/a.fragment $(BR2_EXTERNAL_OTHER_PATH)/board/linux.config"
`;
    const beside = Object.fromEntries(
      Object.entries(external).map(([path, content]) => [
        path.replace('/w/br/', '/w/buildroot/'),
        content,
      ]),
    );
    const found = await gather('/w/acme/configs/acme_defconfig', own, beside);
    assert.deepEqual(
      [...(found.referenced?.keys() ?? [])],
      [
        '$(BR2_EXTERNAL_ACME_PATH)/board/linux.config',
        'board/acme/a.fragment',
        'package/kexec/Config.in',
      ],
    );
    assert.equal(found.tools?.kexec?.text, '2.0.32');
  });
});

describe('a file that Buildroot configurations name', () => {
  const names = (version: string, target = 'BR2_arm') =>
    `${target}=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_CUSTOM_VERSION=y\nBR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="${version}"\nBR2_LINUX_KERNEL_USE_CUSTOM_CONFIG=y\nBR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="board/acme/linux.config"\n`;

  it('is for the kernel and the machine of that configuration', async () => {
    const found = await gather('/w/br/board/acme/linux.config', FRAGMENT, {
      ...BUILDROOT,
      '/w/br/configs/other_defconfig': 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\n',
      '/w/br/configs/acme_defconfig': names('6.1.177'),
    });
    assert.equal(found.kind, 'linux-config');
    assert.equal(kernelOf(found), '6.1.177 (configs/acme_defconfig)');
    assert.equal(found.architecture?.value, 'arm');
  });

  it('is for the oldest of several kernels, and for no machine where they differ', async () => {
    const found = await gather('/w/br/board/acme/linux.config', FRAGMENT, {
      ...BUILDROOT,
      '/w/br/configs/a_defconfig': names('6.12.3'),
      '/w/br/configs/b_defconfig': names('5.15.211', 'BR2_aarch64'),
      '/w/br/configs/c_defconfig': names('6.1.1').replace('CUSTOM_VERSION=y', 'CUSTOM_GIT=y'),
    });
    assert.equal(kernelOf(found), '5.15.211 (configs/b_defconfig, the oldest of 3)');
    assert.equal(found.architecture, undefined);
  });

  it('is whose the symbol says', async () => {
    const files = {
      ...BUILDROOT,
      '/w/br/configs/acme_defconfig':
        'BR2_PACKAGE_BUSYBOX_CONFIG_FRAGMENT_FILES="board/acme/tiny.config"\nBR2_TARGET_UBOOT_CONFIG_FRAGMENT_FILES="board/acme/boot.fragment"\n',
    };
    const kind = async (path: string) => (await gather(path, 'CONFIG_FOO=y\n', files)).kind;
    assert.equal(await kind('/w/br/board/acme/tiny.config'), 'other-config');
    assert.equal(await kind('/w/br/board/acme/boot.fragment'), 'u-boot-config');
  });

  it('that none names is whose its name says', async () => {
    const kind = async (path: string) => (await gather(path, 'CONFIG_FOO=y\n', BUILDROOT)).kind;
    assert.equal(await kind('/w/br/board/acme/busybox.fragment'), 'other-config');
    assert.equal(await kind('/w/br/board/acme/uboot.fragment'), 'u-boot-config');
    assert.equal(await kind('/w/br/board/acme/uboot/debug.config'), 'u-boot-config');
    assert.equal(await kind('/w/br/board/acme/linux-5.10.config'), 'linux-config');
    assert.equal(await kind('/w/br/board/acme/some.fragment'), undefined);
    assert.deepEqual(
      await gather('/w/br/board/acme/linux/grub.cfg', 'menuentry "x" {\n}\n', BUILDROOT),
      {},
    );
  });
});

describe('gatherSurroundings', () => {
  it('asks for nothing outside the root', async () => {
    const text =
      'BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="/etc/passwd"\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="../../../etc/shadow ../../w2/x board/../../../y"\n';
    const workspace = new MemoryWorkspace({
      ...BUILDROOT,
      '/etc/passwd': 'secret',
      '/etc/shadow': 'secret',
      '/w2/x': 'secret',
    });
    const found = await gatherSurroundings('/w/br/configs/a_defconfig', text, workspace);
    assert.deepEqual(
      workspace.asked.filter((path) => !path.startsWith('/w/')),
      [],
    );
    assert.deepEqual([...(found.referenced?.keys() ?? [])], ['package/kexec/Config.in']);
    const outside = new MemoryWorkspace(BUILDROOT);
    assert.deepEqual(await gatherSurroundings('/elsewhere/.config', FRAGMENT, outside), {});
    assert.deepEqual(await gatherSurroundings('/w/../x/.config', FRAGMENT, outside), {});
    assert.deepEqual(outside.asked, []);
  });

  it('takes the whole file system for a root', async () => {
    const found = await gather('/w/linux/.config', FRAGMENT, LINUX, '/');
    assert.equal(found.kernel?.value.text, '6.12.0-rc7');
  });

  it('does not climb above the root', async () => {
    assert.deepEqual(await gather('/w/linux/sub/.config', FRAGMENT, LINUX, '/w/linux/sub'), {});
  });

  it('never throws, whatever its readers do', async () => {
    const refuse = (): never => {
      throw new Error('no');
    };
    const reject = () => Promise.reject(new Error('no'));
    for (const text of [FRAGMENT, 'BR2_LINUX_KERNEL=y\nBR2_PACKAGE_KEXEC=y\n', '', '\0']) {
      for (const fail of [refuse, reject]) {
        const found = await gatherSurroundings('/w/br/board/linux.config', text, {
          root: '/w',
          readText: fail,
          listDirectory: fail,
        });
        assert.equal(found.kernel, undefined);
      }
      const half = new MemoryWorkspace(BUILDROOT);
      const { root, readText } = half;
      await gatherSurroundings('/w/br/board/linux.config', text, { root, readText });
      await gatherSurroundings('/w/br/board/linux.config', text, {
        root,
        readText,
        listDirectory: reject,
      });
    }
  });

  it('reads a bounded number of files, each once', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [
        `/w/br/configs/${index}_defconfig`,
        'BR2_arm=y\n',
      ]),
    );
    const workspace = new MemoryWorkspace({ ...BUILDROOT, ...many });
    await gatherSurroundings('/w/br/board/acme/linux.config', FRAGMENT, workspace);
    assert.ok(workspace.asked.length < 2100, `${workspace.asked.length}`);
    assert.equal(new Set(workspace.asked).size, workspace.asked.length);
  });

  it('names no more files than a configuration has', async () => {
    const list = Array.from({ length: 1000 }, (_, index) => `board/${index}`).join(' ');
    const workspace = new MemoryWorkspace(BUILDROOT);
    const text = `BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="${list}"\n`;
    await gatherSurroundings('/w/br/configs/a_defconfig', text, workspace);
    assert.ok(workspace.asked.length < 100);
  });
});

describe('rememberedWorkspace', () => {
  it('asks once for what many files need', async () => {
    const memory = new MemoryWorkspace({
      ...BUILDROOT,
      '/w/br/configs/a_defconfig': 'BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="board/a/x.config"\n',
    });
    const workspace = rememberedWorkspace(memory);
    for (const name of ['x', 'y', 'x']) {
      const found = await gatherSurroundings(`/w/br/board/a/${name}.config`, FRAGMENT, workspace);
      assert.equal(found.kind, name === 'x' ? 'linux-config' : undefined);
    }
    assert.equal(memory.asked.filter((path) => path.endsWith('a_defconfig')).length, 1);
    assert.equal(memory.asked.filter((path) => path === '/w/br/configs').length, 1);
  });
});
