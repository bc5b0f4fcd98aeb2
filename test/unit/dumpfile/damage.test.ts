import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteSource } from '../../../debug-adapter/dumpfile/byte-source';
import { describeDump, type DumpDescription } from '../../../debug-adapter/dumpfile/describe-dump';
import { flattenedSource } from '../../../debug-adapter/dumpfile/flattened-source';
import { openContainer, openDumpFile } from '../../../debug-adapter/dumpfile/open-dump-file';
import { ensureSampleVmcore } from '../../support/provision/sample.mjs';
import { elfCore } from './elf-file';
import { kdumpFile, type KdumpOptions } from './kdump-file';
import { KernelImage } from './kernel-image';
import { locklessLog, plainLog, recordLog, type Message } from './log-builders';
import { memorySource, sparseSource } from './memory-source';
import { seeded } from './seeded';
import { flattened, note, vmcoreinfoNote } from './synthetic';

const START_BYTES = 1024;

async function describe1(source: ByteSource): Promise<DumpDescription> {
  const start = await source.read(0, START_BYTES);
  const container = await openContainer('vmcore', source, start);
  return describeDump({ path: 'vmcore', fileSize: 0, flattened: false }, container);
}

/** A small dump: a kernel's image with a log. */
function smallImage(kind: 'lockless' | 'records' | 'plain'): KernelImage {
  const messages: Message[] = Array.from({ length: 12 }, (_, number) => ({
    text: `message ${number}`,
    subsystem: 'pci',
  }));
  const image = new KernelImage({ size: 4 * 4096 });
  if (kind === 'lockless') locklessLog(image, messages);
  if (kind === 'records') recordLog(image, messages);
  if (kind === 'plain') plainLog(image, '<6>[    0.000000] one\n<6>two\n');
  return image;
}

function kdumpOf(image: KernelImage, options: KdumpOptions = {}): Buffer {
  const pages = new Map<number, Buffer>();
  for (let at = 0; at < image.bytes.length; at += 4096) {
    pages.set((image.physical + at) / 4096, image.bytes.subarray(at, at + 4096));
  }
  const registers = note('CORE', 1, Buffer.alloc(336, 5));
  return kdumpFile({ pages, vmcoreinfo: image.vmcoreinfo(), notes: registers, ...options });
}

function elfOf(image: KernelImage): Buffer {
  const registers = note('CORE', 1, Buffer.alloc(336, 5));
  const notes = Buffer.concat([registers, vmcoreinfoNote(image.vmcoreinfo())]);
  return elfCore(notes, { loads: [{ physical: image.physical, bytes: image.bytes }] });
}

const small: readonly (readonly [string, Buffer, (file: ByteSource) => ByteSource])[] = [
  ['kdump, lockless log', kdumpOf(smallImage('lockless'), { packing: 'zlib' }), (file) => file],
  ['kdump, record log', kdumpOf(smallImage('records'), { packing: 'lzo' }), (file) => file],
  ['kdump, plain log', kdumpOf(smallImage('plain'), { packing: 'snappy' }), (file) => file],
  ['ELF', elfOf(smallImage('lockless')), (file) => file],
  [
    'flattened',
    flattened(kdumpOf(smallImage('lockless'), { packing: 'zstd' }), 512),
    flattenedSource,
  ],
];

describe('damaged dumps', () => {
  for (const [name, bytes, through] of small) {
    it(`${name}: whole, its log is read`, async () => {
      const { log, identity } = await describe1(through(memorySource(bytes)));
      assert.ok(log.ok, log.ok ? '' : log.why);
      assert.ok(log.log.records.length >= 2);
      assert.equal(log.log.damage, undefined);
      assert.equal(identity.release, '5.10.0-lab');
    });

    it(`${name}: 2,000 times with bytes overwritten, it has an answer of bounded cost`, async () => {
      const random = seeded(42);
      for (let round = 0; round < 2000; round++) {
        const damaged = Buffer.from(bytes);
        for (let change = 0; change < 1 + (round % 5); change++) {
          // The first half of the rounds harms the headers, the other anything.
          const reach = round % 2 === 0 ? 4096 + 104 + 2048 : bytes.length;
          const at = random.next().value % Math.min(bytes.length, reach);
          const value = random.next().value;
          damaged[at] = value % 3 === 0 ? 0xff : value & 0xff;
        }
        const source = memorySource(damaged);
        checkAnswer(await describe1(through(source)));
        assert.ok(source.asked() < 16 << 20, `${source.asked()} bytes in round ${round}`);
      }
    }).timeout(20_000);

    it(`${name}: cut anywhere, it has an answer`, async () => {
      for (let length = 0; length < bytes.length; length += 97) {
        checkAnswer(await describe1(through(memorySource(bytes.subarray(0, length)))));
      }
    }).timeout(20_000);
  }

  it('the sample cut at 200 places tells what is missing, and its log as far as it goes', async () => {
    const bytes = await readFile(await ensureSampleVmcore('x86_64-tiny'));
    let logs = 0;
    for (let place = 0; place < 200; place++) {
      const length = Math.floor((bytes.length * place) / 200);
      const source = memorySource(bytes.subarray(0, length));
      const { identity, log } = await describe1(source);
      checkAnswer({ identity, log });
      assert.ok(source.asked() < 16 << 20, `${source.asked()} bytes of ${length}`);
      assert.equal(identity.incomplete || identity.problems.length > 0, true);
      if (length > 100_000) {
        // Page descriptors stand before the pages: they tell where the last page ends.
        assert.equal((identity.missingBytes ?? 0) + length, bytes.length);
        assert.equal(identity.buildId, 'b3f8154e6f3292cfb80906262ea538aa8753de4a');
      }
      if (log.ok) logs++;
      else assert.match(log.why, /^[A-Z].*\.$/);
    }
    assert.ok(logs > 40, `${logs} logs`);
  }).timeout(20_000);

  it('zeros behind any part of the headers are no dump, and no trouble', async () => {
    for (const [, bytes, through] of small) {
      for (const length of [0, 8, 64, 464, 4096, 4200, 8192]) {
        const zeros = Buffer.alloc(1 << 16);
        bytes.copy(zeros, 0, 0, length);
        checkAnswer(await describe1(through(memorySource(zeros))));
      }
    }
  });
});

