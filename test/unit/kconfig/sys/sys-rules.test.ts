import assert from 'node:assert/strict';
import type { Finding } from '../../../../extension/kconfig/model/finding';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { lintWith } from '../lint-with';

const X86 = '# Linux/x86 6.12.1 Kernel Configuration\n';
const NO_CALLS = '# CONFIG_KEXEC is not set\n# CONFIG_KEXEC_FILE is not set\n';

function titles(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ fixes }) =>
    fixes.map(({ title, preferred }) => (preferred ? `${title} *` : title)),
  );
}

describe('rules for system kernels: loading', () => {
  it('offer the calls that the architecture has, the better one first', () => {
    const offered = (architecture: Parameters<typeof lintWith>[2]) =>
      titles(lintWith('SYS001', NO_CALLS, architecture));
    const kexec = 'Set CONFIG_KEXEC=y';
    const file = 'Set CONFIG_KEXEC_FILE=y';
    assert.deepEqual(offered({}), [`${kexec} *`, file]);
    assert.deepEqual(offered({ architecture: 'x86_64' }), [`${kexec} *`, file]);
    assert.deepEqual(offered({ architecture: 'arm64' }), [`${file} *`, kexec]);
    for (const architecture of ['arm', 'i386', 'mips64', 'mips32', 'sh', 'ppc32'] as const) {
      assert.deepEqual(offered({ architecture }), [`${kexec} *`], architecture);
    }
    assert.deepEqual(offered({ architecture: 'loongarch64', kernel: '6.12' }), [`${kexec} *`]);
    assert.deepEqual(offered({ architecture: 'loongarch64', kernel: '7.2' }), [`${kexec} *`, file]);
  });

  it('add what a call needs', () => {
    const asleep = `${NO_CALLS}# CONFIG_SUSPEND is not set\nCONFIG_SMP=y\n`;
    assert.deepEqual(titles(lintWith('SYS001', asleep, { architecture: 'arm' })), [
      'Set CONFIG_SUSPEND=y and CONFIG_KEXEC=y *',
    ]);
    const text = `${NO_CALLS}# CONFIG_PROC_KCORE is not set\n`;
    assert.deepEqual(titles(lintWith('SYS001', text, { architecture: 'x86_64', kernel: '6.1' })), [
      'Set CONFIG_KEXEC=y and CONFIG_PROC_KCORE=y *',
      'Set CONFIG_CRYPTO=y, CONFIG_CRYPTO_SHA256=y and CONFIG_KEXEC_FILE=y',
    ]);
    assert.deepEqual(
      titles(lintWith('SYS001', X86 + NO_CALLS, { architecture: 'i386', kernel: '7.2' })),
      ['Set CONFIG_KEXEC=y, CONFIG_HIGHMEM4G=y and CONFIG_CRASH_DUMP=y *'],
    );
  });

  it('are silent where KEXEC cannot be off, and where there is no kdump', () => {
    assert.deepEqual(lintWith('SYS001', NO_CALLS, { architecture: 's390x', kernel: '6.1' }), []);
    assert.equal(lintWith('SYS001', NO_CALLS, { architecture: 's390x', kernel: '6.12' }).length, 1);
    for (const architecture of ['other', 'sparc64', 'm68k', 'loongarch32'] as const) {
      assert.deepEqual(lintWith('SYS001', X86, { architecture }), [], architecture);
      assert.deepEqual(lintWith('SYS002', X86, { architecture }), [], architecture);
    }
  });

  it('say less of a fragment that is silent, and nothing when nobody said what it is for', () => {
    const text = 'CONFIG_CRASH_DUMP=y\n';
    assert.deepEqual(lintWith('SYS001', text), []);
    const [assumed] = lintWith('SYS001', text, { role: 'system' });
    assert.equal(assumed?.severity, 'info');
    assert.match(assumed.message, /another one may/);
  });

  it('know that CRASH_DUMP is on unless somebody turned it off', () => {
    const wanted = { role: 'system', kernel: '6.12' } as const;
    assert.deepEqual(lintWith('SYS006', 'CONFIG_KEXEC=y\n', wanted), []);
    const off = 'CONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\n';
    assert.equal(lintWith('SYS006', off, wanted)[0]?.severity, 'error');
    assert.deepEqual(lintWith('SYS006', off, { ...wanted, kernel: '6.8' }), []);
    const [unsure] = lintWith('SYS006', off, { role: 'system' });
    assert.equal(unsure?.severity, 'info');
    assert.match(unsure.message, /version of this kernel is not known/);
  });

  it('do not offer what the machine cannot have', () => {
    const text = 'CONFIG_SMP=y\nCONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\n';
    const [finding] = lintWith('SYS006', text, { architecture: 'sh', kernel: '6.12' });
    assert.deepEqual(finding?.fixes, []);
  });

  it('turn on all that a kernel for both roles needs', () => {
    const text = `${X86}CONFIG_KEXEC=y\nCONFIG_PROC_FS=y\n# CONFIG_CRASH_DUMP is not set\n`;
    const wanted = { role: 'both', kernel: '6.12', architecture: 'x86_64' } as const;
    const [finding] = lintWith('SYS006', text, wanted);
    assert.equal(
      applyEdits(text, finding?.fixes[0]?.edits ?? []),
      `${X86}CONFIG_KEXEC=y\nCONFIG_PROC_FS=y\nCONFIG_PROC_VMCORE=y\nCONFIG_CRASH_DUMP=y\n`,
    );
  });
});

