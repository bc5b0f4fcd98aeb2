import assert from 'node:assert/strict';
import { scopesOf, tokenise } from './tokenise';

const kconfig = (text: string) => scopesOf('linux-kconfig', text);

/** Which lines are help text, but for blank ones: their numbers from one. */
async function helpLines(...lines: string[]): Promise<number[]> {
  const tokens = await tokenise('linux-kconfig', lines.join('\n'));
  return tokens.flatMap((line, index) =>
    line.some(
      ({ text, scopes }) =>
        text.trim() !== '' && scopes.some((scope) => scope.startsWith('comment.block')),
    )
      ? [index + 1]
      : [],
  );
}

describe('the grammar of Kconfig', () => {
  it('knows entries and blocks', async () => {
    assert.deepEqual(
      await kconfig('menuconfig KEXEC # why\nconfig 64BIT\nchoice\nendchoice\nif MMU\nendif'),
      [
        'menuconfig: keyword.control.entry',
        'KEXEC: entity.name.type.symbol',
        '#: comment.line.number-sign punctuation.definition.comment',
        ' why: comment.line.number-sign',
        'config: keyword.control.entry',
        '64BIT: entity.name.type.symbol',
        'choice: keyword.control.block',
        'endchoice: keyword.control.block',
        'if: keyword.control.block',
        'MMU: variable.other.constant.symbol',
        'endif: keyword.control.block',
      ],
    );
  });

  it('knows every attribute', async () => {
    const attributes = [
      'prompt "p"',
      'default y',
      'select A',
      'imply A',
      'range 0 9',
      'optional',
      'modules',
      'transitional',
    ];
    for (const attribute of attributes) {
      const [first] = await kconfig(`\t${attribute}`);
      assert.equal(first, `${attribute.replace(/ .*/, '')}: keyword.other.attribute`);
    }
    for (const type of ['bool', 'tristate', 'string', 'int', 'hex', 'def_bool', 'def_tristate']) {
      assert.equal((await kconfig(`\t${type}`))[0], `${type}: storage.type`);
    }
    assert.deepEqual(await kconfig('\tvisible if A'), [
      'visible: keyword.other.attribute',
      'if: keyword.control.conditional',
      'A: variable.other.constant.symbol',
    ]);
    assert.deepEqual((await kconfig('\toption defconfig_list')).slice(0, 2), [
      'option: keyword.other.attribute',
      'defconfig_list: keyword.other.attribute',
    ]);
  });

  it('knows expressions, over several lines too', async () => {
    assert.deepEqual(await kconfig('\tdepends on (!A || B=m) && \\\n\t\tC >= 0x1F if D != "x"'), [
      'depends: keyword.other.attribute',
      'on: keyword.other.attribute',
      '(: punctuation.section.group',
      '!: keyword.operator.logical',
      'A: variable.other.constant.symbol',
      '||: keyword.operator.logical',
      'B: variable.other.constant.symbol',
      '=: keyword.operator.comparison',
      'm: constant.language.tristate',
      '): punctuation.section.group',
      '&&: keyword.operator.logical',
      '\\: punctuation.separator.continuation',
      'C: variable.other.constant.symbol',
      '>=: keyword.operator.comparison',
      '0x1F: constant.numeric.hex',
      'if: keyword.control.conditional',
      'D: variable.other.constant.symbol',
      '!=: keyword.operator.comparison',
      '": string.quoted.double punctuation.definition.string.begin',
      'x: string.quoted.double',
      '": string.quoted.double punctuation.definition.string.end',
    ]);
  });

  it('knows macros, in strings and in each other', async () => {
    assert.deepEqual(await kconfig('source "arch/$(SRCARCH)/$BR2_DIR"'), [
      'source: keyword.control.import',
      '": string.quoted.double punctuation.definition.string.begin',
      'arch/: string.quoted.double',
      '$(: string.quoted.double meta.macro punctuation.section.embedded.begin',
      'SRCARCH: string.quoted.double meta.macro variable.other.macro',
      '): string.quoted.double meta.macro punctuation.section.embedded.end',
      '/: string.quoted.double',
      '$: string.quoted.double punctuation.definition.variable',
      'BR2_DIR: string.quoted.double variable.other.environment',
      '": string.quoted.double punctuation.definition.string.end',
    ]);
    const inner = 'meta.definition.macro meta.macro';
    assert.deepEqual(await kconfig('cc-option = $(shell,f "(x)" $(1))'), [
      'cc-option: meta.definition.macro entity.name.function.macro',
      '=: meta.definition.macro keyword.operator.assignment',
      `$(: ${inner} punctuation.section.embedded.begin`,
      `shell: ${inner} support.function.builtin`,
      `,: ${inner} punctuation.separator.arguments`,
      `f ": ${inner} string.unquoted.argument`,
      `(: ${inner} string.unquoted.argument`,
      `x: ${inner} string.unquoted.argument`,
      `): ${inner} string.unquoted.argument`,
      `" : ${inner} string.unquoted.argument`,
      `$(: ${inner} meta.macro punctuation.section.embedded.begin`,
      `1: ${inner} meta.macro variable.other.macro`,
      `): ${inner} meta.macro punctuation.section.embedded.end`,
      `): ${inner} punctuation.section.embedded.end`,
    ]);
    assert.equal(
      (await kconfig('x += a'))[1],
      '+=: meta.definition.macro keyword.operator.assignment',
    );
    assert.equal(
      (await kconfig('m := a'))[1],
      ':=: meta.definition.macro keyword.operator.assignment',
    );
    assert.equal(
      (await kconfig('\tdef_bool $(cc-option,-mfoo)'))[2],
      'cc-option: meta.macro entity.name.function.macro',
    );
  });

  it('does not carry what is not closed into the next line', async () => {
    for (const line of ['\tprompt "open', "\tprompt 'open", '\tdef_bool $(shell,(', 'x = $(y']) {
      const scopes = await kconfig(`${line}\nconfig NEXT`);
      assert.deepEqual(scopes.slice(-2), [
        'config: keyword.control.entry',
        'NEXT: entity.name.type.symbol',
      ]);
    }
  });
});

