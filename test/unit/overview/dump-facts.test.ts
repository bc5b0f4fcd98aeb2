import assert from 'node:assert/strict';
import { dumpFacts, timeWords, type Fact } from '../../../extension/overview/page/dump-facts';
import { sizeWords } from '../../../extension/overview/page/size-words';
import { identityOf, readSample } from './dump-sample';

describe('what is known of a dump, in words', () => {
  it('of the sample', async function () {
    this.timeout(60_000);
    const { identity } = await readSample('x86_64-tiny');
    const { kernel, file, gaps } = dumpFacts(identity);
    assert.deepEqual(plain(kernel), {
      Release: '6.1.176-tiny',
      Version: '#1 SMP Sun Nov 22 22:18:42 UTC 2026',
      Architecture: 'x86_64',
      'Build ID': 'b3f8154e6f3292cfb80906262ea538aa8753de4a',
      Crashed: '2026-11-22 22:22:18 UTC',
      CPUs: '2 with saved registers',
      Memory: '255.5 MiB (267,886,592 bytes)',
      'Page size': '4 KiB',
      'KASLR offset': '0x24600000',
    });
    assert.deepEqual(plain(file), {
      Path: identity.path,
      Size: '18.9 MiB (19,809,608 bytes)',
      Format: 'kdump-compressed, header version 6',
      Compression: 'none',
      'Left out':
        'pages of zeros, page cache, page cache with private data, memory of processes, free pages (dump level 31)',
      'Taken by': 'kdump: the kernel itself, after its crash',
      Complete: 'yes',
    });
    assert.deepEqual(gaps, []);
  });

  it('says once why several things are not known', () => {
    const why = 'The dump has no vmcoreinfo, the notes of its kernel.';
    const level = 'An ELF file does not tell which kinds of pages were left out.';
    const { gaps, kernel } = dumpFacts(
      identityOf({ unknown: { release: why, buildId: why, dumpLevel: level } }),
    );
    assert.deepEqual(kernel, []);
    assert.deepEqual(gaps, [
      { labels: ['Release', 'Build ID'], why },
      { labels: ['Left out'], why: level },
    ]);
  });

  it('says whether the file is whole', () => {
    const complete = (fields: Parameters<typeof identityOf>[0]) =>
      plain(dumpFacts(identityOf(fields)).file)['Complete'];
    assert.equal(complete({ missingBytes: 0 }), 'yes');
    assert.equal(
      complete({ incomplete: true, missingBytes: 2_000_000 }),
      'no: at least 1.9 MiB (2,000,000 bytes) are missing',
    );
    assert.equal(
      complete({ incomplete: true, missingBytes: 0 }),
      'no: makedumpfile could not finish it',
    );
    const why = 'A flattened file does not tell how long it should be.';
    assert.equal(
      complete({ incomplete: true, unknown: { missingBytes: why } }),
      `no: its end is missing. ${why}`,
    );
    assert.equal(complete({ container: { kind: 'text' } }), undefined);
  });

  it('names the format', () => {
    const format = (fields: Parameters<typeof identityOf>[0]) =>
      plain(dumpFacts(identityOf(fields)).file)['Format'];
    assert.equal(
      format({ container: { kind: 'elf', bits: 64 }, flattened: true }),
      'ELF core, 64 bit, flattened (makedumpfile -F)',
    );
    assert.equal(
      format({ container: { kind: 'compressed', format: 'xz' } }),
      'a file packed with xz',
    );
    assert.equal(
      format({ container: { kind: 'foreign', format: 'LKCD' } }),
      'LKCD: crash opens it; it is not looked into here',
    );
    assert.equal(format({ container: { kind: 'zeros' } }), undefined);
  });

  it('knows sizes and times', () => {
    assert.deepEqual([1, 1023, 4096, 1 << 20, 1.5 * 2 ** 40].map(sizeWords), [
      '1 byte',
      '1,023 bytes',
      '4 KiB',
      '1 MiB (1,048,576 bytes)',
      '1.5 TiB (1,649,267,441,664 bytes)',
    ]);
    assert.equal(timeWords(5), '1970-01-01 00:00:05 UTC, by a clock that was not set');
    assert.equal(timeWords(1e15), '1000000000000000 s after 1970');
  });
});

function plain(facts: readonly Fact[]): Record<string, string> {
  return Object.fromEntries(facts.map(({ label, value }) => [label, value]));
}
