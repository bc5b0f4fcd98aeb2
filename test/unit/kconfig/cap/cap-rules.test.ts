import assert from 'node:assert/strict';
import { lintWith } from '../lint-with';

const FULL = '# Linux/x86 6.12.1 Kernel Configuration\n';

describe('rules for capture kernels', () => {
  it('say less of a symbol that a fragment does not name', () => {
    const [said] = lintWith('CAP001', '# CONFIG_CRASH_DUMP is not set\n', { role: 'capture' });
    assert.equal(said?.severity, 'error');
    const [assumed] = lintWith('CAP001', 'CONFIG_PROC_VMCORE=y\n', {
      role: 'capture',
      kernel: '6.1',
    });
    assert.equal(assumed?.severity, 'info');
    assert.match(assumed.message, /another one may/);
  });

  it('know that CRASH_DUMP is on by default since 6.9, where a kexec call is', () => {
    const text = 'CONFIG_KEXEC=y\n';
    assert.equal(lintWith('CAP001', text, { role: 'capture', kernel: '6.8' }).length, 1);
    assert.equal(lintWith('CAP001', text, { role: 'capture', kernel: '6.9' }).length, 0);
    const full = { role: 'capture', kernel: '6.12.1', architecture: 'x86_64' } as const;
    assert.equal(lintWith('CAP001', FULL + text, full).length, 1);
  });

  it('do not warn of RELOCATABLE=n where another symbol turns it on again', () => {
    const lines = '# CONFIG_RELOCATABLE is not set\nCONFIG_PHYSICAL_START=0x1000000\n';
    const severities = (text: string, architecture: 'x86_64' | 'ppc64' | 'loongarch64') =>
      lintWith('CAP003', text, { role: 'capture', architecture }).map(({ severity }) => severity);
    assert.deepEqual(severities(lines, 'x86_64'), ['warning']);
    assert.deepEqual(severities(`${lines}CONFIG_EFI_STUB=y\n`, 'x86_64'), ['info']);
    assert.deepEqual(severities(`${lines}CONFIG_CRASH_DUMP=y\n`, 'ppc64'), ['info']);
    assert.deepEqual(severities(`${lines}CONFIG_CRASH_DUMP=y\n`, 'loongarch64'), ['info']);
    assert.deepEqual(severities(`${lines}# CONFIG_CRASH_DUMP is not set\n`, 'ppc64'), []);
    assert.deepEqual(
      lintWith('CAP008', `${lines}CONFIG_EFI_STUB=y\nCONFIG_CRASH_DUMP=y\n`, {
        role: 'capture',
        architecture: 'x86_64',
      }),
      [],
    );
  });

  it('name the address that a kernel is linked for', () => {
    const text = '# CONFIG_RELOCATABLE is not set\nCONFIG_PHYSICAL_START=0xffffffff84000000\n';
    const [finding] = lintWith('CAP003', text, { role: 'capture', architecture: 'mips64' });
    assert.match(finding?.message ?? '', /PHYSICAL_START \(0xffffffff84000000\)/);
  });

  it('offer mips no RELOCATABLE where the board has none', () => {
    const text = '# Linux/mips 6.12.1 Kernel Configuration\nCONFIG_CRASH_DUMP=y\n';
    const [finding] = lintWith('CAP003', text, {
      role: 'capture',
      architecture: 'mips32',
      kernel: '6.12.1',
    });
    assert.deepEqual(finding?.fixes, []);
  });

  it('take either way to high memory on i386', () => {
    const lacks = (text: string, kernel?: string) =>
      lintWith('CAP006', text, { role: 'capture', architecture: 'i386', kernel }).length > 0;
    const pae = `${FULL}# CONFIG_HIGHMEM4G is not set\nCONFIG_HIGHMEM64G=y\nCONFIG_HIGHMEM=y\n`;
    assert.equal(lacks(pae, '6.1'), false);
    assert.equal(lacks('# CONFIG_HIGHMEM4G is not set\n', '6.1'), false);
    assert.equal(lacks('# CONFIG_HIGHMEM4G is not set\n', '7.2'), true);
    assert.equal(lacks('# CONFIG_HIGHMEM4G is not set\n# CONFIG_HIGHMEM64G is not set\n'), true);
  });

  it('name all that takes more memory, and where', () => {
    const text = 'CONFIG_CMDLINE="crashkernel=256M"\nCONFIG_KASAN=y\nCONFIG_LOCKDEP=y\n';
    const [finding] = lintWith('CAP009', text, { role: 'both' });
    assert.match(
      finding?.message ?? '',
      /KASAN \(an eighth more in its generic mode\) and LOCKDEP/,
    );
    assert.deepEqual(
      finding?.related.map(({ span }) => text.slice(span.start, span.end)),
      ['CONFIG_KASAN=y', 'CONFIG_LOCKDEP=y'],
    );
  });
});
