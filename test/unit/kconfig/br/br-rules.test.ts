import assert from 'node:assert/strict';
import { lint } from '../../../../extension/kconfig/engine';
import type { Role } from '../../../../extension/kconfig/model/role';
import { version } from '../versions/version-set';

interface Options {
  readonly role?: Role;
  readonly kernel?: string;
  readonly referenced?: Readonly<Record<string, string>>;
}

/** `BR001 warning` */
function findings(lines: readonly string[], { role, kernel, referenced = {} }: Options = {}) {
  const result = lint(`${lines.join('\n')}\n`, {
    fileName: '/tree/configs/acme_defconfig',
    settings: { role, kernel: version(kernel), severities: {}, tools: {} },
    surroundings: { referenced: new Map(Object.entries(referenced)) },
  });
  return result.findings.filter(({ rule }) => rule.startsWith('BR'));
}

function short(lines: readonly string[], options?: Options): string[] {
  return findings(lines, options).map(({ rule, severity }) => `${rule} ${severity}`);
}

/** A stock configuration: a board, a kernel, no word of kdump. */
const BOARD = [
  'BR2_aarch64=y',
  'BR2_cortex_a53=y',
  'BR2_LINUX_KERNEL=y',
  'BR2_LINUX_KERNEL_CUSTOM_VERSION=y',
  'BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="6.12.3"',
  'BR2_LINUX_KERNEL_USE_CUSTOM_CONFIG=y',
  'BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="board/acme/linux.config"',
  'BR2_TARGET_ROOTFS_EXT2=y',
];
const KERNEL = 'board/acme/linux.config';
const VMLINUX = 'BR2_LINUX_KERNEL_VMLINUX=y';

describe('a Buildroot configuration that is not about kdump', () => {
  it('is left alone, whatever its kernel has', () => {
    for (const text of [
      '',
      'CONFIG_KEXEC=y\n',
      'CONFIG_CRASH_DUMP=y\n',
      '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\n',
      '# Linux/arm64 6.12.3 Kernel Configuration\nCONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n',
    ]) {
      assert.deepEqual(short(BOARD, { referenced: { [KERNEL]: text } }), [], text);
    }
  });
});

describe('BR001', () => {
  it('speaks up where the role was declared, or the kernel is made for dumps', () => {
    assert.deepEqual(short(BOARD, { role: 'system' }), ['BR001 warning']);
    assert.deepEqual(short(BOARD, { role: 'capture' }), ['BR003 warning']);
    const referenced = { [KERNEL]: 'CONFIG_KEXEC_FILE=y\nCONFIG_CRASH_DUMP=y\n' };
    assert.deepEqual(short(BOARD, { referenced }), ['BR001 warning']);
  });

  it('takes petitboot for a kexec, which it selects', () => {
    assert.deepEqual(short([...BOARD, VMLINUX, 'BR2_PACKAGE_PETITBOOT=y'], { role: 'system' }), []);
  });

  it('is mild where the image may be the capture kernel’s', () => {
    const lines = [...BOARD, VMLINUX, 'BR2_PACKAGE_MAKEDUMPFILE=y'];
    assert.deepEqual(short(lines), ['BR001 info']);
  });
});

describe('BR002', () => {
  const kexec = (format: string) =>
    short(['BR2_aarch64=y', 'BR2_LINUX_KERNEL=y', format, 'BR2_PACKAGE_KEXEC=y'], {
      role: 'system',
    }).filter((finding) => finding.startsWith('BR002'));

  it('goes by the image that is built', () => {
    assert.deepEqual(kexec('BR2_LINUX_KERNEL_IMAGEGZ=y'), ['BR002 warning']);
    assert.deepEqual(kexec('BR2_LINUX_KERNEL_UIMAGE=y'), ['BR002 info']);
    assert.deepEqual(kexec('BR2_LINUX_KERNEL_IMAGE=y'), []);
    assert.deepEqual(kexec('# no format: Image is the default'), []);
  });
});

describe('BR004', () => {
  it('goes by the list of the tree', () => {
    const lines = ['BR2_loongarch64=y', 'BR2_PACKAGE_MAKEDUMPFILE=y', 'BR2_PACKAGE_KEXEC=y'];
    assert.deepEqual(short(lines).slice(0, 1), ['BR004 error']);
    const list =
      'config BR2_PACKAGE_MAKEDUMPFILE_ARCH_SUPPORTS\n\tbool\n\tdefault y if BR2_loongarch64\n\ncomment "x"\n\tdepends on BR2_x86_64\n';
    const referenced = { 'package/makedumpfile/Config.in': list };
    assert.ok(!short(lines, { referenced }).includes('BR004 error'));
    const x86 = ['BR2_x86_64=y', 'BR2_PACKAGE_MAKEDUMPFILE=y', 'BR2_PACKAGE_KEXEC=y'];
    assert.ok(short(x86, { referenced }).includes('BR004 error'));
  });
});

