import assert from 'node:assert/strict';
import { evaluated } from './evaluated';
import { treeOf } from './tree-of';

describe('buildTree', () => {
  it('follows the sources of one architecture and knows who selects whom', () => {
    const tree = treeOf({
      Kconfig:
        'mainmenu "Linux/$(ARCH) $(KERNELVERSION)"\nsource "arch/$(SRCARCH)/Kconfig"\nsource "kernel/Kconfig"\n',
      'arch/x86/Kconfig': 'config X86\n\tdef_bool y\n\tselect KEXEC_CORE if A\n\timply B\n',
      'kernel/Kconfig':
        'if A\nmenu "Kexec"\nconfig KEXEC_CORE\n\tbool\nendmenu\nendif\nconfig KEXEC_CORE\n\tbool\nconfig B\n\ttristate "b"\n',
    });
    assert.deepEqual(tree.problems, []);
    assert.deepEqual([...tree.files.keys()], ['Kconfig', 'arch/x86/Kconfig', 'kernel/Kconfig']);
    const core = tree.symbols.get('KEXEC_CORE');
    assert.equal(core?.definitions.length, 2);
    assert.deepEqual(
      core.selectedBy.map(({ by }) => by.symbol.name),
      ['X86'],
    );
    const scope = core.definitions[0]?.scope;
    assert.deepEqual(
      [scope?.kind, scope?.parent?.kind, scope?.parent?.parent],
      ['menu', 'if', undefined],
    );
    assert.equal(tree.symbols.get('B')?.impliedBy.length, 1);
  });

  it('gives choices their members, through conditions, and types to both', () => {
    const tree = treeOf(`choice
	prompt "one of"
config A
	bool "a"
if X
config B
	bool "b"
endif
config NO_MEMBER
	bool
endchoice
choice NAMED
	bool "old"
	optional
endchoice
choice NAMED
config C
	prompt "c"
endchoice
`);
    const [first, named] = tree.choices;
    assert.deepEqual(
      first?.members.map(({ name }) => name),
      ['A', 'B'],
    );
    assert.equal(first.type, 'bool');
    assert.equal(named?.definitions.length, 2);
    assert.equal(named.isOptional, true);
    assert.equal(tree.symbols.get('C')?.type, 'bool');
  });

  it('expands macros that need no program, and leaves the others unknown', () => {
    const tree = treeOf(`comma := ,
flag = -f$(1)$(comma)$(ARCH)
A := $(flag,x)
loop = $(loop)
config TEXT
	string
	default "$(A)"
	default "$(flag,$(loop))"
	default "$(shell,touch /tmp/never)"
	default "$(NOT_KNOWN)"
	default "$(flag$(empty))"
`);
    const defaults = tree.symbols
      .get('TEXT')
      ?.definitions[0]?.properties.flatMap((property) =>
        property.kind === 'default' && property.value.kind === 'operand' ? [property.value] : [],
      );
    assert.deepEqual(
      defaults?.map(({ text, unknown }) => (unknown ? undefined : text)),
      ['-fx,x86_64', undefined, undefined, undefined, undefined],
    );
  });

  it('takes what make sets, where it is known, for symbols that ask for it', () => {
    const tree = treeOf(
      'config A\n\tstring\n\toption env="ARCH"\nconfig B\n\tstring\n\toption env="HOSTARCH"\n',
    );
    const evaluation = evaluated(tree, '');
    assert.equal(evaluation.valueOf('A')?.text, 'x86_64');
    assert.equal(evaluation.valueOf('B')?.text, undefined);
  });

  it('is told of files that are missing, read themselves, or lie outside', () => {
    const tree = treeOf({
      Kconfig:
        'source "missing"\nosource "missing"\nsource "a/Kconfig"\nsource "../../etc/passwd"\nsource "/etc/passwd"\nsource "$(shell,id)/x"\n',
      'a/Kconfig': 'rsource "b/Kconfig"\nconfig A\n\tbool\n',
      'a/b/Kconfig': 'source "a/Kconfig"\nconfig B\n\tbool\n',
    });
    assert.deepEqual(
      tree.problems.map(({ kind, place }) => [kind, place.file, place.line]),
      [
        ['missing-file', 'Kconfig', 1],
        ['recursive-source', 'a/b/Kconfig', 1],
        ['outside-tree', 'Kconfig', 4],
        ['outside-tree', 'Kconfig', 5],
        ['unknown-path', 'Kconfig', 6],
      ],
    );
    assert.deepEqual([...tree.symbols.keys()].sort(), ['A', 'B']);
  });

  it('reads wildcards in order, and gives up on files that double themselves', () => {
    const files: Record<string, string> = { Kconfig: 'osource "d*/[a-c]?.k"\nsource "x0"\n' };
    for (const name of ['d1/ca.k', 'd1/aa.k', 'd2/bb.k', 'd2/.b.k', 'd2/dd.k', 'e/aa.k']) {
      files[name] = '';
    }
    for (let level = 0; level < 30; level++) {
      files[`x${level}`] = `source "x${level + 1}"\nsource "x${level + 1}"\n`;
    }
    files['x30'] = 'config END\n\tbool\n';
    const tree = treeOf(files);
    assert.deepEqual(
      [...tree.files.keys()].filter((name) => name.endsWith('.k')),
      ['d1/aa.k', 'd1/ca.k', 'd2/bb.k'],
    );
    assert.equal(tree.problems[0]?.kind, 'too-much');
  });
});
