import assert from 'node:assert/strict';
import { flattenedSource } from '../../../debug-adapter/dumpfile/flattened-source';
import type { PhysicalMemory } from '../../../debug-adapter/dumpfile/memory/memory-read';
import { openContainer } from '../../../debug-adapter/dumpfile/open-dump-file';
import type { OpenedContainer } from '../../../debug-adapter/dumpfile/opened-container';
import { elfCore } from './elf-file';
import { kdumpFile } from './kdump-file';
import { memorySource } from './memory-source';
import { flattened, note, vmcoreinfoNote } from './synthetic';

const page = (fill: number) => {
  const bytes = Buffer.alloc(4096, fill);
  bytes.write(`page ${fill}`);
  return bytes;
};
const pages = new Map([1, 2, 5, 9, 40_000, 300_000].map((pfn, fill) => [pfn, page(fill + 1)]));

async function open(file: Buffer): Promise<OpenedContainer & { memory: PhysicalMemory }> {
  const source = memorySource(file);
  const opened = await openContainer('vmcore', source, file.subarray(0, 1024));
  assert.ok(opened.memory, 'no memory');
  return { ...opened, memory: opened.memory };
}

/** The bytes as text up to the first fill, or the reason and the address. */
async function read(memory: PhysicalMemory, address: number, length = 6): Promise<string> {
  const result = await memory.read(address, length);
  if (result.ok) return result.bytes.toString('latin1');
  return `${result.reason} 0x${result.address.toString(16)}`;
}

