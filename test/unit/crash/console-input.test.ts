import assert from 'node:assert/strict';
import { judgeConsoleInput, type ConsoleWords } from '../../../debug-adapter/crash/console-input';

/** As `help` and `alias` of crash name them, and some programs that a machine has. */
const COMMANDS =
  'alias bt eval extend foreach gdb help kmem list log mod p ps rd repeat runq search set struct sym g px hex sf sn man';
const PROGRAMS = ['info', 'ls', 'touch', 'echo', 'x', 'size', 'watch'];
const WORDS: ConsoleWords = {
  commands: new Set(COMMANDS.split(' ')),
  isProgram: (word) => PROGRAMS.includes(word),
};

type Verdict = 'command' | 'quit' | 'empty' | 'refused';

function check(verdict: Verdict, lines: readonly string[]): void {
  describe(verdict, () => {
    for (const line of lines) {
      it(JSON.stringify(line.slice(0, 60)), () => {
        const input = judgeConsoleInput(line, WORDS);
        assert.equal(input.kind, verdict);
        if (input.kind === 'command') {
          assert.equal(input.text, line.trim());
        } else if (input.kind === 'refused') {
          assert.match(input.reason, /^(?:[`A-Z]|gdb mode).*\.$/);
        }
      });
    }
  });
}

describe('what is typed into the Debug Console', () => {
  check('empty', ['', ' ', '\t ']);
  check('quit', ['q', 'Q', 'quit', 'exit', ' quit ']);
  check('command', [
    'ps',
    '  bt -f  ',
    'quit now',
    'p jiffies',
    'p ((struct task_struct *)0xffff9fce00180000)->comm',
    'p init_task.mm->pgd->pgd',
    'struct task_struct.comm -x ffff9fce00180000',
    'p (1 > 0)',
    'p (a | b)',
    'gdb print (1 | flags)',
    'p (!x)',
    'p (1 >> 2)',
    'gdb print "a > b"',
    "gdb print '|'",
    'gdb printf "%s\\n", init_task.comm',
    'gdb print "don\'t"',
    'foreach bt',
    'rd -8 ffffffff81000000 16',
    'search -u deadbeef',
    'sym *lock',
    'runq',
    'rd jiffies',
    'set 1',
    'set -p',
    'set radix 16',
    'set hex',
    'settings',
    'alias',
    'set errors on',
    'y'.repeat(1400),
    'p "ядро"',
    ') | sh (',
    // No shell by crash's own rules, seen with 9.0.2.
    'p "a\' | sh \'"',
    'p "a" \'b" | sh "c\'',
    'p (a) -> b',
  ]);
  check('refused', [
    'ps | grep sh',
    'ps > /tmp/x',
    'ps >> /tmp/x',
    'ps>x',
    '!ls',
    '! ls',
    '| sh',
    'p a > b',
    'p a >> b',
    'p (a) | sh',
    'p (a) > (b)',
    'p (a | b',
    'p a | b)',
    'p ((a)',
    'p a)',
    'p "a',
    "p 'a | sh",
    'p "a\' | sh',
    'p -> | sh',
    'p a ->| sh',
    'p (")" | sh "(")',
    "p '(' ' | sh ')'",
    'eval (1) ) ( | sh',
    'p "a\\" | sh \\""',
    '< /tmp/commands',
    '<x',
    'repeat -1 ps',
    'alias x ps -k',
    '"ps"',
    '\\ps',
    'mod -S $(touch x)',
    'extend x.so;touch x',
    'gdb pipe p 1 -- sh',
    'gdb pipe p (1 | touch x #)',
    'gdb with print pretty -- pipe p (1 | sh)',
    'pipe p (1 | sh)',
    'gdb shell (ls)',
    'gdb thread apply all (| p 1)',
    'p $_shell("touch x")',
    'gdb python-interactive',
    'r',
    'r 5',
    'r5',
    'r ps',
    'set gdb on',
    'set  gdb off',
    'set error off',
    'set redirect off',
    'set scroll on',
    'set console /dev/pts/1',
    'set edit vi',
    'set vi',
    'set emacs',
    'sf',
    'sn',
    'alias x ps | sh',
    'alias x "ps | sh"',
    'alias x ps > y',
    'alias x !ls',
    'ps\nquit',
    'ps\x1b[A',
    'ps\x00',
    'ps\x03',
    'x'.repeat(1401),
    'я'.repeat(701),
  ]);

  const given: readonly (readonly [string, string])[] = [
    ['info line schedule', 'gdb info line schedule'],
    ['ls', 'gdb ls'],
    ['touch x', 'gdb touch x'],
    ['./x', 'gdb ./x'],
    ['/bin/ls (a | b)', 'gdb /bin/ls (a | b)'],
    ['task_struct ffff9fce00180000', 'task_struct ffff9fce00180000'],
    ['ptype struct list_head', 'ptype struct list_head'],
  ];
  for (const [line, text] of given) {
    it(`never starts a program: ${line}`, () => {
      assert.deepEqual(judgeConsoleInput(line, WORDS), { kind: 'command', text });
    });
  }
});