describe('help text', () => {
  it('goes on while it is indented, over blank lines and words that look like statements', async () => {
    assert.deepEqual(
      await helpLines(
        'config A',
        '\tbool "a"',
        '\thelp',
        "\t  Say y, if you don't know.",
        '\t  config is not the word that it seems;',
        '',
        '\t    default y',
        '   ',
        '\t  depends on nothing.',
        '',
        'config B',
        '\tbool "b"',
      ),
      [4, 5, 7, 9],
    );
  });

  it('ends at attributes that follow it', async () => {
    assert.deepEqual(
      await helpLines('config A', '\thelp', '\t  Text.', '\tdepends on B', '\tselect C'),
      [3],
    );
    assert.deepEqual(
      await helpLines('\tconfig A', '\t\t---help---', '\t\t  Text.', '\tconfig B', '\t\tbool'),
      [3],
    );
  });

  it('may stand at the indentation of the word help', async () => {
    assert.deepEqual(
      await helpLines(
        'config A',
        '\thelp',
        '\tText: select what you need,',
        '\tif you need it; default is n.',
        '',
        '\tMore text.',
        '\tdepends on B',
        'config B',
      ),
      [3, 4, 6],
    );
  });

  it('may mix tabs and spaces', async () => {
    assert.deepEqual(
      await helpLines('config A', '\thelp', '          Text', '\t  more.', 'config B'),
      [3, 4],
    );
    assert.deepEqual(await helpLines('config A', '       help', '\tText.', 'config B'), [3]);
    assert.deepEqual(await helpLines('config A', '    help', '      Text.', '    bool'), [3]);
  });

  it('may be missing', async () => {
    assert.deepEqual(await helpLines('config A', '\thelp', '', 'config B', '\tbool "b"'), []);
    assert.deepEqual(await helpLines('config A', '\thelp'), []);
  });
});
