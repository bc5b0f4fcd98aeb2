import { parseDisassembly, parseEvaluation } from '../../../debug-adapter/mi/data';
import { parseMi } from '../../../debug-adapter/mi/parse';
import { parseStackListFrames, parseStackListVariables } from '../../../debug-adapter/mi/stack';
import { parseThreadInfo } from '../../../debug-adapter/mi/thread';
import { makeRandom, randomText } from './random';
import { readFixture, versions } from './fixture';

const parsers: ((output: string | Uint8Array) => unknown)[] = [
  parseMi,
  parseStackListFrames,
  parseStackListVariables,
  parseThreadInfo,
  parseDisassembly,
  parseEvaluation,
];

describe('MI parsers never throw', () => {
  it('on answers cut at every byte', () => {
    for (const version of versions) {
      for (const name of ['frames', 'thread-info', 'disassemble-5', 'select-frame']) {
        const bytes = readFixture(version, `${name}.txt`);
        for (let length = 0; length < bytes.length; length++) {
          parseMi(bytes.subarray(0, length));
          parseThreadInfo(bytes.subarray(length).toString());
        }
      }
    }
  }).timeout(20_000);

  it('on garbage', () => {
    const random = makeRandom(1);
    const pieces = ['^done', ',', '{', '}', '[', ']', '"', '\\', '=', 'a', '\n', '\\303', 'frame'];
    for (let round = 0; round < 5_000; round++) {
      const text = randomText(random, [...pieces, 'level="0"', 'addr="0x', 'é', '\ud800', '\0']);
      for (const parse of parsers) {
        parse(text);
        parse(Buffer.from(text));
      }
    }
  }).timeout(20_000);
});
