import assert from 'node:assert/strict';
import { find, show } from './show';

describe('command lines in configurations', () => {
  it('finds the built-in one, to which a boot loader adds', () => {
    assert.deepEqual(show('linux-config', 'CONFIG_CMDLINE="quiet crashkernel=256M"\n'), [
      'cmdline+ [quiet][crashkernel=256M]',
    ]);
  });

  for (const symbol of ['CMDLINE_FORCE', 'CMDLINE_OVERRIDE', 'CMDLINE_OVERWRITE']) {
    it(`knows that ${symbol} makes it the only one`, () => {
      const text = `CONFIG_CMDLINE="quiet"\nCONFIG_${symbol}=y\n`;
      assert.deepEqual(show('linux-config', text), ['cmdline [quiet]']);
    });
  }

  it('undoes backslashes as Kconfig does, and keeps the places', () => {
    const text = String.raw`CONFIG_CMDLINE="a=\"b c\" d\\e crashkernel=1G" # odd` + '\n';
    assert.deepEqual(show('linux-config', text), [
      String.raw`cmdline+ [a=b c~a=\"b c\"][d\e~d\\e][crashkernel=1G]`,
    ]);
    const [boot] = find('linux-config', text);
    assert.equal(text[boot?.span.end ?? 0], '"');
  });

  it('passes over what is no string, or empty', () => {
    for (const value of ['', '""', 'quiet', 'y', '"']) {
      assert.deepEqual(show('linux-config', `CONFIG_CMDLINE=${value}\n`), []);
    }
  });

  it('takes the last of several lines', () => {
    const text = 'CONFIG_CMDLINE="a"\nCONFIG_CMDLINE="b"\n';
    assert.deepEqual(show('linux-config', text), ['cmdline+ [b]']);
  });

  it('leaves a dollar sign as it is: Linux knows no variables', () => {
    assert.deepEqual(show('linux-config', 'CONFIG_CMDLINE="a=$b"\n'), ['cmdline+ [a=$b]']);
  });

  it('finds that of U-Boot, without what its variables give', () => {
    const text =
      'CONFIG_BOOTARGS="serial=${serial#} console=ttyS2 ${mtdparts} crashkernel=128M $x"\n';
    assert.deepEqual(show('u-boot-config', text), ['u-boot+ [console=ttyS2][crashkernel=128M]']);
    assert.deepEqual(show('u-boot-config', 'CONFIG_BOOTARGS="quiet"\n'), ['u-boot [quiet]']);
  });

  it('finds none in those of other projects', () => {
    assert.deepEqual(show('other-config', 'CONFIG_CMDLINE="quiet"\n'), []);
    assert.deepEqual(show('linux-config', 'CONFIG_BOOTARGS="quiet"\n'), []);
  });
});
