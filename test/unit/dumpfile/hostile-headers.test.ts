import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyElf } from '../../../debug-adapter/dumpfile/identify-elf';
import { identifyKdump } from '../../../debug-adapter/dumpfile/identify-kdump';
import { flattenedSource } from '../../../debug-adapter/dumpfile/flattened-source';
import type { ByteSource } from '../../../debug-adapter/dumpfile/byte-source';
import { memorySource } from './memory-source';
import { elfCore, flattened, note, vmcoreinfoNote } from './synthetic';

const MOST_BYTES_READ = 4 << 20;

/** Numbers from 0 to 2³²−1, always the same (xorshift). */
function* seeded(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

describe('damaged headers', () => {
  const files: [string, () => Promise<Buffer>, (source: ByteSource) => Promise<unknown>][] = [
    [
      'kdump',
      () => readFile(join(import.meta.dirname, 'fixtures/x86_64-kdump-start.bin')),
      (source) => identifyKdump('vmcore', source),
    ],
    [
      'ELF',
      () =>
        Promise.resolve(
          elfCore(Buffer.concat([note('CORE', 1, Buffer.alloc(336)), vmcoreinfoNote()])),
        ),
      (source) => identifyElf('vmcore', source),
    ],
    [
      'flattened',
      () => Promise.resolve(flattened(elfCore(vmcoreinfoNote()), 512)),
      async (source) => identifyElf('vmcore', await flattenedSource(source)),
    ],
  ];
  for (const [name, load, identify] of files) {
    it(`${name}: cut at every byte, it has an answer`, async () => {
      const bytes = await load();
      for (let length = 0; length <= bytes.length; length++) {
        const source = memorySource(bytes.subarray(0, length));
        assert.ok(await identify(source));
      }
    }).timeout(20_000);

    it(`${name}: with bytes overwritten it has an answer, of bounded cost`, async () => {
      const bytes = await load();
      const random = seeded(42);
      for (let round = 0; round < 3000; round++) {
        const damaged = Buffer.from(bytes);
        for (let change = 0; change < 4; change++) {
          const at = random.next().value % Math.min(bytes.length, 6000);
          const value = random.next().value;
          damaged[at] = value % 3 === 0 ? 0xff : value & 0xff;
        }
        const source = memorySource(damaged);
        assert.ok(await identify(source));
        assert.ok(source.asked() < MOST_BYTES_READ, `${source.asked()} bytes in round ${round}`);
      }
    }).timeout(20_000);
  }
});
