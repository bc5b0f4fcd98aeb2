import assert from 'node:assert/strict';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { find, fixture, show } from './show';

describe('command lines of GRUB', () => {
  it('finds those of /etc/default/grub: Linux’s, not the hypervisor’s', () => {
    assert.deepEqual(show('grub', fixture('default-grub')), [
      'grub+ [quiet][splash]',
      'grub+ [console=tty0][console=ttyS0,115200n8][panic=10]',
      'grub+ [single][dyndbg=file kexec.c +p~"dyndbg=file kexec.c +p"]',
    ]);
  });

  it('finds what kdump-tools adds', () => {
    assert.deepEqual(show('grub', fixture('kdump-tools.cfg')), ['grub+ [crashkernel=384M-:128M]']);
  });

  it('finds the linux commands of grub.cfg', () => {
    assert.deepEqual(show('grub', fixture('grub.cfg')), [
      'grub+ [root=/dev/mapper/vg-root][ro][crashkernel=1G-4G:192M,4G-64G:256M,64G-:512M]',
      'grub [root=UUID=8f5d2a52-6d6e-4f1f-9d43-1d2a2c0e1a11][ro][quiet][crashkernel=512M-:192M]',
      'grub+ [root=/dev/vda2][ro][single][dyndbg=file kexec.c +p~"dyndbg=file kexec.c +p"]',
      'grub [root=/dev/vda2][ro]',
    ]);
  });

  it('finds the options of an entry', () => {
    assert.deepEqual(show('grub', fixture('fedora-entry.conf')), [
      'grub+ [root=UUID=5c6f1f3a-3b9c-4c62-8a4c-2a6a6a0b7f10][ro][rootflags=subvol=root][crashkernel=2G-64G:256M,64G-:512M]',
    ]);
  });

  it('takes several options lines for parts of one', () => {
    const text = 'linux /vmlinuz\noptions root=/dev/sda1\noptions quiet\n';
    assert.deepEqual(show('grub', text), ['grub+ [root=/dev/sda1]', 'grub+ [quiet]']);
    assert.deepEqual(show('grub', 'linux /vmlinuz\noptions quiet\n'), ['grub [quiet]']);
  });

  it('understands the quotes of the shell', () => {
    const cases: [string, string[]][] = [
      ['GRUB_CMDLINE_LINUX=quiet', ['grub+ [quiet]']],
      ['GRUB_CMDLINE_LINUX=a=1" b=2"\' c=3\' # d=4', ['grub+ [a=1][b=2][c=3]']],
      ['GRUB_CMDLINE_LINUX+=" quiet"', ['grub+ [quiet]']],
      ['GRUB_CMDLINE_LINUX="a=\\"b c\\" d"', ['grub+ [a=b c][d]']],
      ['GRUB_CMDLINE_LINUX="a \\\n  b"', ['grub+ [a][b]']],
      ['GRUB_CMDLINE_LINUX="$(cat x) a${B}c d`e`f g"', ['grub+ [g]']],
      ['GRUB_CMDLINE_LINUX=""', []],
      ['# GRUB_CMDLINE_LINUX="quiet"\nGRUB_TIMEOUT=1', []],
    ];
    for (const [text, expected] of cases) {
      // Without the source of each: quotes lie between the pieces of an argument.
      const found = show('grub', text).map((line) => line.replace(/~[^\]]*/g, ''));
      assert.deepEqual(found, expected, text);
    }
  });

  it('knows how to add an argument', () => {
    const cases: [string, string][] = [
      ['GRUB_CMDLINE_LINUX="a b"', 'GRUB_CMDLINE_LINUX="a b X"'],
      ["GRUB_CMDLINE_LINUX='a'", "GRUB_CMDLINE_LINUX='a X'"],
      ['GRUB_CMDLINE_LINUX=a', 'GRUB_CMDLINE_LINUX=a" X"'],
      ['linux /vmlinuz a b\n', 'linux /vmlinuz a b X\n'],
    ];
    for (const [text, expected] of cases) {
      const addition = find('grub', text)[0]?.addition;
      assert.ok(addition, text);
      const { at, before, after } = addition;
      const edit = { start: at, end: at, newText: `${before}X${after}` };
      assert.equal(applyEdits(text, [edit]), expected);
    }
  });
});
