import assert from 'node:assert/strict';
import { fixBySetting, removeLine, setSymbol } from '../../../../extension/kconfig/config/edits';
import { readConfig } from '../../../../extension/kconfig/config/read-config';
import { applyEdits } from '../../../../extension/kconfig/model/text';

function set(text: string, symbol: string, value: string, after?: readonly string[]): string {
  return applyEdits(text, [setSymbol(readConfig(text, 'CONFIG_'), symbol, value, after)]);
}

describe('an edit', () => {
  it('changes the line that counts', () => {
    assert.equal(set('CONFIG_A=y\nCONFIG_B=y\n', 'A', 'n'), '# CONFIG_A is not set\nCONFIG_B=y\n');
    assert.equal(set('# CONFIG_A is not set\r\n', 'A', 'm'), 'CONFIG_A=m\r\n');
    assert.equal(set('CONFIG_A=n\nCONFIG_A=n', 'A', 'y'), 'CONFIG_A=n\nCONFIG_A=y');
  });

  it('mends a line that the reader drops rather than adding one', () => {
    assert.equal(set('CONFIG_A = y\nCONFIG_B=y\n', 'A', 'y'), 'CONFIG_A=y\nCONFIG_B=y\n');
    assert.equal(set('#CONFIG_A is not set\n', 'A', 'y'), 'CONFIG_A=y\n');
  });

  it('adds a line behind the last of its neighbours, else at the end', () => {
    const text = 'CONFIG_B=y\nCONFIG_C=y\nCONFIG_D=y\n';
    assert.equal(
      set(text, 'A', 'y', ['C', 'B', 'E']),
      'CONFIG_B=y\nCONFIG_C=y\nCONFIG_A=y\nCONFIG_D=y\n',
    );
    assert.equal(set(text, 'A', 'y'), `${text}CONFIG_A=y\n`);
    assert.equal(set('CONFIG_B=y', 'A', 'y'), 'CONFIG_B=y\nCONFIG_A=y');
    assert.equal(set('CONFIG_B=y\r\n', 'A', 'y'), 'CONFIG_B=y\r\nCONFIG_A=y\r\n');
    assert.equal(set('', 'A', 'y'), 'CONFIG_A=y\n');
  });

  it('takes a line out with its line end', () => {
    const text = 'CONFIG_A=y\r\nCONFIG_B=y';
    const config = readConfig(text, 'CONFIG_');
    const [first, second] = config.lines;
    assert.ok(first && second);
    assert.equal(applyEdits(text, [removeLine(config, first)]), 'CONFIG_B=y');
    assert.equal(applyEdits(text, [removeLine(config, second)]), 'CONFIG_A=y\r\n');
  });

  it('says what it does', () => {
    const config = readConfig('CONFIG_A=y\n', 'CONFIG_');
    assert.equal(fixBySetting(config, 'A', 'n').title, 'Unset CONFIG_A');
    assert.equal(fixBySetting(config, 'B', 'y').title, 'Set CONFIG_B=y');
  });
});
