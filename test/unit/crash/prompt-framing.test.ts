import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PromptFraming, stripEscapes } from '../../../debug-adapter/crash/prompt-framing';
import { startProgress } from '../../../debug-adapter/crash/start-progress';

/** All that a real crash wrote to a terminal: start, four commands, quit. */
function recording(name: string): string {
  return readFileSync(new URL(`fixtures/terminal-${name}.txt`, import.meta.url), 'utf8');
}

const RECORDINGS = ['8.0.6', '9.0.2', '9.0.2-xterm'];

/** The text up to the first prompt, its end included. */
function startOf(text: string): string {
  return text.slice(0, /crash> /.exec(text)!.index + 'crash> '.length);
}

function framingOf(...pieces: readonly string[]): PromptFraming {
  const framing = new PromptFraming();
  pieces.forEach((piece) => framing.push(piece));
  return framing;
}

describe('the start of a real crash', () => {
  for (const name of RECORDINGS) {
    const start = startOf(recording(name));

    it(`${name}: cut anywhere, the prompt is found once, at its end`, () => {
      const whole = framingOf(start);
      assert.equal(whole.prompt(), 'crash> ');
      const text = whole.take();
      assert.match(text, /KERNEL: vmlinux/);
      assert.doesNotMatch(text, /[\x1b\x07]|crash> $/);
      for (let cut = 1; cut < start.length; cut++) {
        const framing = framingOf(start.slice(0, cut));
        assert.equal(framing.prompt(), undefined, JSON.stringify(start.slice(0, cut).slice(-30)));
        framing.push(start.slice(cut));
        assert.equal(framing.prompt(), 'crash> ');
        assert.equal(framing.take(), text);
      }
    });

    it(`${name}: byte by byte`, () => {
      const framing = framingOf(...start);
      assert.equal(framing.prompt(), 'crash> ');
      assert.equal(framing.take(), framingOf(start).take());
    });

    it(`${name}: the steps of the start`, () => {
      const steps = start.split('\r').flatMap((piece) => startProgress(piece) ?? []);
      assert.deepEqual(steps.slice(-2), ['gathering task table data', 'determining panic task']);
      assert.ok(steps.includes('gathering module symbol data'));
      assert.equal(startProgress(start), 'determining panic task');
    });
  }
});

describe('commands of a real crash', () => {
  for (const name of RECORDINGS) {
    const text = recording(name).slice(startOf(recording(name)).length);
    // Each is typed when the answer before it, which ends in a prompt, has come.
    const dialogue = text.split(/(?<=crash> )/).slice(0, -1);

    it(`${name}: cut anywhere, each is answered at its prompt and not before`, () => {
      assert.equal(dialogue.length, 4);
      for (const [index, answer] of dialogue.entries()) {
        const token = ` > a${index + 1}`;
        for (let cut = 1; cut < answer.length; cut++) {
          const framing = framingOf();
          framing.confirm('crash> ');
          framing.push(answer.slice(0, cut));
          assert.equal(framing.isAnswered(token), false, JSON.stringify(answer.slice(0, cut)));
          framing.push(answer.slice(cut));
          assert.equal(framing.isAnswered(token), true, JSON.stringify(answer));
          assert.match(framing.take(), /^\S.* > a\d\r\n\r?$/);
        }
      }
    });
  }
});

describe('prompts', () => {
  const cases: readonly [string, string | undefined][] = [
    ['crash> ', 'crash> '],
    ['\r\ncrash> ', 'crash> '],
    ['crash-9.0.2-arm64> ', 'crash-9.0.2-arm64> '],
    ['crash_7.2> ', 'crash_7.2> '],
    ['my crash> ', 'my crash> '],
    ['кrash> ', 'кrash> '],
    ['gdb> ', 'gdb> '],
    ['\x1b[?2004hcrash> ', 'crash> '],
    ['\x1b[1m\x1b[0mcrash> \x1b[K', 'crash> '],
    ['\x1b]0;title\x07crash> ', 'crash> '],
    ['\r                  \rcrash> ', 'crash> '],
    ['crash>', undefined],
    ['crash>  ', undefined],
    ['> ', undefined],
    [' crash> ', undefined],
    ['crash> ps', undefined],
    ['crash> \r\n', undefined],
    ['    <http://www.gnu.org/software/gdb/documentation/>.', undefined],
    ['please wait... (gathering task table data)', undefined],
    [`${'x'.repeat(100)}> `, undefined],
    ['', undefined],
  ];
  for (const [text, prompt] of cases) {
    it(JSON.stringify(text.slice(0, 60)), () => {
      assert.equal(framingOf(text).prompt(), prompt);
      assert.equal(framingOf(...text).prompt(), prompt);
    });
  }

  it('are only the confirmed one and gdb’s, once there is one', () => {
    const framing = new PromptFraming();
    framing.confirm('crash> ');
    framing.push('\r\na line of text> ');
    assert.equal(framing.prompt(), undefined);
    framing.push('\r\ngdb> ');
    assert.equal(framing.prompt(), 'gdb> ');
    framing.push('\r\ncrash> ');
    assert.equal(framing.prompt(), 'crash> ');
  });
});

