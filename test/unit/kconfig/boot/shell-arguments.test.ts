import assert from 'node:assert/strict';
import { find, fixture, show } from './show';

describe('command lines in shell scripts', () => {
  it('finds those that kexec passes', () => {
    assert.deepEqual(show('shell', fixture('kdump-init.sh')), [
      'kexec-append+ ',
      'kexec-append [maxcpus=1][reset_devices]',
      'kexec-append [root=/dev/mmcblk0p2][dyndbg=file kexec.c +p~"dyndbg=file kexec.c +p"]',
      'kexec-append [nr_cpus=1][reset_devices][crashkernel=64M]',
      'kexec-load+ [crashkernel=256M]',
      'kexec-append ',
    ]);
  });

  it('finds what Debian’s kdump-tools adds', () => {
    assert.deepEqual(show('shell', fixture('kdump-tools')), [
      'kexec-append [systemd.unit=kdump-tools-dump.service][usbcore.nousb]',
    ]);
  });

  const found: [string, string[]][] = [
    ['kexec -p K --append=a', ['kexec-append [a]']],
    ['kexec -p K --append a', ['kexec-append [a]']],
    ['kexec --append="a b" K -p', ['kexec-append [a][b]']],
    ['kexec -p K --append a --append b', ['kexec-append [b]']],
    ['kexec -p K --command-line=a --append=b', ['kexec-append+ [b]']],
    ['kexec -l K --append=a', ['kexec-load [a]']],
    ['kexec -l -p K --append=a', ['kexec-append [a]']],
    ['kexec -spd K --append=a', ['kexec-append [a]']],
    ['kexec -at Image -p K --append=a', ['kexec-append [a]']],
    ['kexec -tImage -p K --append=a', ['kexec-append [a]']],
    ['kexec -p --initrd I --dtb D K', ['kexec-append ']],
    ['kexec K --append=a', ['kexec-load [a]']],
    ['kexec --append=a', []],
    ['kexec -p -u', []],
    ['kexec -S -p K', []],
    ['kexec -e', []],
    ['kexec', []],
    ['kexec -p "$K" --append=a', ['kexec-append [a]']],
    ['kexec -p "$K" $OPTIONS --append=a', ['kexec-append+ [a]']],
    ['kexec -p $K', ['kexec-append+ ']],
    ['kexec "$@"', ['kexec-load+ ']],
    ['$KEXEC -p K --append=a', ['kexec-append [a]']],
    ['"${KEXEC}" -p K --append=a', ['kexec-append [a]']],
    ['sudo -u root /usr/sbin/kexec -p K --append=a', ['kexec-append [a]']],
    ['env -i A=b LC_ALL=C kexec -p K --append=a', ['kexec-append [a]']],
    ['A=b nice -n 5 kexec -p K --append=a', ['kexec-append [a]']],
    ['if ! kexec -p K --append=a; then', ['kexec-append [a]']],
    ['[ -x K ] && { kexec -p K --append=a; }', ['kexec-append [a]']],
    ['f() { kexec -p K --append=a; }', ['kexec-append [a]']],
    ['(kexec -p K --append=a)', ['kexec-append [a]']],
    ['echo "$(kexec -p K --append="a b")"', ['kexec-append [a][b]']],
    ['kexec -p K --append=a>log 2>&1 &', ['kexec-append [a]']],
    ['kexec -p K &>/dev/null --append=a', ['kexec-append [a]']],
    ['kexec -p K \\\n  --append="a \\\nb"', ['kexec-append [a][b]']],
    ['kexec -p K \\\r\n  --append="a"\r\n', ['kexec-append [a]']],
    ['kexec -p K --append=\'a "b=$c d"\'', ['kexec-append [a][b=$c d]']],
    ['kexec -p K --append="a \\"b=c d\\""', ['kexec-append [a][b=c d]']],
    ["kexec -p K --append=$'a\\tb'", ['kexec-append+ ']],
    ['kexec -p K --append="a$((1 << 2)) b"', ['kexec-append+ [b]']],
    ['kexec -p K --append="${A:-"b c"} d"', ['kexec-append+ [d]']],
    ['echo kexec -p K --append=a', []],
    ['# kexec -p K --append=a', []],
    ['man kexec', []],
    ['sudo apt install kexec -y', []],
    ['x="kexec -p K --append=a"', []],
    ['((1 << 2)); kexec -p K --append=a', ['kexec-append [a]']],
    ["cat <<EOF\nkexec -p K --append=a don't\nEOF\nkexec -p K --append=b", ['kexec-append [b]']],
    ['cat <<-"E F"\n\tdon\'t\n\tE F\nkexec -p K --append=b', ['kexec-append [b]']],
    ["cat <<'EOF'\n#!/bin/sh\nkexec -p K --append=a\nEOF", ['kexec-append [a]']],
    [
      'cat <<EOF\n#!/bin/sh\nkexec -p K --append="crashkernel=\\$SIZE a"\nEOF',
      ['kexec-append+ [a]'],
    ],
    ['cat <<< "don\'t"; kexec -p K --append=a', ['kexec-append [a]']],
    ['export KDUMP_CMDLINE_APPEND="nr_cpus=1"', ['kexec-append [nr_cpus=1]']],
    ['KDUMP_CMDLINE_APPEND=""', []],
    ['KDUMP_CMDLINE_APPEND=${KDUMP_CMDLINE_APPEND:="a b"}', []],
    ['KDUMP_COMMANDLINE_APPEND="panic=1"', ['kexec-append+ [panic=1]']],
    ["fw_setenv bootargs 'a b'", ['u-boot+ [a][b]']],
    ['setenv bootargs a b ${c}', ['u-boot+ [a][b]']],
    ['setenv bootcmd run x; # bootargs', []],
    ['bootargs="console=ttyS0 crashkernel=64M"', ['u-boot+ [console=ttyS0][crashkernel=64M]']],
  ];
  for (const [text, expected] of found) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const shown = show('shell', text).map((line) => line.replace(/~[^\]]*/g, ''));
      assert.deepEqual(shown, expected);
    });
  }

  it('marks the first line of a kexec that passes nothing', () => {
    const text = 'sudo kexec -p K \\\n  --reuse-cmdline \\\n  --initrd=I\n';
    const [boot] = find('shell', text);
    assert.equal(text.slice(boot?.span.start, boot?.span.end), 'kexec -p K');
    assert.equal(boot?.reusesRunning, true);
    assert.equal(boot.addition?.at, text.length - 1);
  });
});
