/** What distributions and people rightly write is left alone. */
import assert from 'node:assert/strict';
import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import { lintText, lintValues } from './lint-crashkernel';

/** Value → architectures that it is used on. */
const IN_USE: readonly (readonly [
  values: readonly string[],
  architectures: readonly Architecture[],
])[] = [
  // the story that began it
  [['512M'], ['x86_64', 'arm64']],
  // Debian 11 and 12; Debian 13
  [['384M-:128M'], ['x86_64', 'i386', 'arm64', 'ppc64', 's390x']],
  [['512M-:192M'], ['x86_64', 'i386', 'arm64', 'arm', 'riscv64', 'ppc64', 's390x']],
  // Ubuntu
  [
    ['2G-4G:320M,4G-32G:512M,32G-64G:1024M,64G-128G:2048M,128G-:4096M'],
    ['x86_64', 'arm64', 'ppc64', 's390x'],
  ],
  [['196M'], ['s390x']],
  [['512M-2G:64M,2G-:128M'], ['x86_64']],
  // RHEL 8, 9, 10, Fedora
  [['1G-4G:160M,4G-64G:192M,64G-1T:256M,1T-:512M'], ['x86_64']],
  [['1G-2G:192M,2G-64G:256M,64G-:512M'], ['x86_64']],
  [['1G-4G:192M,4G-64G:256M,64G-:512M'], ['x86_64', 's390x']],
  [['2G-64G:256M,64G-:512M'], ['x86_64', 's390x']],
  [['1G-4G:256M,4G-64G:320M,64G-:576M'], ['arm64']],
  [['2G-4G:256M,4G-64G:320M,64G-:576M'], ['arm64']],
  [['2G-4G:384M,4G-16G:512M,16G-64G:1G,64G-128G:2G,128G-:4G'], ['ppc64']],
  [['300M'], ['x86_64', 'arm64', 's390x']],
  // SUSE
  [['202M,high', '72M,low'], ['x86_64']],
  [
    ['328M,high', '72M,low'],
    ['x86_64', 'arm64'],
  ],
  // the kernel's documentation
  [['0M-2G:128M,2G-6G:256M,6G-8G:512M,8G-:768M'], ['x86_64']],
  [['64M'], ['arm', 'riscv64', 'mips32']],
  [['256M', '512M,cma'], ['x86_64']],
  [['0'], ['x86_64', 'arm64']],
];

describe('crashkernel= as it is in use', () => {
  for (const [values, architectures] of IN_USE) {
    for (const architecture of architectures) {
      it(`${values.join(' ')} on ${architecture}`, () => {
        for (const kernel of [undefined, '6.12', '7.3']) {
          if (values.join().includes('cma') && kernel === '6.12') continue;
          const findings = lintValues(values, { architecture, kernel });
          assert.deepEqual(
            findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
            [],
          );
          // An info only where distributions themselves reserve more by now.
          assert.deepEqual(
            findings.filter(({ rule }) => rule !== 'CK010'),
            [],
          );
        }
      });
    }
  }

  it('512M is wholly clean on x86_64 and arm64', () => {
    for (const architecture of ['x86_64', 'arm64'] as const) {
      for (const memory of [undefined, 4 * 2 ** 30, 256 * 2 ** 30]) {
        assert.deepEqual(lintValues(['512M'], { architecture, memory }), []);
        const text = 'CONFIG_CMDLINE="crashkernel=512M"\n';
        assert.deepEqual(lintText(text, { architecture, memory, fileName: '.config' }), []);
      }
    }
  });

  it('values that are filled in later are left alone', () => {
    for (const value of ['@CRASH@', '<size>', '{{size}}', '%SIZE%', '...']) {
      assert.deepEqual(lintValues([value], { architecture: 'x86_64' }), []);
    }
    assert.deepEqual(
      lintText('append crashkernel=$SIZE crashkernel=72M,low\n').map(({ severity }) => severity),
      ['warning'],
    );
    const script = 'kexec -p /boot/vmlinuz --append="crashkernel=512MB nr_cpus=1"\n';
    assert.deepEqual(lintText(script, { fileName: 'load-kdump.sh' }), []);
  });
});
