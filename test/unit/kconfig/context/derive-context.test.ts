import assert from 'node:assert/strict';
import type { Context, Known } from '../../../../extension/kconfig/context/context';
import { DEFAULT_SETTINGS, type LintRequest } from '../../../../extension/kconfig/context/settings';
import { lint } from '../../../../extension/kconfig/engine';
import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import { parseVersion, type Version } from '../../../../extension/kconfig/model/version';

function contextOf(fileName: string, text: string, more: Partial<LintRequest> = {}): Context {
  const { context } = lint(text, { fileName, settings: DEFAULT_SETTINGS, ...more });
  assert.ok(context, fileName);
  return context;
}

function full(title: string, text = ''): string {
  return `#\n# Automatically generated file; DO NOT EDIT.\n# ${title}\n#\n${text}`;
}

function version(text: string): Version {
  const parsed = parseVersion(text);
  assert.ok(parsed);
  return parsed;
}

const X86 = full('Linux/x86 6.1.192 Kernel Configuration', 'CONFIG_64BIT=y\nCONFIG_X86_64=y\n');

describe('the role of a file', () => {
  const LOADS = 'CONFIG_KEXEC=y\n';
  const CAPTURES = 'CONFIG_CRASH_DUMP=y\nCONFIG_PROC_VMCORE=y\n';

  it('comes from a setting before all else', () => {
    const settings = { ...DEFAULT_SETTINGS, role: 'system' } as const;
    const { role } = contextOf('kdump.config', '# kdump: role=both\nCONFIG_A=y\n', { settings });
    assert.deepEqual(role, { value: 'system', source: 'a setting', declared: true });
  });

  it('comes from a comment before its name', () => {
    const { role } = contextOf('kdump.config', 'CONFIG_A=y\n# kdump: role=both\n');
    assert.deepEqual(role, { value: 'both', source: 'a comment in line 2', declared: true });
    assert.equal(contextOf('.config', '# kdump: role=nonsense\n').role.value, 'system');
  });

  it('comes from its name', () => {
    for (const name of [
      'kdump.config',
      'config-6.1.0-crash',
      'arm64_capture_defconfig',
      'KDUMP.cfg',
    ]) {
      const { role } = contextOf(`boards/${name}`, LOADS);
      assert.deepEqual(role, { value: 'capture', source: 'its file name', declared: true });
    }
    for (const name of ['crashy_defconfig', 'kdump/a_defconfig', 'capturing.config']) {
      assert.equal(contextOf(name, LOADS).role.declared, false, name);
    }
  });

  it('is inferred from its content', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['both', LOADS + CAPTURES, '.config'],
      ['both', `CONFIG_KEXEC_FILE=y\n${CAPTURES}`, '.config'],
      ['capture', CAPTURES, '.config'],
      ['capture', full('Linux/arm64 6.1.0 Kernel Configuration', CAPTURES), '.config'],
      ['system', full('Linux/arm64 6.9.0 Kernel Configuration', CAPTURES), '.config'],
      ['system', LOADS, '.config'],
      ['system', `${LOADS}CONFIG_CRASH_DUMP=y\n`, '.config'],
      ['both', 'BR2_x86_64=y\nBR2_PACKAGE_KEXEC=y\n', '.config'],
      ['system', 'BR2_x86_64=y\n', '.config'],
      ['system', 'CONFIG_TEXT_BASE=0x0\n', '.config'],
    ];
    for (const [expected, text, name] of cases) {
      const { role } = contextOf(name, text);
      assert.equal(role.value, expected, text);
      assert.equal(role.declared, false);
      assert.ok(['its content', 'the default'].includes(role.source));
    }
  });
});

describe('the kernel of a file', () => {
  function told(known: Known<Version> | undefined) {
    return known && [known.value.parts.join('.'), known.source, known.declared];
  }

  it('comes from a setting, a comment, its header, the files around it, its path', () => {
    const text = `# kdump: kernel=5.10\n${X86}`;
    const settings = { ...DEFAULT_SETTINGS, kernel: version('7.3') };
    const around = { value: version('6.12'), source: 'the Makefile', declared: false };
    const surroundings = { kernel: around };
    const path = 'linux-6.6/.config';
    assert.deepEqual(told(contextOf(path, text, { settings }).kernel), ['7.3', 'a setting', true]);
    assert.deepEqual(told(contextOf(path, text).kernel), ['5.10', 'a comment in line 1', true]);
    assert.deepEqual(told(contextOf(path, X86, { surroundings }).kernel), [
      '6.1.192',
      'its header',
      false,
    ]);
    assert.equal(contextOf(path, 'CONFIG_A=y\n', { surroundings }).kernel, around);
    assert.deepEqual(told(contextOf(path, 'CONFIG_A=y\n').kernel), ['6.6', 'its path', false]);
    assert.equal(contextOf('.config', 'CONFIG_A=y\n').kernel, undefined);
  });

  it('is read from vendors’ headers and names', () => {
    const vendor = full('Linux/x86_64 5.14.0-427.el9.x86_64 Kernel Configuration');
    assert.equal(contextOf('.config', vendor).kernel?.value.text, '5.14.0-427.el9.x86_64');
    for (const [path, expected] of [
      ['/boot/config-6.1.0-50-amd64', '6.1.0'],
      ['/boot/config-5.14.0-427.el9.x86_64', '5.14.0'],
      ['target/linux/x86/config-6.6', '6.6'],
      ['/usr/src/linux-source-6.12/arch/x86/configs/x86_64_defconfig', '6.12'],
      ['/usr/src/linux-headers-6.1.0-50-amd64/.config', '6.1.0'],
      ['board/a/linux-6.12.config', '6.12'],
      ['board/a-1.2/linux.config', undefined],
    ] as const) {
      assert.equal(contextOf(path, 'CONFIG_A=y\n').kernel?.value.parts.join('.'), expected, path);
    }
  });

  it('of Buildroot is the one it builds, not Buildroot’s own version', () => {
    const text = full(
      'Buildroot 2026.02 Configuration',
      'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_CUSTOM_VERSION=y\nBR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="6.12.30"\n',
    );
    assert.deepEqual(told(contextOf('.config', text).kernel), ['6.12.30', 'its content', false]);
    assert.equal(contextOf('.config', full('U-Boot 2025.01 Configuration')).kernel, undefined);
  });

  it('of a boot loader is the one it loads, where it loads but one', () => {
    const one = 'linux /vmlinuz-6.1.0-50-amd64 quiet\nlinux /vmlinuz-6.1.0-50-amd64 single\n';
    assert.deepEqual(told(contextOf('grub.cfg', one).kernel), ['6.1.0', 'its content', false]);
    const two = `${one}linux /vmlinuz-5.10.0-30-amd64\n`;
    assert.equal(contextOf('grub.cfg', two).kernel, undefined);
    const entry = '/boot/loader/entries/0123456789abcdef0123456789abcdef-6.12.5-1.fc41.x86_64.conf';
    assert.deepEqual(told(contextOf(entry, '').kernel), ['6.12.5', 'its path', false]);
  });
});

