import assert from 'node:assert/strict';
import { parseBacktrace } from '../../../debug-adapter/commands/bt';
import { Answer } from '../../../debug-adapter/crash/answer-text';
import { withLostExceptions } from '../../../debug-adapter/reader/lost-exceptions';

/** Of a real 6.1: a call through a null pointer in lab_write; `bt` shows no exception. */
const BT = ` #6 [ffffccec400139c0] asm_exc_page_fault+34 at ffffffffb1a00c02
 #7 [ffffccec40013a78] lab_write+514 at ffffffffc0273372 [labcrash]
`;
const ENTRY = 'ffffccec400139c8';

function registers(ip: string, cs: string, sp = 'ffffccec40013a78'): string {
  const words = [...Array<string>(16).fill('0000000000000001'), ip, cs, '0246', sp, '0018'];
  return words.map((word) => `${ENTRY}:  ${word.padStart(16, '0')}   ........\n`).join('');
}

async function entries(bt: string, rd: string, sym = ''): Promise<string[]> {
  const asked: string[] = [];
  const backtrace = await withLostExceptions(parseBacktrace(bt), (command) => {
    asked.push(command);
    return Promise.resolve(new Answer(Buffer.from(command.startsWith('rd') ? rd : sym)));
  });
  assert.ok(asked.every((command) => /^(?:rd -64 [0-9a-f]+ 21|sym [0-9a-f]+)$/.test(command)));
  return backtrace.entries.map((entry) =>
    entry.kind === 'exception' ? `exception ${entry.text}` : entry.kind,
  );
}

describe('exceptions that bt steps over', () => {
  it('come back from the registers on the stack', async () => {
    assert.deepEqual(
      await entries(BT, registers('ffffffff90994140', '0010'), 'ffffffff90994140 (T) victim\n'),
      ['frame', 'exception victim+0', 'registers', 'frame'],
    );
  });

  it('a call through a bad pointer, too', async () => {
    assert.deepEqual(await entries(BT, registers('0', '0010')), [
      'frame',
      'exception unknown or invalid address',
      'registers',
      'frame',
    ]);
  });

  it('nothing is made of what are no registers of the kernel', async () => {
    const none = ['frame', 'frame'];
    assert.deepEqual(await entries(BT, registers('ffffffff90994140', '0033')), none);
    assert.deepEqual(await entries(BT, registers('ffffffff90994140', '0010', '7ffe0')), none);
    assert.deepEqual(await entries(BT, 'rd: invalid kernel virtual address\n'), none);
  });

  it('one that bt shows stays the only one', async () => {
    const shown = BT.replace('\n #7', '\n    [exception RIP: victim+1]\n #7');
    assert.deepEqual(await entries(shown, registers('ffffffff90994140', '0010')), [
      'frame',
      'exception victim+1',
      'frame',
    ]);
  });
});
