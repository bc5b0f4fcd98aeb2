import assert from 'node:assert/strict';
import { parseKconfig } from '../../../../extension/kconfig/tree/syntax/parse-kconfig';
import type {
  Config,
  Expression,
  Statement,
} from '../../../../extension/kconfig/tree/syntax/syntax';

describe('parseKconfig', () => {
  it('reads an entry with all its properties and where they stand', () => {
    const [entry] = statements(`config KEXEC
	bool "Enable kexec" if EXPERT
	depends on ARCH_SUPPORTS_KEXEC && !(A || B = "x y")
	select KEXEC_CORE
	imply OTHER if C != n
	default y if D
	range 1 64
	help
	  kexec is a system call.

	  It loads.
config NEXT
	def_tristate m
`);
    assert.equal(entry?.kind, 'config');
    const config = entry;
    assert.equal(config.name.text, 'KEXEC');
    assert.deepEqual(
      config.properties.map(({ kind }) => kind),
      ['type', 'prompt', 'depends', 'select', 'imply', 'default', 'range', 'help'],
    );
    const depends = config.properties[2];
    assert.ok(depends?.kind === 'depends');
    assert.equal(shown(depends.on), '(ARCH_SUPPORTS_KEXEC && !(A || B="x y"))');
    const name = depends.on.kind === 'and' ? depends.on.of[0] : undefined;
    assert.ok(name?.kind === 'operand');
    assert.deepEqual([name.line, name.column, name.length], [3, 13, 19]);
    const help = config.properties[7];
    assert.ok(help?.kind === 'help');
    assert.deepEqual([help.firstLine, help.lastLine, config.lastLine], [9, 11, 11]);
  });

  it('reads menus, conditions, choices of old and new kernels, and other files', () => {
    const file = parseKconfig(`mainmenu "Linux/$(ARCH)"
source "scripts/Kconfig.include"
orsource "more/*/Kconfig"
menu "Top"
	depends on A
	visible if B
if C
choice NAMED
	prompt "one"
	optional
config D
	bool "d"
endchoice
comment "said"
	depends on !C
endif
endmenu
`);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(kinds(file.statements), [
      'mainmenu',
      'source',
      'orsource',
      ['menu', [['if', [['choice', ['config']], 'comment']]]],
    ]);
  });

  it('reads what only some kernels have', () => {
    const file = parseKconfig(`config A
	bool
	option env="ARCH"
	option allnoconfig_y
	modules
	transitional
	---help---
	  old
config B
	boolean "b"
	depends on A if C
	depends  on \\
		D
`);
    assert.deepEqual(file.problems, []);
    const config = file.statements[1] as Config;
    const places = config.properties.flatMap((property) =>
      property.kind === 'depends' && property.on.kind === 'operand'
        ? [[property.on.text, property.on.line, property.condition && shown(property.condition)]]
        : [],
    );
    assert.deepEqual(places, [
      ['A', 11, 'C'],
      ['D', 13, undefined],
    ]);
  });

  it('leaves macros as they stand, with commas, quotes and parentheses in them', () => {
    const file = parseKconfig(`left := (
cc-option = $(success,$(CC) -Werror $(1) -c -x c /dev/null -o "a b") # no comment
$(error-if,$(failure,command -v $(CC)),no "compiler")
config CC_HAS
	def_bool $(cc-option,-fno-stack-protector) && A
	default "$(shell,echo "a")" if $(success,true)
`);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(kinds(file.statements), ['variable', 'variable', 'macro-call', 'config']);
    const variable = file.statements[1];
    assert.ok(variable?.kind === 'variable');
    assert.match(variable.value, /^\$\(success.*# no comment$/);
    const [, first, second] = (file.statements[3] as Config).properties;
    assert.ok(first?.kind === 'default' && second?.kind === 'default');
    assert.equal(shown(first.value), '($(cc-option,-fno-stack-protector) && A)');
    assert.equal(shown(second.value), '"$(shell,echo "a")"');
  });

  it('ends a help text where conf ends it', () => {
    const names = (text: string) =>
      parseKconfig(text).statements.map((statement) => (statement as Config).name.text);
    // Indented less than its first line; a line of blanks does not end it.
    assert.deepEqual(names('config A\n\thelp\n\t  text\n \n\t  more\n\tbool\nconfig B\n'), [
      'A',
      'B',
    ]);
    // Nothing at all.
    assert.deepEqual(names('config A\n\thelp\n\nconfig B\n\tbool\n'), ['A', 'B']);
    // Right below "help" even a line that is not indented is text.
    assert.deepEqual(names('config A\n\thelp\nconfig B\nconfig C\n'), ['A', 'C']);
  });

  for (const [what, text, line, message] of [
    ['a word that is no statement', 'config A\n\tbool\nconfg B\n', 3, /knows no statement "confg"/],
    ['a menu without an end', 'menu "m"\nconfig A\n\tbool\n', 1, /endmenu of this menu is missing/],
    ['an end without a beginning', 'config A\n\tbool\nendif\n', 3, /no if that this endif/],
    [
      'crossed blocks',
      'menu "m"\nif A\nendmenu\n',
      2,
      /endif of this if is missing before endmenu/,
    ],
    ['half an expression', 'config A\n\tdepends on B &&\n', 2, /symbol is wanted at the end/],
    ['an open parenthesis', 'config A\n\tdepends on (B || C\n', 2, /closing parenthesis/],
    ['depends without on', 'config A\n\tdepends B\n', 2, /"on" is wanted/],
    ['words left over', 'config A B\n', 1, /Nothing is expected before "B"/],
    ['an open quote', 'config A\n\tbool "a\n', 2, /closing quote is missing/],
    ['a property of nothing', 'if A\n\tbool "a"\nendif\n', 2, /belongs to an entry/],
  ] as const) {
    it(`tells of ${what}, and reads on`, () => {
      const { problems } = parseKconfig(text);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.equal(problems[0]?.place.line, line);
      assert.match(problems[0]?.message ?? '', message);
    });
  }

  it('never throws and never hangs, whatever is cut off or doubled', () => {
    const text = `menu "a"\nconfig A\n\tbool "p" if (B && !C) || D <= 5\n\thelp\n\t  x\nendmenu\n`;
    for (let at = 0; at <= text.length; at++) {
      for (const piece of ['', '(', '"', '$(', '\\\n', '\r\n', '\0', '!'.repeat(500)]) {
        parseKconfig(text.slice(0, at) + piece);
        parseKconfig(text.slice(0, at) + piece + text.slice(at));
      }
    }
    const deep = parseKconfig(`config A\n\tdepends on ${'('.repeat(100_000)}B\n`);
    assert.match(deep.problems[0]?.message ?? '', /too deep/);
  });
});

function statements(text: string): readonly Statement[] {
  const file = parseKconfig(text);
  assert.deepEqual(file.problems, []);
  return file.statements;
}

type Kinds = (string | [string, Kinds])[];

function kinds(list: readonly Statement[]): Kinds {
  return list.map((statement) =>
    'body' in statement ? [statement.kind, kinds(statement.body)] : statement.kind,
  );
}

function shown(expression: Expression): string {
  switch (expression.kind) {
    case 'operand':
      return expression.quoted ? `"${expression.text}"` : expression.text;
    case 'not':
      return `!${shown(expression.of)}`;
    case 'compare':
      return `${shown(expression.left)}${expression.operator}${shown(expression.right)}`;
    case 'and':
    case 'or':
      return `(${expression.of.map(shown).join(expression.kind === 'and' ? ' && ' : ' || ')})`;
  }
}
