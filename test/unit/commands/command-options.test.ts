import assert from 'node:assert/strict';
import { parseCommandOptions } from '../../../debug-adapter/commands/command-options';
import { parseMemberOffset, parseModTaints } from '../../../debug-adapter/commands/mod-taints';
import { readTypedLine } from '../../../debug-adapter/reader/completion/typed-line';

/** Of crash 9.0.2, shortened. */
const HELP = `
NAME
  dis - disassemble

SYNOPSIS
  dis [-rfludxs][-b [num]] [address | symbol | (expression)] [count]

DESCRIPTION
  This command disassembles source code instructions starting (or ending) at
  a text address that may be expressed by value, symbol or expression:

            -r  (reverse) displays all instructions from the start of the 
                routine up to and including the designated address.
      -b [num]  modify the pre-calculated number of encoded bytes to skip after

EXAMPLES
  Disassemble the sys_signal() routine without, and then with, line numbers:

    crash> dis -l sys_signal
            -z  no option
`;

describe('the options of a command', () => {
  it('come from its description and its synopsis', () => {
    const options = parseCommandOptions(HELP);
    assert.deepEqual(options[0], {
      name: '-r',
      text: '(reverse) displays all instructions from the start of the',
    });
    assert.deepEqual(options.map(({ name }) => name).sort(), [
      ...['-b', '-d', '-f', '-l', '-r', '-s', '-u', '-x'],
    ]);
  });

  it('are none where there is no help', () => {
    assert.deepEqual(parseCommandOptions('help: foo: no such command\n'), []);
  });
});

describe('what is being typed', () => {
  const cases: readonly [string, object][] = [
    ['fore', { kind: 'command', word: 'fore' }],
    ['', { kind: 'command', word: '' }],
    ['bt -', { kind: 'option', word: '-', command: 'bt' }],
    ['bt 5', { kind: 'task', word: '5' }],
    ['set lab-d', { kind: 'task', word: 'lab-d' }],
    ['p init_t', { kind: 'name', word: 'init_t' }],
    ['p init_task.se.v', { kind: 'member', word: 'v', expression: 'init_task.se.' }],
    ['req->ver', { kind: 'member', word: 'ver', expression: 'req->' }],
    ['p (a + b->c.', { kind: 'member', word: '', expression: 'b->c.' }],
    ['struct task_s', { kind: 'type', word: 'task_s', keyword: 'struct' }],
    ['struct task_struct.pi', { kind: 'type-member', word: 'pi', type: 'struct task_struct' }],
    ['p (struct fi', { kind: 'type', word: 'fi', keyword: 'struct' }],
    ['p a - b', { kind: 'name', word: 'b' }],
  ];
  const commands = new Set(['bt', 'set', 'p', 'struct']);
  for (const [line, expected] of cases) {
    it(JSON.stringify(line), () =>
      assert.deepEqual(
        readTypedLine(line, (word) => commands.has(word)),
        expected,
      ),
    );
  }
});

describe('what mod -t and struct module say', () => {
  it('is read', () => {
    const taints = parseModTaints('NAME      TAINTS\nlabcrash  O\nother     PO(U)\n');
    assert.deepEqual(
      [...taints],
      [
        ['labcrash', 'O'],
        ['other', 'PO(U)'],
      ],
    );
    assert.equal(parseModTaints('mod: no modules are tainted\n').size, 0);
    assert.equal(parseMemberOffset('struct module {\n  [232] const char *version;\n}\n'), 232);
    assert.equal(parseMemberOffset('struct: invalid data structure reference\n'), undefined);
  });
});
