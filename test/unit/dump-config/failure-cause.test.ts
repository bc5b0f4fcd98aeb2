import assert from 'node:assert/strict';
import { causeInConfig } from '../../../extension/dump-config/failure-cause';

const FULL = `#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.1.176 Kernel Configuration
#
CONFIG_64BIT=y
CONFIG_X86_64=y
CONFIG_KALLSYMS=y
CONFIG_KALLSYMS_ALL=y
CONFIG_DEBUG_KERNEL=y
CONFIG_DEBUG_INFO=y
CONFIG_DEBUG_INFO_DWARF5=y
CONFIG_DEBUG_INFO_REDUCED=y
`;

const cause = (id: Parameters<typeof causeInConfig>[0], text: string) => {
  const found = causeInConfig(id, text);
  return found && [found.rule, text.split('\n')[found.line]];
};

describe('the line of a configuration behind a failure', () => {
  it('is the one that left the debug info out that crash needs', () => {
    assert.deepEqual(cause('crash-refused', FULL), ['SYS004', 'CONFIG_DEBUG_INFO_REDUCED=y']);
    assert.deepEqual(cause('vmlinux-reduced', FULL), ['SYS004', 'CONFIG_DEBUG_INFO_REDUCED=y']);
  });

  it('is the header where a symbol is absent', () => {
    const text = FULL.replace(/CONFIG_DEBUG_INFO\w*=y\n/g, '');
    assert.deepEqual(cause('vmlinux-no-debug-info', text), [
      'SYS003',
      '# Linux/x86 6.1.176 Kernel Configuration',
    ]);
  });

  it('is none where the configuration is not to blame', () => {
    assert.equal(
      cause('crash-refused', FULL.replace('CONFIG_DEBUG_INFO_REDUCED=y\n', '')),
      undefined,
    );
    assert.equal(cause('crash-not-found', FULL), undefined);
  });
});