describe('rules for system kernels: reading', () => {
  /** Who speaks of missing debug information. */
  function speakers(text: string, kernel?: string): string[] {
    return ['SYS003', 'DRP002', 'DRP003'].flatMap((rule) =>
      lintWith(rule, text, { role: 'system', kernel }).map(({ severity }) => `${rule} ${severity}`),
    );
  }

  it('say once that there is no debug information', () => {
    const alone = 'CONFIG_DEBUG_INFO=y\n';
    assert.deepEqual(speakers(alone, '6.12'), ['DRP002 warning']);
    assert.deepEqual(speakers(alone, '5.17'), []);
    assert.deepEqual(speakers(alone), ['DRP002 info']);
    assert.deepEqual(speakers(X86 + alone, '6.12'), ['DRP002 error']);
    assert.deepEqual(speakers(`${X86}${alone}CONFIG_DEBUG_INFO_NONE=y\n`, '6.12'), [
      'DRP002 error',
    ]);
    assert.deepEqual(speakers('CONFIG_DEBUG_INFO_NONE=y\n', '6.12'), ['SYS003 error']);
    assert.deepEqual(speakers('CONFIG_DEBUG_INFO_NONE=y\n'), ['SYS003 error']);
    assert.deepEqual(speakers('# CONFIG_DEBUG_INFO is not set\n', '5.17'), ['SYS003 error']);
    assert.deepEqual(speakers(`${X86}CONFIG_KEXEC=y\n`, '6.12'), ['SYS003 error']);
    assert.deepEqual(speakers('CONFIG_KEXEC=y\n', '6.12'), ['SYS003 info']);
  });

  it('take the last line of the choice', () => {
    const [dwarf, none] = ['CONFIG_DEBUG_INFO_DWARF5=y\n', 'CONFIG_DEBUG_INFO_NONE=y\n'];
    assert.deepEqual(speakers(`${none}${dwarf}`, '6.12'), []);
    assert.deepEqual(speakers(`${dwarf}${none}`, '6.12'), ['SYS003 error']);
    assert.deepEqual(speakers(`CONFIG_DEBUG_INFO=y\n${dwarf}${none}`, '6.12'), ['SYS003 error']);
  });

  it('know what Kconfig sets again', () => {
    for (const [rule, symbol] of [
      ['SYS002', 'SYSFS'],
      ['SYS007', 'KALLSYMS'],
    ] as const) {
      const off = `# CONFIG_${symbol} is not set\n`;
      assert.notEqual(lintWith(rule, off, { role: 'system' })[0]?.severity, 'info', rule);
      assert.notEqual(lintWith(rule, `CONFIG_KEXEC=y\n${off}`)[0]?.severity, 'info', rule);
      // The defconfig of a small board, which may never see kdump.
      assert.equal(lintWith(rule, off)[0]?.severity, 'info', rule);
      assert.notEqual(lintWith(rule, `${X86}CONFIG_EXPERT=y\n${off}`)[0]?.severity, 'info', rule);
      const [finding] = lintWith(rule, `${X86}# CONFIG_EXPERT is not set\n${off}`);
      assert.equal(finding?.severity, 'info', rule);
      assert.match(finding.message, /sets it again/);
    }
  });

  it('say of an architecture’s IMA policy no more than a hint', () => {
    const severity = (text: string) => lintWith('SYS011', text)[0]?.severity;
    assert.equal(severity('CONFIG_IMA_ARCH_POLICY=y\n'), 'hint');
    assert.equal(severity('CONFIG_IMA_ARCH_POLICY=y\nCONFIG_KEXEC_SIG_FORCE=y\n'), 'info');
  });

  it('know how bad a missing /proc/kcore is where', () => {
    const text = 'CONFIG_KEXEC=y\n# CONFIG_PROC_KCORE is not set\n';
    const severity = (architecture: 'x86_64' | 'arm64' | 'riscv64' | 'ppc64') =>
      lintWith('SYS009', text, { architecture })[0]?.severity;
    assert.equal(severity('x86_64'), 'error');
    assert.equal(severity('riscv64'), 'error');
    assert.equal(severity('arm64'), 'warning');
    assert.equal(severity('ppc64'), undefined);
  });
});
