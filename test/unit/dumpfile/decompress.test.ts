import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unpackPage } from '../../../debug-adapter/dumpfile/pages/decompress';
import { pack } from './kdump-file';
import { seeded } from './seeded';

interface PackedPages {
  readonly pages: readonly Readonly<Record<'zlib' | 'lzo' | 'snappy' | 'zstd', string>>[];
  readonly sha256: readonly string[];
}

const fixture = JSON.parse(
  readFileSync(new URL('fixtures/packed-pages.json', import.meta.url), 'utf8'),
) as PackedPages;

describe('unpackPage', () => {
  for (const packing of ['zlib', 'lzo', 'snappy', 'zstd'] as const) {
    const packed = fixture.pages.map((page) => Buffer.from(page[packing], 'base64'));

    it(`unpacks what ${packing} itself packed`, async () => {
      for (const [index, bytes] of packed.entries()) {
        const page = await unpackPage(bytes, packing, 4096);
        const sum = page && createHash('sha256').update(page).digest('hex');
        assert.equal(sum, fixture.sha256[index]);
      }
    });

    it(`unpacks pages of zeros and of 64 KiB packed with ${packing}`, async () => {
      const long = Buffer.alloc(1 << 16, 7);
      long.write('begins with this');
      for (const page of [Buffer.alloc(4096), long.subarray(0, 16384), long]) {
        if (packing === 'zstd' && page.length === 1 << 16) continue; // its size needs another header
        assert.deepEqual(await unpackPage(pack(page, packing), packing, page.length), page);
      }
    });

    it(`takes no damaged page for a page of ${packing}`, async () => {
      const [bytes = Buffer.alloc(0)] = packed;
      assert.equal(await unpackPage(bytes, packing, 8192), undefined);
      assert.equal(await unpackPage(bytes, packing, 2048), undefined);
      for (const length of [0, 1, 2, 3, 10, 100, bytes.length - 1]) {
        assert.equal(await unpackPage(bytes.subarray(0, length), packing, 4096), undefined);
      }
    });

    it(`answers for damaged pages of ${packing}, in bounded time`, async () => {
      const random = seeded(packing.length);
      const started = performance.now();
      for (let round = 0; round < 4000; round++) {
        const bytes = Buffer.from(packed[round % packed.length] ?? []);
        for (let change = 0; change < 1 + (round % 4); change++) {
          const reach = change === 1 ? 16 : bytes.length;
          bytes[random.next().value % reach] = random.next().value & 0xff;
        }
        const page = await unpackPage(bytes, packing, 4096);
        assert.ok(page === undefined || page.length === 4096);
      }
      assert.ok(performance.now() - started < 40_000);
    }).timeout(60_000);
  }

  it('takes a plain page as it is, if it is one', async () => {
    const page = Buffer.alloc(4096, 3);
    assert.deepEqual(await unpackPage(page, 'plain', 4096), page);
    assert.equal(await unpackPage(page, 'plain', 8192), undefined);
  });
});
