import assert from 'node:assert/strict';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { RENAMES } from '../../../../extension/kconfig/rules/renames';
import { lintWith } from '../lint-with';

const FULL = '# Linux/x86 6.12.1 Kernel Configuration\n';

describe('rules for lines that Kconfig drops', () => {
  it('mend DEBUG_INFO=y for every kernel when the version is not known', () => {
    const text = 'CONFIG_DEBUG_KERNEL=y\nCONFIG_DEBUG_INFO=y\n';
    const [finding] = lintWith('DRP002', text);
    const fixed = applyEdits(text, finding?.fixes[0]?.edits ?? []);
    for (const kernel of ['5.10', '5.17', '5.18', '7.2']) {
      for (const rule of ['DRP002', 'DRP003', 'DRP007', 'DRP012', 'SYS003']) {
        assert.deepEqual(lintWith(rule, fixed, { kernel, role: 'system' }), [], kernel);
      }
    }
  });

  it('unset debug information for good only where it is not needed', () => {
    const text = '# CONFIG_DEBUG_INFO is not set\n';
    const preferred = (role: 'system' | 'capture' | 'both', kernel?: string) => {
      const fixes = lintWith('DRP003', text, { role, kernel }).flatMap((finding) => finding.fixes);
      return applyEdits(text, fixes.find((fix) => fix.preferred)?.edits ?? []);
    };
    assert.equal(preferred('capture', '6.12'), 'CONFIG_DEBUG_INFO_NONE=y\n');
    // An older kernel needs the old line.
    assert.equal(preferred('capture'), `${text}CONFIG_DEBUG_INFO_NONE=y\n`);
    assert.equal(preferred('system', '6.12'), '');
    assert.equal(preferred('both', '6.12'), '');
  });

  it('know when each symbol was renamed', () => {
    const before: Readonly<Record<string, string>> = {
      '5.4': '5.3',
      '5.19': '5.18',
      '6.2': '6.1',
      '6.9': '6.8',
      '6.15': '6.14',
      '6.18': '6.17',
    };
    for (const { old, since, isDerived, isCarriedOver } of RENAMES) {
      const text = `CONFIG_${old}=y\n`;
      const severities = (kernel?: string, whole = text) =>
        lintWith('DRP005', whole, { kernel }).map(({ severity }) => severity);
      assert.ok(before[since], since);
      assert.deepEqual(severities(before[since]), [], old);
      assert.deepEqual(severities(since), [isCarriedOver ? 'info' : 'warning'], old);
      assert.deepEqual(severities('7.2', `# CONFIG_${old} is not set\n`), [], old);
      assert.deepEqual(severities(undefined), isDerived ? [] : ['info'], old);
      if (isDerived) assert.deepEqual(severities('7.2', FULL + text), [], old);
    }
  });

  it('name one rule for CRASH_CORE', () => {
    const speakers = (kernel: string) =>
      ['DRP004', 'DRP005'].filter(
        (rule) => lintWith(rule, 'CONFIG_CRASH_CORE=y\n', { kernel }).length > 0,
      );
    assert.deepEqual(speakers('6.1'), ['DRP004']);
    assert.deepEqual(speakers('6.12'), ['DRP005']);
  });

  it('say which of several choices counts', () => {
    const text =
      '\nCONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_DWARF4=y\n\nCONFIG_DEBUG_INFO_NONE=y\n';
    const [finding] = lintWith('DRP007', text, { kernel: '6.12', role: 'system' });
    assert.match(finding?.message ?? '', /DEBUG_INFO_NONE in line 5 /);
    assert.deepEqual(
      finding?.fixes.map(({ title, preferred, edits }) => [
        title,
        preferred,
        applyEdits(text, edits).trim(),
      ]),
      [
        ['Keep DEBUG_INFO_DWARF4 alone', true, 'CONFIG_DEBUG_INFO_DWARF4=y'],
        ['Keep DEBUG_INFO_NONE alone', false, 'CONFIG_DEBUG_INFO_NONE=y'],
        ['Keep DEBUG_INFO_DWARF5 alone', false, 'CONFIG_DEBUG_INFO_DWARF5=y'],
      ],
    );
  });

  it('know where kexec_file_load is', () => {
    const drops = (architecture: Parameters<typeof lintWith>[2]) =>
      lintWith('DRP009', 'CONFIG_KEXEC_FILE=y\n', architecture).length > 0;
    for (const architecture of ['arm', 'i386', 'mips32', 'mips64', 'sh', 'ppc32'] as const) {
      assert.ok(drops({ architecture }), architecture);
    }
    for (const architecture of ['x86_64', 'arm64', 'ppc64', 's390x', 'riscv64'] as const) {
      assert.ok(!drops({ architecture }), architecture);
    }
  });

  it('say less of KEXEC on arm64 when KEXEC_FILE stays', () => {
    const text = '# CONFIG_SUSPEND is not set\nCONFIG_KEXEC=y\n';
    const severity = (whole: string) =>
      lintWith('DRP010', whole, { architecture: 'arm64' })[0]?.severity;
    assert.equal(severity(text), 'error');
    assert.equal(severity(`${text}CONFIG_KEXEC_FILE=y\n`), 'warning');
  });

  it('mend a capture kernel that lost all at once', () => {
    const text = `${FULL}CONFIG_PROC_VMCORE=y\n`;
    const [finding] = lintWith('DRP011', text, {
      role: 'capture',
      architecture: 'arm64',
      kernel: '7.2',
    });
    const fixed = applyEdits(text, finding?.fixes[0]?.edits ?? []);
    for (const symbol of ['PROC_FS', 'KEXEC_FILE', 'CRASH_DUMP', 'PROC_VMCORE']) {
      assert.match(fixed, new RegExp(`^CONFIG_${symbol}=y$`, 'm'));
    }
  });

  it('leave DEBUG_INFO_REDUCED of a system kernel to SYS004', () => {
    const text = '# CONFIG_DEBUG_KERNEL is not set\nCONFIG_DEBUG_INFO_REDUCED=y\n';
    assert.deepEqual(lintWith('DRP012', text, { role: 'system', kernel: '6.12' }), []);
    assert.equal(lintWith('DRP012', text, { role: 'capture', kernel: '6.12' }).length, 1);
  });
});
