import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { textOf } from '../../../../extension/kconfig/cli/read-text';

async function* stream(...chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
  return Promise.resolve();
}

describe('what a file holds', () => {
  it('is text, put together of pieces', async () => {
    const bytes = Buffer.from('# ä\nCONFIG_A=y\n');
    const { text, source } = await textOf(stream(bytes.subarray(0, 3), bytes.subarray(3)));
    assert.equal(text, '# ä\nCONFIG_A=y\n');
    assert.deepEqual(source, { text, encoding: 'utf8' });
  });

  it('keeps every byte of what is no UTF-8 when it is to be written', async () => {
    const bytes = Buffer.from([0x23, 0xe4, 0xff, 0x80, 0x0a]);
    const { text, source } = await textOf(stream(bytes));
    assert.equal(text, '#\ufffd\ufffd\ufffd\n');
    assert.equal(source?.encoding, 'latin1');
    assert.deepEqual(Buffer.from(source.text, source.encoding), bytes);
  });

  it('may really be the replacement character', async () => {
    const { source } = await textOf(stream(Buffer.from('# \ufffd\n')));
    assert.equal(source?.encoding, 'utf8');
  });

  it('is unpacked where it is packed', async () => {
    const { text, source } = await textOf(stream(gzipSync('CONFIG_A=y\n')));
    assert.equal(text, 'CONFIG_A=y\n');
    assert.equal(source, undefined);
  });

  it('is not unpacked without end, nor where it only looks packed', async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000));
    assert.ok((await textOf(stream(bomb))).text.length < 1_000_000);
    const { text } = await textOf(stream(Buffer.from([0x1f, 0x8b, 0x00])));
    assert.ok(text.includes('\0'));
  });

  it('is not read without end', async () => {
    const chunk = Buffer.alloc(1_000_000, 'a');
    const endless = (async function* () {
      for (;;) yield await Promise.resolve(chunk);
    })();
    const { text, source } = await textOf(endless);
    assert.ok(text.length < 30_000_000);
    assert.equal(source, undefined);
  });
});
