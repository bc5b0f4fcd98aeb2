import assert from 'node:assert/strict';
import { parseRdRefusal } from '../../../debug-adapter/commands/rd';
import { MemoryReader } from '../../../debug-adapter/reader/memory/memory-reader';
import {
  callReference,
  memoryReference,
  moved,
  parseMemoryReference,
} from '../../../debug-adapter/reader/memory/memory-reference';
import type { MemorySource } from '../../../debug-adapter/reader/memory/memory-source';

describe('a memory reference', () => {
  const cases: readonly [unknown, ReturnType<typeof parseMemoryReference>][] = [
    ['0x10', { space: 'kernel', address: 16n, call: false }],
    ['ffffffffa5600000', { space: 'kernel', address: 0xffff_ffff_a560_0000n, call: false }],
    ['phys:0x1000', { space: 'physical', address: 0x1000n, call: false }],
    ['call:0x1000', { space: 'kernel', address: 0x1000n, call: true }],
    ['init_task', undefined],
    ['0x10000000000000000', undefined],
    [16, undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(parseMemoryReference(text), expected));
  }

  it('is read as it is written, and moves around the end of the addresses', () => {
    const physical = { space: 'physical', address: 0x1000n } as const;
    assert.equal(memoryReference(physical), 'phys:0x1000');
    assert.equal(parseMemoryReference(callReference(5n))?.call, true);
    assert.equal(moved(physical, -0x1001).address, 0xffff_ffff_ffff_ffffn);
  });
});

describe('memory with holes', () => {
  /** One byte a page has its number; `missing` says why a page is not there. */
  const source = (missing: Record<number, string>): MemorySource => ({
    read: ({ address }, length) => {
      const page = Number(address >> 12n);
      const why = missing[page];
      return Promise.resolve(
        why === undefined
          ? { ok: true, bytes: Buffer.alloc(length, page) }
          : { ok: false, why, ...(why === 'no idea' ? { unknown: true } : {}) },
      );
    },
  });
  const stretches = async (sources: readonly MemorySource[], address: bigint, length: number) => {
    const parts: [bigint, number | string][] = [];
    const reader = new MemoryReader(sources);
    for await (const part of reader.stretches({ space: 'kernel', address }, length)) {
      parts.push([part.place.address, part.ok ? part.bytes.length : part.why]);
    }
    return parts;
  };

  it('comes as what is there and what is not, neighbours of one kind together', async () => {
    const sources = [source({ 2: 'excluded', 3: 'excluded', 5: 'unmapped' })];
    assert.deepEqual(await stretches(sources, 0xff0n, 0x5010), [
      [0xff0n, 0x1010],
      [0x2000n, 'excluded'],
      [0x4000n, 0x1000],
      [0x5000n, 'unmapped'],
    ]);
  });

  it('is asked of the next source where one cannot tell', async () => {
    const sources = [source({ 1: 'no idea', 2: 'excluded' }), source({})];
    assert.deepEqual(await stretches(sources, 0x1000n, 0x2000), [
      [0x1000n, 0x1000],
      [0x2000n, 'excluded'],
    ]);
  });

  it('of no length is nothing', async () => {
    assert.deepEqual(await stretches([source({})], 0x1000n, 0), []);
  });
});

describe('why rd read nothing', () => {
  const cases: readonly [string, string][] = [
    [
      'rd: seek error: physical address: f000000000  type: "raw dump to file"\n',
      'the dump does not have this page',
    ],
    [
      'rd: page excluded: kernel virtual address: ffff9fce0d000000  type: "raw dump to file"\n',
      'makedumpfile left the page out',
    ],
    [
      'rd: invalid user virtual address: ffffffffff00000  type: "raw dump to file"\n',
      'crash says: invalid user virtual address: ffffffffff00000',
    ],
    ['', 'crash says: nothing'],
  ];
  for (const [text, why] of cases) it(why, () => assert.equal(parseRdRefusal(text), why));
});
