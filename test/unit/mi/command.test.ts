import assert from 'node:assert/strict';
import { hexAddress, miCommand } from '../../../debug-adapter/mi/command';
import { disassembleCommand, evaluateCommand } from '../../../debug-adapter/mi/data';
import { stackListFramesCommand, stackListVariablesCommand } from '../../../debug-adapter/mi/stack';
import { threadInfoCommand } from '../../../debug-adapter/mi/thread';

describe('MI commands', () => {
  it('writes them for crash', () => {
    assert.equal(threadInfoCommand(), 'gdb interpreter-exec mi "-thread-info"');
    assert.equal(
      stackListFramesCommand(2, { from: 0, to: 9 }),
      'gdb interpreter-exec mi "-stack-list-frames --thread 2 0 9"',
    );
    assert.equal(
      stackListVariablesCommand(1, 3),
      'gdb interpreter-exec mi "-stack-list-variables --thread 1 --frame 3 --simple-values"',
    );
    assert.equal(
      disassembleCommand(0xffffffffa56e3ed7n, 0xffffffffa56e3ee0n),
      'gdb interpreter-exec mi "-data-disassemble -s 0xffffffffa56e3ed7 -e 0xffffffffa56e3ee0 -- 5"',
    );
  });

  // Each of these was answered rightly by crash 8.0.2, 8.0.6 and 9.0.2.
  it('quotes so that crash starts no shell and closes no quote', () => {
    const expression = (text: string) =>
      /"-data-evaluate-expression (.*)"$/.exec(evaluateCommand(text))?.[1];
    assert.equal(expression('jiffies'), 'jiffies');
    assert.equal(expression('1 + 2'), '\\"1 + 2\\"');
    assert.equal(expression('3 | 4'), '\\"3 \\\\174 4\\"');
    assert.equal(expression('3 > 4'), '\\"3 \\\\076 4\\"');
    assert.equal(expression('p->x'), '\\"p-\\\\076x\\"');
    assert.equal(expression('!1'), '\\"\\\\0411\\"');
    assert.equal(expression("'a'"), '\\"\\\\047a\\\\047\\"');
    assert.equal(expression('"a\\tb"'), '\\"\\\\042a\\\\134tb\\\\042\\"');
    assert.equal(expression('(3'), '\\"\\\\0503\\"');
    assert.equal(expression('"é"'), '\\"\\\\042\\\\303\\\\251\\\\042\\"');
    assert.equal(expression(''), '\\"\\"');
  });

  it("leaves nothing that crash's own scan of the line acts on", () => {
    const special = '|!>()\'"\\`;#<~&$%{}[] é';
    for (const first of special) {
      for (const second of special) {
        const line = `${evaluateCommand(`a${first}${second}b`)} > file`;
        assert.equal(findRedirect(line), line.length - '> file'.length, line);
      }
    }
  });

  it('refuses what no line can hold', () => {
    for (const bad of ['a\nb', 'a\rb', '\0', '\x1b', '\x85', '\u2028']) {
      assert.throws(() => miCommand('-data-evaluate-expression', [bad]), RangeError);
    }
    assert.throws(() => miCommand('data-evaluate-expression'), RangeError);
    assert.throws(() => miCommand('-a b'), RangeError);
    assert.throws(() => miCommand('-a', ['x'.repeat(1_400)]), RangeError);
  });

  it('writes addresses', () => {
    assert.equal(hexAddress(0n), '0x0');
    assert.equal(hexAddress(-1n), '0xffffffffffffffff');
    assert.equal(hexAddress(0xffffffffc005800bn), '0xffffffffc005800b');
  });
});

/** Where crash sees the first redirection of a line: it counts quotes and parentheses, no escapes. */
function findRedirect(line: string): number {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    if (character === '(') {
      depth++;
    } else if (character === ')') {
      depth--;
    } else if (character === "'" && quote !== '"') {
      quote = quote === "'" ? '' : "'";
    } else if (character === '"' && quote !== "'") {
      quote = quote === '"' ? '' : '"';
    }
    if (depth === 0 && quote === '') {
      if (
        character === '|' ||
        character === '!' ||
        (character === '>' && line[index - 1] !== '-')
      ) {
        return index;
      }
    }
  }
  return -1;
}