describe('the architecture of a file', () => {
  function told(fileName: string, text: string, more?: Partial<LintRequest>): string {
    const known: Known<Architecture> | undefined = contextOf(fileName, text, more).architecture;
    return known ? `${known.value}: ${known.source}` : 'unknown';
  }

  it('comes from a setting, a comment, its header, the files around it, its path, its content', () => {
    const settings = { ...DEFAULT_SETTINGS, architecture: 's390x' } as const;
    const surroundings = {
      architecture: { value: 'mips64', source: 'a tree', declared: false } as const,
    };
    const path = 'arch/arm64/configs/defconfig';
    const commented = `# kdump: arch=riscv64\n${X86}`;
    assert.equal(told(path, commented, { settings }), 's390x: a setting');
    assert.equal(told(path, commented), 'riscv64: a comment in line 1');
    assert.equal(told(path, X86, { surroundings }), 'x86_64: its header');
    assert.equal(told(path, 'CONFIG_A=y\n', { surroundings }), 'mips64: a tree');
    assert.equal(told(path, 'CONFIG_A=y\n'), 'arm64: its path');
    assert.equal(told('.config', 'CONFIG_ARM64=y\n'), 'arm64: its content');
    assert.equal(told('.config', 'CONFIG_A=y\n'), 'unknown');
  });

  it('has 32 bits or 64', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['x86', 'CONFIG_64BIT=y\n', 'x86_64'],
      ['x86', '# CONFIG_64BIT is not set\nCONFIG_X86_32=y\n', 'i386'],
      ['x86_64', '', 'x86_64'],
      ['i386', '', 'i386'],
      ['riscv', 'CONFIG_64BIT=y\n', 'riscv64'],
      ['riscv', 'CONFIG_32BIT=y\n', 'riscv32'],
      ['powerpc', 'CONFIG_PPC64=y\n', 'ppc64'],
      ['powerpc', 'CONFIG_PPC32=y\n', 'ppc32'],
      ['mips', 'CONFIG_64BIT=y\n', 'mips64'],
      ['loongarch', 'CONFIG_64BIT=y\n', 'loongarch64'],
      ['sparc', '# CONFIG_64BIT is not set\nCONFIG_SPARC32=y\n', 'other'],
      ['s390', '', 's390x'],
      ['arm', '', 'arm'],
      ['um', 'CONFIG_64BIT=y\nCONFIG_X86_64=y\n', 'other'],
    ];
    for (const [name, text, expected] of cases) {
      const config = full(`Linux/${name} 6.12.0 Kernel Configuration`, text);
      assert.equal(told('.config', config), `${expected}: its header`, name);
    }
    const defaults: readonly (readonly [string, string])[] = [
      ['arch/x86/configs/a_defconfig', 'x86_64: its path'],
      ['arch/riscv/configs/a_defconfig', 'riscv64: its path'],
      ['arch/powerpc/configs/a_defconfig', 'ppc32: its path'],
      ['arch/mips/configs/a_defconfig', 'mips32: its path'],
      ['arch/sparc/configs/a_defconfig', 'unknown'],
      ['arch/arm64/boot/dts/a.dts', 'arm64: its path'],
      ['/boot/config-6.1.0-50-amd64', 'x86_64: its path'],
      ['config-6.1.0-50-686-pae', 'i386: its path'],
      ['config.amd64_none_cloud-amd64', 'x86_64: its path'],
      ['config-5.14.0-427.el9.x86_64', 'x86_64: its path'],
      ['config-6.1.0-toString-constructor', 'unknown'],
    ];
    for (const [path, expected] of defaults)
      assert.equal(told(path, 'CONFIG_A=y\n'), expected, path);
  });

  it('of Buildroot and U-Boot is in their symbols', () => {
    assert.equal(told('.config', 'BR2_aarch64=y\n'), 'arm64: its content');
    assert.equal(told('.config', 'BR2_riscv=y\n'), 'riscv64: its content');
    assert.equal(told('.config', 'BR2_riscv=y\nBR2_RISCV_32=y\n'), 'riscv32: its content');
    // Its defconfigs say ARM=y of 64 bits too.
    assert.equal(told('.config', 'CONFIG_ARM=y\nCONFIG_TEXT_BASE=0x0\n'), 'unknown');
  });
});