describe('the answer to a command', () => {
  function check(name: string, pieces: readonly string[], answeredAfter: number): void {
    it(name, () => {
      const framing = new PromptFraming();
      framing.confirm('crash> ');
      const answered = pieces.findIndex((piece) => {
        framing.push(piece);
        return framing.isAnswered(' > a7');
      });
      assert.equal(answered, answeredAfter);
    });
  }

  check('comes after its echo', ['ps > a7\r\n', 'crash> '], 1);
  check('in one piece', ['ps > a7\r\ncrash> '], 0);
  check('an echo with escapes in its midst', ['ps \x1b[K> a\x1b[m7\r\n', 'crash> '], 1);
  check('an escape cut in two', ['ps > a7\r\n\x1b', '[?2004lx\r\ncr', 'ash> '], 2);
  check('is not the late prompt of the command before', ['crash> ', 'ps > a7\r\n', 'crash> '], 2);
  check('nor that of a Ctrl-C', ['^C\r\n', 'crash> ', 'ps > a7', '\r\n', 'crash> '], 4);
  check('is not a prompt on the line of the echo', ['crash> ps > a7'], -1);
  check('nor the prompt of another command', ['ps > a6\r\n', 'crash> '], -1);
  check('may be followed by what crash says', ['x > a7\r\n', 'WARNING: x\r\n', 'crash> '], 2);
});

describe('escape sequences', () => {
  const cases: readonly [string, string][] = [
    ['plain', 'plain'],
    ['\x1b[1mbold\x1b[m', 'bold'],
    ['\x1b[38;5;12mcolour\x1b[0m', 'colour'],
    ['\x1b[?2004l\r', '\r'],
    ['\x1b]0;title\x07x', 'x'],
    ['\x1b]8;;http://x\x1b\\link', 'link'],
    ['\x1b(Bx', 'x'],
    ['\x1b=x\x1b>y', 'xy'],
    ['bell\x07', 'bell'],
    ['[0m no escape', '[0m no escape'],
  ];
  for (const [text, stripped] of cases) {
    it(JSON.stringify(text), () => assert.equal(stripEscapes(text), stripped));
  }
});

describe('a flood on the terminal', () => {
  const MEGABYTES = 8;

  it('is counted, not kept; echo and prompt are still seen', () => {
    const framing = new PromptFraming();
    framing.confirm('crash> ');
    const piece = `${'x'.repeat(4094)}\r\n`;
    let sent = 'yes > a7\r\n'.length;
    framing.push('yes > a7\r\n');
    for (let index = 0; index < (MEGABYTES * 1024) / 4; index++) {
      framing.push(piece);
      sent += piece.length;
      assert.equal(framing.isAnswered(' > a7'), false);
    }
    assert.equal(framing.length, sent);
    framing.push('crash> ');
    assert.ok(framing.isAnswered(' > a7'));
    const text = framing.take();
    assert.ok(text.length < 1024 * 1024);
    assert.match(text, /^yes > a7[^]*\[… \d+ characters left out …\][^]*xx\r\n$/);
    assert.equal(framing.length, 0);
  });

  it('without any line end, too', () => {
    const framing = framingOf('ps > a7\r\n');
    for (let index = 0; index < 64; index++) {
      framing.push('y'.repeat(64 * 1024));
    }
    framing.push('\r\ncrash> ');
    assert.ok(framing.isAnswered(' > a7'));
    assert.ok(framing.take().length < 1024 * 1024);
  });
});

describe('progress lines', () => {
  const cases: readonly [string, string | undefined][] = [
    ['please wait... (gathering module symbol data)', 'gathering module symbol data'],
    ['please wait... (a)\r     \rplease wait... (b)', 'b'],
    [
      'please wait... (patching 12345 gdb minimal_symbol values)',
      'patching 12345 gdb minimal_symbol values',
    ],
    ['please wait... (uncompressing vmlinux.gz)', 'uncompressing vmlinux.gz'],
    ['please wait... (', undefined],
    ['please wait... ()', undefined],
    [`please wait... (${'x'.repeat(200)})`, undefined],
    ['crash> ', undefined],
  ];
  for (const [text, step] of cases) {
    it(step ?? `none: ${JSON.stringify(text.slice(0, 40))}`, () =>
      assert.equal(startProgress(text), step),
    );
  }
});
