import assert from 'node:assert/strict';
import { readConfig } from '../../../../extension/kconfig/config/read-config';
import type { Context, FileKind } from '../../../../extension/kconfig/context/context';
import { describeSymbol } from '../../../../extension/kconfig/symbols/hover';

const HEADER = '# Linux/x86 6.12.1 Kernel Configuration\n';

function contextOf(kind: FileKind): Context {
  return {
    kind,
    role: { value: 'system', source: 'a test', declared: true },
    kernel: undefined,
    architecture: undefined,
    tools: {},
    distribution: undefined,
    memory: undefined,
    referenced: new Map(),
  };
}

/** Of a hover in a Linux configuration: its last paragraph. */
function stateOf(name: string, text: string): string | undefined {
  const hover = describeSymbol(name, readConfig(text, 'CONFIG_'), contextOf('linux-config'));
  return hover?.split('\n\n').at(-1);
}

describe('the hover of a symbol', () => {
  it('begins with its name and type', () => {
    const config = readConfig('CONFIG_KEXEC=y\n', 'CONFIG_');
    const hover = describeSymbol('KEXEC', config, contextOf('linux-config'));
    assert.match(hover ?? '', /^\*\*CONFIG_KEXEC\*\* · bool\n\n\*\*System kernel:\*\* .*kexec -p/);
  });

  it('has no prefix in Buildroot', () => {
    const hover = describeSymbol('BR2_PACKAGE_KEXEC', undefined, contextOf('buildroot-config'));
    assert.match(hover ?? '', /^\*\*BR2_PACKAGE_KEXEC\*\* · bool\n/);
  });

  it('is there for symbols of kdump only, each in its own project', () => {
    assert.equal(describeSymbol('USB', undefined, contextOf('linux-config')), undefined);
    assert.equal(describeSymbol('CMDLINE', undefined, contextOf('u-boot-config')), undefined);
    assert.equal(describeSymbol('KEXEC', undefined, contextOf('buildroot-config')), undefined);
    assert.equal(describeSymbol('KEXEC', undefined, contextOf('other-config')), undefined);
    assert.ok(describeSymbol('KEXEC', undefined, contextOf('kconfig')));
  });

  it('says how the symbol stands in the file', () => {
    const dropped = 'CONFIG_SMP=y\nCONFIG_KEXEC =y\n';
    const cases: readonly [name: string, text: string, state: string][] = [
      ['KEXEC', 'CONFIG_KEXEC=y\n', 'Here: `y`.'],
      ['IKCONFIG', 'CONFIG_IKCONFIG=m\n', 'Here: `m`.'],
      ['KEXEC', '# CONFIG_KEXEC is not set\n', 'Here: n (“is not set”).'],
      ['KEXEC', 'CONFIG_KEXEC=y\n# CONFIG_KEXEC is not set\n', 'Here: n (“is not set”).'],
      ['KEXEC', '', 'Not in this file: another fragment or its default decides.'],
      ['KEXEC', HEADER, 'Absent from this complete configuration: n.'],
      ['CMDLINE', HEADER, 'Absent from this complete configuration: it has no value.'],
      ['KEXEC', dropped, 'Line 2 was meant to set it, but is dropped.'],
      ['CMDLINE', 'CONFIG_CMDLINE="quiet"\n', 'Here: `"quiet"`.'],
    ];
    for (const [name, text, state] of cases) assert.equal(stateOf(name, text), state);
  });

  it('says when the value is none', () => {
    assert.equal(
      stateOf('KEXEC', 'CONFIG_KEXEC=Y\n'),
      'Here: `Y`, which a symbol of type bool does not take: the line is dropped.',
    );
    assert.match(stateOf('CMDLINE', 'CONFIG_CMDLINE=quiet\n') ?? '', /does not take/);
  });

  it('shows odd values as text', () => {
    assert.equal(stateOf('CMDLINE', 'CONFIG_CMDLINE="a``b"\n'), 'Here: ```"a``b"```.');
    assert.match(stateOf('KEXEC', 'CONFIG_KEXEC=`\n') ?? '', /^Here: `` ` ``, which/);
    assert.match(stateOf('KEXEC', 'CONFIG_KEXEC=\n') ?? '', /^Here: nothing, which/);
    const long = stateOf('CMDLINE', `CONFIG_CMDLINE="${'x'.repeat(5000)}"\n`) ?? '';
    assert.ok(long.length < 250 && long.includes('…'));
  });

  it('names the rules that it is given', () => {
    const rules = [
      { id: 'SYS001', title: 'No kexec' },
      { id: 'DRP010', title: 'KEXEC is invisible' },
    ];
    const hover = describeSymbol('KEXEC', undefined, contextOf('linux-config'), rules);
    assert.match(hover ?? '', /\n\nRules: SYS001 \(No kexec\), DRP010 \(KEXEC is invisible\)\.$/);
  });
});