describe('BR005', () => {
  it('is no error where another fragment may set it', () => {
    const lines = ['BR2_arm=y', 'BR2_TOOLCHAIN_BUILDROOT_UCLIBC=y', 'BR2_PACKAGE_MAKEDUMPFILE=y'];
    assert.ok(short(lines).includes('BR005 warning'));
    const external = [
      'BR2_arm=y',
      'BR2_TOOLCHAIN_EXTERNAL_CUSTOM_UCLIBC=y',
      'BR2_TOOLCHAIN_EXTERNAL_WCHAR=y',
      '# BR2_TOOLCHAIN_EXTERNAL_HAS_THREADS is not set',
      'BR2_PACKAGE_MAKEDUMPFILE=y',
    ];
    assert.ok(short(external).includes('BR005 error'));
  });

  it('points to the reason', () => {
    const lines = ['BR2_arm=y', 'BR2_STATIC_LIBS=y', 'BR2_PACKAGE_MAKEDUMPFILE=y'];
    const finding = findings(lines).find(({ rule }) => rule === 'BR005');
    const { start = 0, end = 0 } = finding?.related[0]?.span ?? {};
    assert.equal(lines.join('\n').slice(start, end), 'BR2_STATIC_LIBS=y');
  });
});

describe('BR006', () => {
  const lines = [...BOARD, VMLINUX, 'BR2_PACKAGE_KEXEC=y', 'BR2_PACKAGE_MAKEDUMPFILE=y'];
  const withFragment = [
    ...lines,
    'BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="board/acme/a.fragment board/acme/b.fragment"',
  ];
  const check = (
    of: readonly string[],
    referenced: Readonly<Record<string, string>>,
    role?: Role,
  ) => findings(of, { referenced, role, kernel: '6.12' }).filter(({ rule }) => rule === 'BR006');

  it('merges the files in their order', () => {
    const files = {
      [KERNEL]: '# CONFIG_KEXEC is not set\n',
      'board/acme/a.fragment': 'CONFIG_KEXEC=y\n',
      'board/acme/b.fragment': 'CONFIG_SMP=y\n',
    };
    assert.deepEqual(check(withFragment, files), []);
    const undone = { ...files, 'board/acme/b.fragment': '# CONFIG_KEXEC is not set\n' };
    const [finding] = check(withFragment, undone);
    assert.match(
      finding?.message ?? '',
      /linux\.config, board\/acme\/a\.fragment, board\/acme\/b\.fragment\) turns on neither/,
    );
  });

  it('says nothing where a file could not be read', () => {
    assert.deepEqual(check(withFragment, { [KERNEL]: '# CONFIG_KEXEC is not set\n' }), []);
    assert.deepEqual(check(lines, {}), []);
  });

  it('takes what is absent from the whole for off, but not CRASH_DUMP since 6.9', () => {
    assert.equal(check(lines, { [KERNEL]: 'CONFIG_SMP=y\n' }).length, 1);
    assert.deepEqual(check(lines, { [KERNEL]: 'CONFIG_KEXEC=y\n' }), []);
    assert.deepEqual(check(lines, { [KERNEL]: 'CONFIG_KEXEC_HANDOVER=y\n' }), []);
    const old = findings(lines, { kernel: '5.10', referenced: { [KERNEL]: 'CONFIG_KEXEC=y\n' } });
    assert.match(old.find(({ rule }) => rule === 'BR006')?.message ?? '', /\/proc\/vmcore/);
  });

  it('says what comes of CRASH_DUMP for the role', () => {
    const files = { [KERNEL]: 'CONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\n' };
    assert.match(check(lines, files, 'system')[0]?.message ?? '', /ignores crashkernel=/);
    assert.match(check(lines, files, 'capture')[0]?.message ?? '', /no \/proc\/vmcore to save/);
  });
});

describe('the rules of Buildroot', () => {
  it('take any text', () => {
    for (const line of [
      'BR2_PACKAGE_KEXEC=y',
      'BR2_PACKAGE_KEXEC=',
      'BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="',
      'BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="a\\"b $(X)"',
      'BR2_PACKAGE_MAKEDUMPFILE=m',
    ]) {
      assert.doesNotThrow(() => findings(['BR2_arm=y', line], { role: 'both' }));
    }
  });
});
