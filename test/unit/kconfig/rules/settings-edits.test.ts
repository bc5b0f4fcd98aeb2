import assert from 'node:assert/strict';
import { readConfig } from '../../../../extension/kconfig/config/read-config';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import {
  editsOf,
  fixBySettings,
  listed,
  type Setting,
} from '../../../../extension/kconfig/rules/settings-edits';

function check(text: string, settings: readonly Setting[], expected: string): void {
  assert.equal(applyEdits(text, editsOf(readConfig(text, 'CONFIG_'), settings)), expected);
}

describe('giving symbols values', () => {
  it('changes lines where they are', () => {
    check(
      '# CONFIG_KEXEC is not set\nCONFIG_A=y\n',
      [
        ['KEXEC', 'y'],
        ['A', 'n'],
      ],
      'CONFIG_KEXEC=y\n# CONFIG_A is not set\n',
    );
  });

  it('leaves alone what is so already', () => {
    const config = readConfig('CONFIG_KEXEC=y\n', 'CONFIG_');
    assert.deepEqual(editsOf(config, [['KEXEC', 'y']]), []);
    assert.deepEqual(editsOf(config, [['CRASH_DUMP', undefined]]), []);
  });

  it('puts several new lines at one place in their order', () => {
    check(
      'CONFIG_KEXEC_CORE=y\nCONFIG_A=y\n',
      [
        ['KEXEC', 'y'],
        ['KEXEC_FILE', 'y'],
        ['CRASH_DUMP', 'y'],
      ],
      'CONFIG_KEXEC_CORE=y\nCONFIG_KEXEC=y\nCONFIG_KEXEC_FILE=y\nCONFIG_CRASH_DUMP=y\nCONFIG_A=y\n',
    );
  });

  it('puts new lines at the end where no neighbour is', () => {
    check('CONFIG_A=y', [['CRASH_DUMP', 'y']], 'CONFIG_A=y\nCONFIG_CRASH_DUMP=y');
    check(
      '',
      [
        ['KEXEC', 'y'],
        ['CRASH_DUMP', 'y'],
      ],
      'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n',
    );
  });

  it('lets a line make room for others', () => {
    check(
      'CONFIG_A=y\nCONFIG_KEXEC_FILE=y\nCONFIG_B=y\n',
      [
        ['KEXEC_FILE', undefined],
        ['SUSPEND', 'y', 'KEXEC_FILE'],
        ['KEXEC', 'y', 'KEXEC_FILE'],
      ],
      'CONFIG_A=y\nCONFIG_SUSPEND=y\nCONFIG_KEXEC=y\nCONFIG_B=y\n',
    );
  });

  it('removes every line of a symbol', () => {
    check('CONFIG_A=y\nCONFIG_B=y\n# CONFIG_A is not set\n', [['A', undefined]], 'CONFIG_B=y\n');
    check('CONFIG_B=y\nCONFIG_A=y', [['A', undefined]], 'CONFIG_B=y\n');
  });

  it('keeps the line ends of Windows', () => {
    check(
      'CONFIG_DEBUG_INFO=y\r\nCONFIG_A=y\r\n',
      [
        ['DEBUG_INFO', undefined],
        ['DEBUG_KERNEL', 'y'],
        ['DEBUG_INFO_DWARF5', 'y', 'DEBUG_INFO'],
      ],
      'CONFIG_DEBUG_KERNEL=y\r\nCONFIG_DEBUG_INFO_DWARF5=y\r\nCONFIG_A=y\r\n',
    );
    check('CONFIG_A=y\r\nCONFIG_B=y\r\n', [['A', undefined]], 'CONFIG_B=y\r\n');
  });

  it('mends a line that the reader drops', () => {
    check('CONFIG_KEXEC = y\n', [['KEXEC', 'y']], 'CONFIG_KEXEC=y\n');
  });
});

describe('the title of a fix', () => {
  it('names what changes, and only that', () => {
    const text = 'CONFIG_KEXEC=y\nCONFIG_DEBUG_INFO_NONE=y\nCONFIG_RANDSTRUCT=y\n';
    const { title } = fixBySettings(readConfig(text, 'CONFIG_'), [
      ['KEXEC', 'y'],
      ['CRASH_DUMP', 'y'],
      ['PROC_FS', 'y'],
      ['DEBUG_INFO_NONE', 'n'],
      ['RANDSTRUCT', undefined],
    ]);
    assert.equal(
      title,
      'Set CONFIG_CRASH_DUMP=y and CONFIG_PROC_FS=y, unset CONFIG_DEBUG_INFO_NONE, remove CONFIG_RANDSTRUCT',
    );
  });

  it('lists names as people do', () => {
    assert.equal(listed(['A']), 'A');
    assert.equal(listed(['A', 'B']), 'A and B');
    assert.equal(listed(['A', 'B', 'C'], 'or'), 'A, B or C');
  });
});
