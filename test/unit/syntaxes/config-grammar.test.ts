import assert from 'node:assert/strict';
import { scopesOf, tokenise } from './tokenise';

const HASH = '#: comment.line.number-sign punctuation.definition.comment';

/** Of one assignment: the scopes of its value. */
async function valueOf(value: string): Promise<string[]> {
  const scopes = await scopesOf('linux-config', `CONFIG_X=${value}`);
  assert.deepEqual(scopes.slice(0, 3), [
    'CONFIG_: meta.assignment variable.other.constant.prefix',
    'X: meta.assignment variable.other.constant.symbol',
    '=: meta.assignment keyword.operator.assignment',
  ]);
  return scopes.slice(3).map((scope) => scope.replace(': meta.assignment ', ': '));
}

describe('the grammar of kernel configurations', () => {
  it('knows the values that Kconfig takes', async () => {
    assert.deepEqual(await valueOf('y'), ['y: constant.language.tristate']);
    assert.deepEqual(await valueOf('m'), ['m: constant.language.tristate']);
    assert.deepEqual(await valueOf('no'), ['no: constant.language.tristate']);
    assert.deepEqual(await valueOf('-12'), ['-12: constant.numeric.decimal']);
    assert.deepEqual(await valueOf('0x1000000'), ['0x1000000: constant.numeric.hex']);
    assert.deepEqual(await valueOf('fF'), ['fF: constant.numeric.hex']);
    assert.deepEqual(await valueOf(''), []);
    assert.deepEqual(await valueOf('"a \\"b\\""'), [
      '": string.quoted.double punctuation.definition.string.begin',
      'a : string.quoted.double',
      '\\": string.quoted.double constant.character.escape',
      'b: string.quoted.double',
      '\\": string.quoted.double constant.character.escape',
      '": string.quoted.double punctuation.definition.string.end',
    ]);
  });

  it('knows the values that no symbol takes', async () => {
    for (const value of ['Y', '"y', '1.5', 'two words', "'y'"]) {
      assert.deepEqual(await valueOf(value), [`${value}: invalid.illegal.value`]);
    }
  });

  it('tells "is not set" from comments', async () => {
    assert.deepEqual(await scopesOf('linux-config', '# CONFIG_KEXEC is not set'), [
      '#: meta.unset punctuation.definition.unset',
      'CONFIG_: meta.unset variable.other.constant.prefix',
      'KEXEC: meta.unset variable.other.constant.symbol',
      'is not set: meta.unset constant.language.unset',
    ]);
    const comments = [
      ' A remark',
      'CONFIG_KEXEC is not set',
      ' CONFIG_KEXEC is not set ',
      ' CONFIG_KEXEC is not set.',
      ' CONFIG_KEXEC=y',
      ' BR2_PACKAGE_KEXEC is not set',
    ];
    for (const comment of comments) {
      assert.deepEqual(await scopesOf('linux-config', `#${comment}`), [
        HASH,
        `${comment}: comment.line.number-sign`,
      ]);
    }
  });

  it('marks lines that the kernel drops', async () => {
    const lines = [
      ' CONFIG_X=y',
      'CONFIG_X =y',
      'CONFIG_X= y',
      'CONFIG_X',
      'CONFIG_X is not set',
      'some words',
      '\t# an indented remark',
      '=y',
    ];
    for (const line of lines) {
      assert.deepEqual(await scopesOf('linux-config', line), [
        `${line}: invalid.illegal.dropped-line`,
      ]);
    }
    assert.deepEqual(await scopesOf('linux-config', 'CT_OTHER_PROJECT=y'), []);
  });

  it('shows the header, and titles of sections with their ends', async () => {
    const text = `#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.12.1 Kernel Configuration
#
CONFIG_64BIT=y

#
# General setup
#
# CONFIG_A is not set
# end of General setup`;
    const headings = (await tokenise('linux-config', text)).map((line) =>
      line
        .filter(({ scopes }) => scopes.some((scope) => scope.startsWith('entity.name.section')))
        .map((token) => token.text)
        .join(),
    );
    assert.deepEqual(headings, [
      ...['', '', 'Linux/x86 6.12.1 Kernel Configuration', '', '', ''],
      ...['', 'General setup', '', '', 'General setup'],
    ]);
    const [unset] = (await tokenise('linux-config', text)).slice(9);
    assert.equal(unset?.[0]?.scopes[0], 'meta.unset.linux-config');
  });

  it('leaves a title block where something else comes', async () => {
    const lines = await tokenise('linux-config', '#\n# A title\nCONFIG_X=y\n# a remark');
    assert.ok(lines[2]?.every(({ scopes }) => scopes[0] === 'meta.assignment.linux-config'));
    assert.ok(lines[3]?.every(({ scopes }) => scopes.length <= 2));
  });

  it('shows what a file says to the lint', async () => {
    assert.deepEqual(await scopesOf('linux-config', '# kdump: role=capture off SYS004'), [
      '#: comment.line.number-sign.directive punctuation.definition.comment',
      'kdump:: comment.line.number-sign.directive keyword.other.directive',
      'role: comment.line.number-sign.directive variable.parameter',
      '=: comment.line.number-sign.directive keyword.operator.assignment',
      'capture: comment.line.number-sign.directive constant.other',
      'off: comment.line.number-sign.directive keyword.control.directive',
      'SYS004: comment.line.number-sign.directive constant.other.rule',
    ]);
  });
});

describe('the grammar of Buildroot configurations', () => {
  it('knows its symbols', async () => {
    assert.deepEqual(
      await scopesOf('buildroot-config', '# BR2_STATIC_LIBS is not set\nBR2_PACKAGE_KEXEC=y'),
      [
        '#: meta.unset punctuation.definition.unset',
        'BR2_: meta.unset variable.other.constant.prefix',
        'STATIC_LIBS: meta.unset variable.other.constant.symbol',
        'is not set: meta.unset constant.language.unset',
        'BR2_: meta.assignment variable.other.constant.prefix',
        'PACKAGE_KEXEC: meta.assignment variable.other.constant.symbol',
        '=: meta.assignment keyword.operator.assignment',
        'y: meta.assignment constant.language.tristate',
      ],
    );
  });

  it('shares values, titles and directives with the kernel’s', async () => {
    const text = '#\n# Kernel\n# BR2_LINUX_KERNEL is not set\n#\n# kdump: off\nBR2_X= y';
    const scopes = await scopesOf('buildroot-config', text);
    assert.ok(
      scopes.includes('LINUX_KERNEL: meta.section meta.unset variable.other.constant.symbol'),
    );
    assert.ok(scopes.some((scope) => /^Kernel: .* entity\.name\.section$/.test(scope)));
    assert.ok(scopes.some((scope) => /^off: .* keyword\.control\.directive$/.test(scope)));
    assert.equal(scopes.at(-1), 'BR2_X= y: invalid.illegal.dropped-line');
  });
});
