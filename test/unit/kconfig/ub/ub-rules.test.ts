import assert from 'node:assert/strict';
import { lintWith } from '../lint-with';

describe('rules for U-Boot', () => {
  it('are sure only where the file says that the arguments are off', () => {
    const bootargs = 'CONFIG_BOOTARGS="console=ttyS0"\n';
    const severity = (text: string) =>
      lintWith('UB001', text, { kind: 'u-boot-config' })[0]?.severity;
    assert.equal(severity(`# CONFIG_USE_BOOTARGS is not set\n${bootargs}`), 'error');
    assert.equal(severity(bootargs), 'warning');
    assert.equal(severity(`CONFIG_USE_BOOTARGS=y\n${bootargs}`), undefined);
    const both = `CONFIG_USE_BOOTARGS=y\nCONFIG_USE_DEFAULT_ENV_FILE=y\n${bootargs}`;
    assert.equal(severity(both), 'error');
  });

  it('are not for Linux', () => {
    assert.deepEqual(lintWith('UB001', 'CONFIG_BOOTARGS="quiet"\n'), []);
  });
});
