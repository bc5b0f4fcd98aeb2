import assert from 'node:assert/strict';
import { assumingAbsentIsOff, readConfig } from '../../../../extension/kconfig/config/read-config';

const HEADER =
  '#\n# Automatically generated file; DO NOT EDIT.\n# Linux/x86 6.1.0 Kernel Configuration\n#\n';

describe('a configuration', () => {
  it('without a header leaves open what it does not name', () => {
    const config = readConfig(
      'CONFIG_A=y\nCONFIG_B=m\n# CONFIG_C is not set\nCONFIG_D=n\n',
      'CONFIG_',
    );
    assert.equal(config.completeness, 'fragment');
    assert.deepEqual(
      ['A', 'B', 'C', 'D', 'E'].map((symbol) => [
        config.isYes(symbol),
        config.isOn(symbol),
        config.isOff(symbol),
        config.isUnknown(symbol),
      ]),
      [
        [true, true, false, false],
        [false, true, false, false],
        [false, false, true, false],
        [false, false, true, false],
        [false, false, false, true],
      ],
    );
  });

  it('with a header is complete: what it does not name is off', () => {
    const config = readConfig(`${HEADER}CONFIG_A=y\n`, 'CONFIG_');
    assert.equal(config.completeness, 'full');
    assert.ok(config.isOff('E') && !config.isUnknown('E'));
    const header = config.header;
    assert.ok(header);
    assert.equal(
      config.text.slice(header.start, header.end),
      '# Linux/x86 6.1.0 Kernel Configuration',
    );
    assert.deepEqual(config.anchor('E'), header);
  });

  it('can be taken as if it were complete', () => {
    const config = assumingAbsentIsOff(readConfig('CONFIG_A=y\n', 'CONFIG_'));
    assert.ok(config.isOff('E') && config.isYes('A'));
  });

  it('knows that the last line counts, and that refused ones do not', () => {
    const config = readConfig('CONFIG_A=y\nCONFIG_A=m\nCONFIG_A=Y\nCONFIG_A =n\n', 'CONFIG_');
    assert.equal(config.written('A'), 'm');
    assert.equal(config.line('A')?.number, 1);
    assert.equal(config.lostLine('A'), undefined);
  });

  it('does not call off what a dropped line means to set', () => {
    for (const text of [
      'CONFIG_A = y\n',
      '  CONFIG_A=m\n',
      'A=y\n',
      'CONFIG_A=Y\n',
      'CONFIG_A\n',
    ]) {
      const config = readConfig(HEADER + text, 'CONFIG_');
      assert.ok(!config.isOff('A') && !config.isOn('A'), text);
      assert.equal(config.anchor('A').start, HEADER.length, text);
    }
    for (const text of ['CONFIG_A = n\n', '#CONFIG_A is not set\n', '# CONFIG_A=y\n']) {
      const config = readConfig(HEADER + text, 'CONFIG_');
      assert.ok(config.isOff('A'), text);
    }
  });

  it('gives strings without their quotes', () => {
    const config = readConfig('CONFIG_A="a \\"b\\""\nCONFIG_B=y\nCONFIG_C="open\n', 'CONFIG_');
    assert.deepEqual(
      ['A', 'B', 'C', 'D'].map((symbol) => config.string(symbol)),
      ['a "b"', undefined, undefined, undefined],
    );
  });

  it('has a place for problems even where it says nothing', () => {
    assert.deepEqual(readConfig('', 'CONFIG_').anchor('A'), { start: 0, end: 0 });
    assert.deepEqual(readConfig('\n# b\n', 'CONFIG_').anchor('A'), { start: 1, end: 4 });
  });
});
