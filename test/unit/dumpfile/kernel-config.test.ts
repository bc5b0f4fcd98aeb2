import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { readKernelConfig } from '../../../debug-adapter/dumpfile/kernel-config';
import { KernelMemory } from '../../../debug-adapter/dumpfile/memory/kernel-memory';
import { unreadable } from '../../../debug-adapter/dumpfile/memory/memory-read';

const STEXT = 0xffffffff81000000n;
const TEXT = `# Linux/x86 6.1.176 Kernel Configuration\n${'CONFIG_A=y\n'.repeat(2000)}`;
const PACKED = Buffer.concat([
  Buffer.from('IKCFG_ST'),
  gzipSync(TEXT, { level: 0 }),
  Buffer.from('IKCFG_ED'),
]);

/** An image whose pages are at the addresses from _stext on; those in `missing` are not there. */
function memoryOf(image: Buffer, missing: readonly number[] = []): KernelMemory {
  const page = 4096;
  const read = (address: number, length: number) => {
    for (let at = address; at < address + length; at = (Math.floor(at / page) + 1) * page) {
      const isThere = at < image.length && !missing.includes(Math.floor(at / page));
      if (!isThere) return Promise.resolve(unreadable('excluded', at));
    }
    const bytes = Buffer.alloc(length);
    image.copy(bytes, 0, address, address + length);
    return Promise.resolve({ ok: true as const, bytes });
  };
  const physical = { pageSize: page, read, missing: () => Promise.resolve(undefined) };
  const space = {
    translate: (address: bigint) =>
      Promise.resolve({
        ok: true as const,
        physical: Number(address - STEXT),
        room: page - Number(address % BigInt(page)),
      }),
  };
  return new KernelMemory(physical, space);
}

const notes = { entries: new Map([['SYMBOL(_stext)', STEXT.toString(16)]]) };

describe('the configuration in the memory of a dump', () => {
  const places = { 'in the first page': 0, 'over a seam of what is read at once': (1 << 18) - 5 };
  for (const [name, place] of Object.entries(places)) {
    it(`is found ${name}`, async () => {
      const image = Buffer.alloc(1 << 20);
      PACKED.copy(image, place);
      assert.equal(await readKernelConfig(memoryOf(image), notes), TEXT);
    });
  }

  it('is found behind pages that are not in the dump', async () => {
    const image = Buffer.alloc(1 << 20);
    PACKED.copy(image, 300_000);
    assert.equal(await readKernelConfig(memoryOf(image, [0, 1, 9, 60]), notes), TEXT);
  });

  it('is none where a page of it is missing, where there is none, and without _stext', async () => {
    const image = Buffer.alloc(1 << 20);
    assert.equal(await readKernelConfig(memoryOf(image), notes), undefined);
    PACKED.copy(image, 300_000);
    assert.equal(await readKernelConfig(memoryOf(image, [75]), notes), undefined);
    assert.equal(await readKernelConfig(memoryOf(image), { entries: new Map() }), undefined);
  });
});
