import assert from 'node:assert/strict';
import { readDirectives } from '../../../../extension/kconfig/context/directives';

describe('comments for the lint', () => {
  it('tell facts of a file, and where they stand', () => {
    const text =
      'CONFIG_A=y\n# kdump: role=capture, kernel=6.12\n\n// kdump: arch=arm64 -- the board\n';
    const { role, kernel, architecture, lines } = readDirectives(text);
    assert.deepEqual(
      { role, kernel, architecture, lines },
      {
        role: 'capture',
        kernel: '6.12',
        architecture: 'arm64',
        lines: { role: 2, kernel: 2, architecture: 4 },
      },
    );
  });

  it('stand in any kind of comment', () => {
    for (const comment of [
      '# kdump: role=system',
      '#kdump: role=system',
      '   ## kdump:  role=system  ',
      '// kdump: role=system\r',
      '/* kdump: role=system */',
      '/*kdump: role=system*/',
      '/**\n * kdump: role=system\n */',
      'reboot # kdump: role=system',
    ]) {
      assert.equal(readDirectives(`x\n${comment}\ny\n`).role, 'system', comment);
    }
  });

  it('are nothing outside of comments', () => {
    for (const text of [
      'echo "kdump: role=system"',
      'kdump: role=system',
      '# about kdump: role=system',
      '# KDUMP: role=system',
      'a#kdump: role=system',
      '# kdump: the role=system is meant',
      '# kdump:',
    ]) {
      assert.equal(readDirectives(text).role, undefined, text);
    }
  });

  it('silence a file, or some rules in it', () => {
    assert.deepEqual([...readDirectives('# kdump: off\n').off], ['*']);
    assert.deepEqual(
      [...readDirectives('# kdump: off SYS004, ck010 -- wanted\n').off],
      ['SYS004', 'CK010'],
    );
    assert.deepEqual([...readDirectives('# kdump: off by default\n').off], []);
    assert.deepEqual([...readDirectives('# kdump: offline\n').off], []);
  });

  it('silence the next line, or their own', () => {
    const text =
      '# kdump: off-line SYS004\nCONFIG_A=y\nkexec -p x # kdump: off-line\n# kdump: off-line CK001 CK002\n';
    const { off, offInLine } = readDirectives(text);
    assert.equal(off.size, 0);
    assert.deepEqual(
      [...offInLine].map(([line, rules]) => [line, [...rules]]),
      [
        [2, ['SYS004']],
        [3, ['*']],
        [5, ['CK001', 'CK002']],
      ],
    );
  });

  it('add up for one line', () => {
    const { offInLine } = readDirectives('# kdump: off-line CK001\nx # kdump: off-line CK002\n');
    assert.deepEqual(
      [...offInLine].map(([line, rules]) => [line, [...rules]]),
      [[2, ['CK001', 'CK002']]],
    );
  });

  it('count once: the first of a kind', () => {
    const { role, lines } = readDirectives('# kdump: role=both\n# kdump: role=capture\n');
    assert.deepEqual([role, lines.role], ['both', 1]);
  });

  it('are found at once in a large text', () => {
    const start = performance.now();
    readDirectives('kdump:'.repeat(300_000));
    readDirectives(`${'\n'.repeat(1_000_000)}# kdump: off`);
    assert.ok(performance.now() - start < 8_000);
  });
});
