import assert from 'node:assert/strict';
import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { lintWith } from '../lint-with';

describe('rules for command lines', () => {
  it('do not take a symbol that an architecture has not for one that is off', () => {
    const text = '# Linux/arm64 6.12.1 Kernel Configuration\nCONFIG_CMDLINE="quiet"\n';
    assert.deepEqual(lintWith('CL001', text, { architecture: 'arm64' }), []);
    assert.deepEqual(lintWith('CL001', text), []);
    assert.equal(lintWith('CL001', text, { architecture: 'i386' }).length, 1);
  });

  it('weigh a forced command line by what kexec passes in it', () => {
    const severity = (symbol: string, architecture?: Architecture) =>
      lintWith('CL003', `CONFIG_CMDLINE="quiet"\nCONFIG_${symbol}=y\n`, {
        role: 'capture',
        architecture,
      })[0]?.severity;
    for (const architecture of ['ppc64', 'loongarch64'] as const) {
      assert.equal(severity('CMDLINE_FORCE', architecture), 'error', architecture);
    }
    for (const architecture of ['arm', 'arm64', 'riscv64'] as const) {
      assert.equal(severity('CMDLINE_FORCE', architecture), 'warning', architecture);
    }
    assert.equal(severity('CMDLINE_FORCE'), 'warning');
    assert.equal(severity('CMDLINE_OVERRIDE'), 'error');
    assert.equal(severity('CMDLINE_OVERWRITE'), 'error');
  });

  it('offer a crashkernel= for a forced command line', () => {
    const text = 'CONFIG_CMDLINE="quiet"\nCONFIG_CMDLINE_FORCE=y\n';
    const [finding] = lintWith('CL002', text, { role: 'system' });
    const fix = finding?.fixes.find(({ title }) => title.startsWith('Add'));
    assert.equal(
      applyEdits(text, fix?.edits ?? []),
      'CONFIG_CMDLINE="quiet crashkernel=256M"\nCONFIG_CMDLINE_FORCE=y\n',
    );
    assert.ok(finding?.fixes.every(({ preferred }) => !preferred));
  });

  it('say what is not known of a crashkernel= that may be ignored', () => {
    const text = '# CONFIG_CRASH_DUMP is not set\nCONFIG_CMDLINE="a crashkernel=256M b"\n';
    const severity = (kernel?: string, architecture?: Architecture) =>
      lintWith('CL004', text, { kernel, architecture })[0]?.severity;
    assert.equal(severity('6.9'), 'error');
    assert.equal(severity('6.8'), undefined);
    assert.equal(severity('6.8', 's390x'), 'error');
    assert.equal(severity(), 'info');
    const [finding] = lintWith('CL004', text, { kernel: '6.12' });
    assert.equal(text.slice(finding?.span.start, finding?.span.end), 'crashkernel=256M');
  });

  it('mend what keeps a kernel from reserving memory', () => {
    const text =
      '# CONFIG_KEXEC is not set\n# CONFIG_CRASH_DUMP is not set\nCONFIG_NOHIGHMEM=y\n# CONFIG_KEXEC_FILE is not set\nCONFIG_CMDLINE="crashkernel=256M"\n';
    const [finding] = lintWith('CL004', text, { kernel: '6.12', architecture: 'i386' });
    const fixed = applyEdits(text, finding?.fixes[0]?.edits ?? []);
    assert.match(fixed, /^CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n# CONFIG_NOHIGHMEM is not set\n/);
    assert.match(fixed, /^CONFIG_HIGHMEM4G=y$/m);
    assert.deepEqual(lintWith('CL004', fixed, { kernel: '6.12', architecture: 'i386' }), []);
  });

  it('take every crashkernel= of a capture kernel out, one by one', () => {
    const text = "kexec -p K --append='crashkernel=1M,low a crashkernel=2M,high'\n";
    const findings = lintWith('CL005', text, { kind: 'shell' });
    const results = findings.map(({ fixes }) => applyEdits(text, fixes[0]?.edits ?? []));
    assert.deepEqual(results, [
      "kexec -p K --append='a crashkernel=2M,high'\n",
      "kexec -p K --append='crashkernel=1M,low a'\n",
    ]);
  });

  it('offer no removal where it would break quotes', () => {
    const text = 'kexec -p K --append="a crashkern"\'el=1M b\'\n';
    const [finding] = lintWith('CL005', text, { kind: 'shell' });
    assert.deepEqual(finding?.fixes, []);
  });

  const capture: [string, Architecture | undefined, RegExp | undefined][] = [
    ['kexec -p K', undefined, /no maxcpus=1 and no reset_devices:/],
    ['kexec -p K', 'x86_64', /no nr_cpus=1 and no reset_devices:/],
    ['kexec -p K', 's390x', /no nr_cpus=1: it starts/],
    ['kexec -p K --reuse-cmdline', 'ppc64', /no maxcpus=1 .*unless the running kernel/],
    ['kexec -p K --append="nosmp reset_devices"', 'x86_64', undefined],
    ['kexec -p K --append="nr-cpus=16 reset-devices"', 'ppc64', undefined],
    ['kexec -p K --append="maxcpus=1"', 'arm', /no reset_devices: drivers/],
    ['kexec -p K --append="$A maxcpus=1"', 'arm', undefined],
    ['kexec -p K --append="maxcpus=$N reset_devices"', 'arm', undefined],
    ['kexec -l K', 'arm', undefined],
    ['kexec -p -u', 'arm', undefined],
  ];
  for (const [text, architecture, expected] of capture) {
    it(`know what kdump.rst advises: ${text} on ${architecture ?? 'any architecture'}`, () => {
      const findings = lintWith('CL006', text, { kind: 'shell', architecture });
      if (!expected) assert.deepEqual(findings, []);
      else assert.match(findings[0]?.message ?? '', expected);
    });
  }

  const added: [string, string][] = [
    ['kexec -p K', 'kexec -p K --append="maxcpus=1 reset_devices"'],
    ['kexec -p K --append=""', 'kexec -p K --append="maxcpus=1 reset_devices"'],
    ['kexec -p K --append=a', 'kexec -p K --append=a" maxcpus=1 reset_devices"'],
    ["kexec -p --append 'a b' K", "kexec -p --append 'a b maxcpus=1 reset_devices' K"],
    ['kexec -p K >log 2>&1', 'kexec -p K --append="maxcpus=1 reset_devices" >log 2>&1'],
    ['KDUMP_CMDLINE_APPEND="a"', 'KDUMP_CMDLINE_APPEND="a maxcpus=1 reset_devices"'],
  ];
  for (const [text, expected] of added) {
    it(`add what is missing to ${text}`, () => {
      const [finding] = lintWith('CL006', text, { kind: 'shell' });
      assert.equal(applyEdits(text, finding?.fixes[0]?.edits ?? []), expected);
      assert.deepEqual(lintWith('CL006', expected, { kind: 'shell' }), []);
    });
  }

  it('say nothing of command lines that a boot loader completes', () => {
    const text = 'CONFIG_CMDLINE="console=ttyS0"\n';
    for (const role of ['system', 'capture', 'both'] as const) {
      for (const rule of ['CL002', 'CL003', 'CL004', 'CL005', 'CL006']) {
        assert.deepEqual(lintWith(rule, text, { role }), [], rule);
      }
    }
  });
});
