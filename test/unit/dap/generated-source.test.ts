import assert from 'node:assert/strict';
import { generatedText } from '../../../debug-adapter/dap/generated-source';
import type { CallFrame } from '../../../debug-adapter/model/frame';
import type { Instruction } from '../../../debug-adapter/model/instruction';
import type { OpenedDump } from '../../../debug-adapter/reader/opened-dump';

const FRAME: CallFrame = {
  kind: 'call',
  functionName: 'vfs_write',
  pc: 0xffffffff810e3f75n,
  inlined: false,
  confirmed: true,
  exception: false,
  handler: false,
};

const CALL: Instruction = {
  address: 0xffffffff810e3f70n,
  text: 'call   0xffffffff81000000',
  bytes: Buffer.from('e88bc0f1ff', 'hex'),
  symbol: { name: 'vfs_write', offset: 153 },
};

const RETURN: Instruction = {
  address: 0xffffffff810e3f75n,
  text: 'mov    %eax,%ebx',
  bytes: Buffer.from('89c3', 'hex'),
  symbol: { name: 'vfs_write', offset: 158 },
};

interface Answers {
  readonly tried?: readonly string[];
  readonly functionAt?: () => Promise<readonly Instruction[]>;
}

/** As much of a dump as the text is made of. */
function dump({ tried = [], functionAt }: Answers = {}): OpenedDump {
  return {
    sources: { find: () => Promise.resolve({ kind: 'missing', tried }) },
    code: { functionAt: functionAt ?? (() => Promise.resolve([CALL, RETURN])) },
  } as unknown as OpenedDump;
}

async function lines(frame: Partial<CallFrame>, answers?: Answers): Promise<string[]> {
  const text = await generatedText(
    dump(answers),
    { ...FRAME, ...frame },
    new AbortController().signal,
  );
  return text.split('\n');
}

function at(line: number, file = 'fs/read_write.c'): Partial<CallFrame> {
  return { source: { file, line } };
}

describe('the text that stands in for a source', () => {
  for (const tried of [[], ['/a/fs/read_write.c'], ['/a', '/b', '/c', '/d', '/e', '/f']]) {
    for (const line of [1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13, 340, 5000]) {
      it(`has the marker on line ${line}, with ${tried.length} places tried`, async () => {
        const text = await lines(at(line), { tried });
        assert.match(
          text[line - 1] ?? '',
          new RegExp(`^==> vfs_write: the call returns to 0xffffffff810e3f75, line ${line}$`),
        );
        assert.equal(text.filter((row) => row.startsWith('==>')).length, 1);
        assert.ok(text.includes('The source of this frame was not found on this machine:'));
        assert.equal(text.filter((row) => row.startsWith('=> 0xffffffff810e3f70')).length, 1);
        assert.ok(text.length < line + 20);
      });
    }
  }

  it('says at the top where to look, when the marker is far down', async () => {
    const text = await lines(at(5000));
    assert.equal(text[0], 'This text stands in for fs/read_write.c: see line 5000.');
  });

  const prefixes: readonly [string, string][] = [
    ['/usr/src/linux-source-6.1/fs/read_write.c', '/usr/src/linux-source-6.1'],
    ['/build/linux-6.12/arch/x86/entry/entry_64.S', '/build/linux-6.12'],
    [
      'debian/build/build_amd64_none_cloud-amd64/kernel/sched/core.c',
      'debian/build/build_amd64_none_cloud-amd64',
    ],
    ['/home/x/labcrash/labcrash.c', '/home/x/labcrash'],
  ];
  for (const [file, prefix] of prefixes) {
    it(`names the part of the path to map: ${file}`, async () => {
      const text = await lines(at(9, file));
      assert.ok(text.some((row) => row.includes(`"sourceMap": { "${prefix}": "<your folder>" }`)));
    });
  }

  it('of a frame whose line nobody knows says why', async () => {
    const text = await lines({ sourceMissing: 'Put labcrash.ko beside the dump.' });
    assert.equal(text[0], '==> vfs_write: the call returns to 0xffffffff810e3f75');
    assert.ok(text.includes('No source line is known for vfs_write.'));
    assert.ok(text.includes('Put labcrash.ko beside the dump.'));
  });

  it('calls a fault a fault', async () => {
    const text = await lines({ ...at(12), exception: true, interrupted: true });
    assert.match(text[11] ?? '', /the instruction that faulted is at 0xffffffff810e3f75/);
    assert.deepEqual(
      text.filter((row) => row.startsWith('=> ')),
      ['=> 0xffffffff810e3f75 <vfs_write+0x9e>  89 c3           mov    %eax,%ebx'],
    );
  });

  it('escapes what the dump says', async () => {
    const text = await lines(
      { functionName: 'a\u202eb', source: { file: 'x\x1b[31m.c', line: 40 } },
      {
        tried: ['/y\x07'],
        functionAt: () =>
          Promise.resolve([{ ...CALL, text: '\x1b]0;t', symbol: { name: '\x07', offset: 0 } }]),
      },
    );
    assert.doesNotMatch(text.join('\n'), /[\x00-\x09\x0b-\x1f\u202e]/);
    assert.match(text[39] ?? '', /^==> a\\u202eb/);
  });

  it('does without a disassembly', async () => {
    const text = await lines(at(12), { functionAt: () => Promise.reject(new Error('gone')) });
    assert.match(text[11] ?? '', /^==>/);
    assert.equal(text.at(-1), '(no disassembly: gone)');
  });
});
