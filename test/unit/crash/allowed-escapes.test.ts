import assert from 'node:assert/strict';
import { AnswerStream } from '../../../debug-adapter/crash/answer-stream';
import { judgeConsoleInput } from '../../../debug-adapter/crash/console-input';

const WORDS = { commands: new Set(['ps', 'bt', 'p']), isProgram: () => false };
const judge = (line: string) => judgeConsoleInput(line, WORDS, { folder: '/work/kernel' });

describe('shell escapes that a person’s setting allows', () => {
  const cases: readonly [string, ReturnType<typeof judgeConsoleInput>][] = [
    ['ps | grep init', { kind: 'command', text: 'ps | grep init' }],
    ['!ls -l', { kind: 'command', text: "!(cd '/work/kernel' && ls -l)" }],
    ['ps > a b.txt', { kind: 'command', text: 'ps', saveTo: { file: 'a b.txt', append: false } }],
    ['ps >> "x"', { kind: 'command', text: 'ps', saveTo: { file: 'x', append: true } }],
    ['p (a > b)', { kind: 'command', text: 'p (a > b)' }],
    ['p a->b', { kind: 'command', text: 'p a->b' }],
  ];
  for (const [line, expected] of cases) {
    it(line, () => assert.deepEqual(judge(line), expected));
  }

  for (const line of ['ps | a; b', 'ps |', 'ps >', '!', '| x', '> x', 'ps ! x', 'set gdb on | x']) {
    it(`refused: ${line}`, () => assert.equal(judge(line).kind, 'refused'));
  }

  it('without the setting are refused, and the setting is named', () => {
    const input = judgeConsoleInput('ps | sh', WORDS);
    assert.match(input.kind === 'refused' ? input.reason : '', /kernelCrash\.allowShellEscapes/);
  });
});

describe('an answer that comes in pieces', () => {
  const stream = (...pieces: Buffer[]): string[] => {
    const texts: string[] = [];
    const answer = new AnswerStream((text) => texts.push(text));
    pieces.forEach((piece) => answer.push(piece));
    answer.end();
    return texts;
  };

  it('becomes text a line at a time, wherever it is cut', () => {
    const bytes = Buffer.from('one ü\ntwo\nthree');
    for (let at = 0; at <= bytes.length; at++) {
      const texts = stream(bytes.subarray(0, at), bytes.subarray(at));
      assert.equal(texts.join(''), bytes.toString());
      assert.ok(texts.slice(0, -1).every((text) => text.endsWith('\n')));
    }
  });

  it('does not wait for ever for a line to end', () => {
    assert.equal(stream(Buffer.alloc(100_000, 'x'), Buffer.from('y')).length, 2);
  });
});
