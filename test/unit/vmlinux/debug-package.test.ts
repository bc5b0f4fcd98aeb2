import assert from 'node:assert/strict';
import { debugPackage, debugPackageCommand } from '../../../debug-adapter/vmlinux/debug-package';

const DEBIAN = {
  release: '6.12.107+deb13-amd64',
  version: '#1 SMP Debian 6.12.107-1 (2026-01-01)',
};
const FEDORA = { release: '6.12.7-200.fc41.x86_64', version: '#1 SMP PREEMPT_DYNAMIC' };

describe('the command that installs the debug info of a kernel', () => {
  it('is that of the distribution that built it', () => {
    const apt = 'sudo apt-get install linux-image-6.12.107+deb13-amd64-dbg';
    assert.equal(debugPackageCommand(DEBIAN, 'debian'), apt);
    const dnf = 'sudo dnf debuginfo-install kernel-6.12.7-200.fc41.x86_64';
    assert.equal(debugPackageCommand(FEDORA, 'fedora'), dnf);
    const suse = { release: '6.4.0-150600.21-default', version: '#1 SMP' };
    const zypper = 'sudo zypper --plus-content debug install kernel-default-debuginfo';
    assert.equal(debugPackageCommand(suse, 'suse'), zypper);
  });

  it('is none on a system of another family, and for a kernel of one’s own', () => {
    assert.equal(debugPackageCommand(DEBIAN, 'fedora'), undefined);
    assert.equal(debugPackageCommand(FEDORA, 'other'), undefined);
    assert.equal(debugPackageCommand({ release: '6.12.0' }, 'debian'), undefined);
  });

  it('is none where the release, which a dump tells, holds more than a package’s name', () => {
    for (const release of ['6.1; rm -rf ~', '6.1$(id)', '6.1\n', `6.1${'1'.repeat(200)}`]) {
      const kernel = { release, version: '#1 SMP Debian' };
      assert.equal(debugPackageCommand(kernel, 'debian'), undefined);
      assert.doesNotMatch(debugPackage(kernel), /rm -rf|\$\(/);
    }
  });
});
