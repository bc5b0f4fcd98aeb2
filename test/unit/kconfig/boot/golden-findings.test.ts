import assert from 'node:assert/strict';
import { lint } from '../../../../extension/kconfig/engine';
import { LineIndex } from '../../../../extension/kconfig/model/text';
import { fixture } from './show';

/** What the families CAP, CL and UB say of a fixture under a name of real life. */
function findings(name: string, fileName: string): string[] {
  const text = fixture(name);
  const lines = new LineIndex(text);
  const result = lint(text, { fileName, settings: { severities: {}, tools: {} } });
  assert.ok(result.context, fileName);
  return result.findings
    .filter(({ rule }) => /^(CAP|CL|UB)/.test(rule))
    .map(({ rule, severity, span, message }) => {
      const { line, column } = lines.position(span.start);
      return `${line}:${column} ${rule} ${severity} ${message}`;
    });
}

describe('files with command lines, as in real life', () => {
  const clean: [string, string][] = [
    ['default-grub', 'etc/default/grub'],
    ['kdump-tools.cfg', 'etc/default/grub.d/kdump-tools.cfg'],
    ['grub.cfg', 'boot/grub/grub.cfg'],
    ['fedora-entry.conf', 'boot/loader/entries/1234-6.12.9-200.fc41.x86_64.conf'],
    ['extlinux.conf', 'boot/extlinux/extlinux.conf'],
    ['board.dts', 'board.dts'],
  ];
  for (const [name, fileName] of clean) {
    it(`finds nothing in ${fileName}`, () => {
      assert.deepEqual(findings(name, fileName), []);
    });
  }

  it('finds what a script gets wrong, and nothing else', () => {
    assert.deepEqual(findings('kdump-init.sh', 'etc/init.d/kdump-init.sh'), [
      '24:13 CL006 info The capture kernel gets no maxcpus=1 and no reset_devices: it starts all processors and may run out of the little memory that it has, and drivers may stumble over devices that the crashed kernel left running.',
      '27:73 CL005 warning crashkernel= makes the capture kernel set memory aside for a capture kernel of its own: it may run out of memory before the dump is saved.',
      '42:1 CL006 info The capture kernel gets no maxcpus=1 and no reset_devices: it starts all processors and may run out of the little memory that it has, and drivers may stumble over devices that the crashed kernel left running.',
    ]);
  });

  it('finds what is missing in the settings of kdump-tools', () => {
    assert.deepEqual(findings('kdump-tools', 'etc/default/kdump-tools'), [
      '6:23 CL006 info The capture kernel gets no maxcpus=1 and no reset_devices: it starts all processors and may run out of the little memory that it has, and drivers may stumble over devices that the crashed kernel left running.',
    ]);
  });
});