describe('giants', () => {
  const TIB = 2 ** 40;

  it('with bitmaps of terabytes are answered in bounded time and memory', async () => {
    const file = kdumpOf(smallImage('lockless'));
    for (const [maxPfn, physBase] of [
      [2 ** 40, 0],
      [2 ** 40, 2 ** 51],
      [2 ** 31, 2 ** 43 - 2 ** 26],
      [2 ** 50, 2 ** 44],
    ] as const) {
      const header = Buffer.from(file);
      header.writeUInt32LE(2 ** 31, 436);
      header.writeBigUInt64LE(BigInt(maxPfn), 4096 + 96);
      const text = header.toString('latin1').replace('phys_base)=0\n', `phys_base)=${physBase}\n`);
      const source = sparseSource(Buffer.from(text, 'latin1'), 8000 * TIB);
      const started = performance.now();
      checkAnswer(await describe1(source));
      // To read what the header claims would take hours.
      assert.ok(performance.now() - started < 15_000, `${performance.now() - started} ms`);
      assert.ok(source.largest() <= 8 << 20, `${source.largest()} bytes at once`);
    }
  }).timeout(60_000);

  it('with pages far up are read as far as counting goes', async () => {
    const page = Buffer.alloc(4096, 1);
    const pages = new Map([[1 << 20, page]]);
    const file = kdumpFile({ pages, maxPfn: (1 << 20) + 8 });
    const { memory } = await openContainer('vmcore', memorySource(file), file.subarray(0, 1024));
    assert.equal(await memory?.missing(2 ** 32), undefined);
  });

  it('flattened, with records of any size, are answered', async () => {
    const file = flattened(kdumpOf(smallImage('lockless')), 512).subarray(0, 6000);
    for (const size of [2n ** 62n, 2n ** 40n, 1n]) {
      const header = Buffer.from(file);
      header.writeBigInt64BE(size, 4096 + 8);
      const source = sparseSource(header, 500 * TIB);
      checkAnswer(await describe1(flattenedSource(source)));
    }
  });

  it('on a disk cost no more than small ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'giant-dump-'));
    const path = join(folder, 'vmcore');
    try {
      const handle = await open(path, 'w');
      await handle.write(kdumpOf(smallImage('lockless')));
      await handle.truncate(TIB);
      await handle.close();
      const started = performance.now();
      const dump = await openDumpFile(path);
      assert.ok(performance.now() - started < 5_000);
      assert.equal(dump.identity.fileSize, TIB);
      assert.equal(dump.log.ok, true);
      await dump.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('whose page tables lead back to themselves are answered', async () => {
    const image = smallImage('lockless');
    // The top table is the first thing in the image: each of its entries is itself.
    for (let at = 0; at < 4096; at += 8)
      image.bytes.writeBigUInt64LE(BigInt(image.physical) | 1n, at);
    const pointer = image.vmcoreinfo().replace(/SYMBOL\(prb\)=\w+/, 'SYMBOL(prb)=ffff888000000000');
    const notes = vmcoreinfoNote(pointer);
    const file = elfCore(notes, { loads: [{ physical: image.physical, bytes: image.bytes }] });
    checkAnswer(await describe1(memorySource(file)));
  });
});

function checkAnswer({ identity, log }: Pick<DumpDescription, 'identity' | 'log'>): void {
  assert.ok(identity.container.kind);
  if (!log.ok) assert.ok(log.why.endsWith('.'), log.why);
  for (const why of Object.values(identity.unknown)) assert.ok(why.endsWith('.'), why);
}