describe('kdump-compressed files', () => {
  for (const packing of ['plain', 'zlib', 'lzo', 'snappy', 'zstd'] as const) {
    it(`give back every page, packed: ${packing}`, async () => {
      const { memory, container } = await open(kdumpFile({ pages, packing }));
      assert.equal(
        container.kind === 'kdump' && container.compression,
        packing === 'plain' ? 'none' : packing,
      );
      for (const [pfn, bytes] of pages) {
        const found = await memory.read(pfn * 4096, 4096);
        assert.ok(found.ok && found.bytes.equals(bytes), `page ${pfn}`);
      }
    });
  }

  for (const version of [0, 1, 2, 3, 4, 5, 6]) {
    it(`are read in header version ${version}`, async () => {
      const registers = note('CORE', 1, Buffer.alloc(336));
      const notes = Buffer.concat([
        registers,
        registers,
        registers,
        vmcoreinfoNote('OSRELEASE=x\n'),
      ]);
      const file = kdumpFile({ version, pages, vmcoreinfo: 'OSRELEASE=6.1.0\n', notes });
      const opened = await open(file);
      assert.equal(await read(opened.memory, 300_000 * 4096), 'page 6');
      assert.equal(opened.dumpLevel, version >= 1 ? 31 : undefined);
      assert.equal(opened.vmcoreinfo?.toString(), version >= 3 ? 'OSRELEASE=6.1.0\n' : undefined);
      assert.equal(opened.cpus, version >= 4 ? 3 : 2);
    });
  }

  it('read across pages, from anywhere', async () => {
    const { memory } = await open(kdumpFile({ pages, packing: 'zlib' }));
    assert.equal(await read(memory, 2 * 4096 - 2, 8), '\x01\x01page 2');
    assert.equal(await read(memory, 4096, 0), '');
    assert.equal(await read(memory, 4096 + 2, 2), 'ge');
  });

  it('tell apart why a page is not there', async () => {
    const all = { pages, excluded: [3, 7], maxPfn: 400_000 };
    const file = kdumpFile(all);
    const { memory } = await open(file);
    assert.equal(await read(memory, 3 * 4096 + 5), 'excluded 0x3005');
    assert.equal(await read(memory, 4 * 4096), 'hole 0x4000');
    assert.equal(await read(memory, 2 * 4096, 8192), 'excluded 0x3000');
    assert.equal(await read(memory, 2 ** 50), `hole 0x${(2 ** 50).toString(16)}`);
    assert.equal(await memory.missing(7 * 4096), 'excluded');
    assert.equal(await memory.missing(9 * 4096), undefined);

    const cut = await open(file.subarray(0, file.length - 100));
    assert.equal(await read(cut.memory, 300_000 * 4096), 'truncated 0x493e0000');
    assert.equal(await cut.memory.missing(300_000 * 4096), 'truncated');
    assert.equal(await read(cut.memory, 40_000 * 4096), 'page 5');
    assert.equal(cut.incomplete, true);
    assert.equal(cut.missingBytes, 100);

    const lost = await open(kdumpFile({ ...all, lost: [40_000, 300_000] }));
    assert.equal(await read(lost.memory, 40_000 * 4096), 'lost 0x9c40000');
    assert.equal(await read(lost.memory, 9 * 4096), 'page 4');
    assert.equal(lost.incomplete, true);

    const blocks = 1 + 1 + 2 * Math.ceil(400_000 / 8 / 4096);
    const broken = Buffer.from(file);
    broken.writeUInt32LE(0x40, blocks * 4096 + 12);
    broken.writeUInt32LE(99_999, blocks * 4096 + 24 + 8);
    broken.writeBigUInt64LE(0n, blocks * 4096 + 48);
    const { memory: damaged } = await open(broken);
    assert.equal(await read(damaged, 4096), 'unsupported-compression 0x1000');
    assert.equal(await read(damaged, 2 * 4096), 'damaged 0x2000');
    assert.equal(await read(damaged, 5 * 4096), 'damaged 0x5000');
    assert.equal(await read(damaged, 9 * 4096), 'page 4');
  });

  it('are read part by part when they were split', async () => {
    const parts = [
      { start: 0, end: 9 },
      { start: 9, end: 400_000 },
    ];
    for (const version of [2, 6]) {
      const [first, second] = parts.map((split) =>
        kdumpFile({ version, pages, split, maxPfn: 400_000 }),
      );
      const low = await open(first ?? Buffer.alloc(0));
      const high = await open(second ?? Buffer.alloc(0));
      assert.equal(low.container.kind === 'kdump' && low.container.split, true);
      assert.match(low.problems[0]?.what ?? '', /--split/);
      assert.equal(await read(low.memory, 5 * 4096), 'page 3');
      assert.equal(await read(low.memory, 9 * 4096), 'other-part 0x9000');
      assert.equal(await read(high.memory, 9 * 4096), 'page 4');
      assert.equal(await read(high.memory, 300_000 * 4096), 'page 6');
      assert.equal(await read(high.memory, 5 * 4096), 'other-part 0x5000');
    }
  });

  it('are read when they have one bitmap only', async () => {
    const { memory } = await open(kdumpFile({ version: 1, pages, oneBitmap: true }));
    assert.equal(await read(memory, 300_000 * 4096), 'page 6');
    assert.equal(await read(memory, 3 * 4096), 'hole 0x3000');
  });
});

describe('ELF cores', () => {
  const loads = [
    { physical: 0x10_0000, bytes: page(1) },
    { physical: 0x20_0000, bytes: page(2), memorySize: 0x10_0000 },
    { physical: 0x10_0800, virtual: 0xffff_ffff_8100_0000n, bytes: page(3) },
    { physical: 0x1_0000_0000, bytes: page(4) },
  ];

  it('give back every segment', async () => {
    const { memory, container } = await open(elfCore(vmcoreinfoNote(), { loads }));
    assert.deepEqual(container, { kind: 'elf', bits: 64 });
    assert.equal(await read(memory, 0x10_0000), 'page 1');
    assert.equal(await read(memory, 0x1_0000_0000), 'page 4');
    assert.equal(await read(memory, 0x10_0ffe, 4), '\x01\x01\x03\x03');
  });

  it('tell apart why a page is not there', async () => {
    const file = elfCore(vmcoreinfoNote(), { loads });
    const { memory } = await open(file);
    assert.equal(await read(memory, 0x20_1000), 'excluded 0x201000');
    assert.equal(await read(memory, 0x20_0ffe), 'excluded 0x201000');
    assert.equal(await read(memory, 0x30_0000), 'hole 0x300000');
    assert.equal(await memory.missing(0x20_1000), 'excluded');
    const cut = await open(file.subarray(0, file.length - 10));
    assert.equal(await read(cut.memory, 0x1_0000_0000, 4096), 'truncated 0x100000ff6');
    assert.equal(cut.missingBytes, 10);
    const full = await open(elfCore(vmcoreinfoNote(), { loads: loads.slice(0, 2), flags: 1 }));
    assert.equal(await read(full.memory, 0x1_0000_0000), 'lost 0x100000000');
    assert.match(full.problems[0]?.what ?? '', /could not finish/);
  });

  it('of 32 bits are read too', async () => {
    const small = loads.slice(0, 2);
    const opened = await open(elfCore(vmcoreinfoNote(), { bits: 32, machine: 3, loads: small }));
    assert.deepEqual(opened.container, { kind: 'elf', bits: 32 });
    assert.equal(opened.machine, 'i686');
    assert.equal(await read(opened.memory, 0x20_0000), 'page 2');
  });

  it('may have more segments than their header can count', async () => {
    const many = Array.from({ length: 70_000 }, (_, number) => ({
      physical: number * 0x2000,
      bytes: Buffer.from([number & 0xff]),
    }));
    const { memory } = await open(elfCore(vmcoreinfoNote(), { loads: many, manySegments: true }));
    assert.equal(await read(memory, 69_999 * 0x2000, 1), String.fromCharCode(69_999 & 0xff));
    assert.equal(await read(memory, 0x2001, 1), 'hole 0x2001');
  });

  it('say where the kernel’s image was moved to', async () => {
    const { physBase } = await open(elfCore(vmcoreinfoNote(), { loads }));
    assert.equal(physBase, 0x10_0800n - 0x100_0000n);
  });
});

describe('flattened files', () => {
  const kdump = kdumpFile({ pages, packing: 'zlib', vmcoreinfo: 'OSRELEASE=6.1.0\n' });
  const elf = elfCore(vmcoreinfoNote(), { loads: [{ physical: 0, bytes: page(9) }] });

  for (const step of [16, 100, 4096, 100_000]) {
    it(`stand for their content, in records of ${step} bytes`, async () => {
      for (const [inner, address, expected] of [
        [kdump, 300_000 * 4096, 'page 6'],
        [elf, 0, 'page 9'],
      ] as const) {
        const source = flattenedSource(memorySource(flattened(inner, step)));
        assert.deepEqual(await source.read(0, inner.length), inner);
        assert.deepEqual(await source.read(inner.length - 5, 100), inner.subarray(-5));
        const opened = await openContainer('vmcore', source, inner.subarray(0, 1024));
        assert.equal(opened.memory && (await read(opened.memory, address)), expected);
      }
    });
  }

  it('may have their records in any order, and twice', async () => {
    const file = flattened(Buffer.from('0123456789abcdef'), 4);
    const [header, ...records] = [0, 1, 2, 3, 4].map((n) =>
      n === 0 ? file.subarray(0, 4096) : file.subarray(4096 + (n - 1) * 20, 4096 + n * 20),
    );
    const again = Buffer.from(records[0] ?? []);
    again.write('wxyz', 16);
    const mixed = Buffer.concat([header ?? again, ...records.reverse(), again]);
    const source = flattenedSource(memorySource(mixed));
    assert.equal((await source.read(2, 100)).toString(), 'yz456789abcdef');
    const gap = Buffer.concat([header ?? again, ...records.slice(0, 1), ...records.slice(2)]);
    const holey = flattenedSource(memorySource(gap));
    assert.equal((await holey.read(0, 100)).toString(), '01234567\0\0\0\0cdef');
  });

  it('are looked through only as far as needed', async () => {
    const file = memorySource(flattened(Buffer.alloc(1 << 20, 1), 64));
    const source = flattenedSource({
      size: file.size,
      read: (at, length) => file.read(at, length),
    });
    await source.read(0, 64);
    assert.ok(file.asked() < 1 << 18, `${file.asked()}`);
  });

  it('are read by many at once', async () => {
    const source = flattenedSource(memorySource(flattened(kdump, 50)));
    const parts = await Promise.all(
      Array.from({ length: 40 }, (_, n) => source.read(n * 997, 997)),
    );
    assert.deepEqual(Buffer.concat(parts), kdump.subarray(0, 40 * 997));
  });
});
