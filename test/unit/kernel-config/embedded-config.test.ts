import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { embeddedConfig } from '../../../debug-adapter/kernel-config/embedded-config';

const TEXT = '# Linux/x86 6.1.176 Kernel Configuration\nCONFIG_IKCONFIG=y\n';

/** As kernel/configs.c puts it into .rodata. */
function image(text: string, before: Buffer = Buffer.alloc(100)): Buffer {
  const [start, end] = [Buffer.from('IKCFG_ST'), Buffer.from('IKCFG_ED')];
  return Buffer.concat([before, start, gzipSync(text), end, Buffer.alloc(50)]);
}

describe('a configuration in a kernel’s image', () => {
  it('is unpacked', () => {
    assert.equal(embeddedConfig(image(TEXT)), TEXT);
  });

  it('is found behind a mark that is only a string', () => {
    assert.equal(embeddedConfig(image(TEXT, Buffer.from('looks for IKCFG_ST\0'))), TEXT);
  });

  it('is none without a mark, without its end, or where nothing can be unpacked', () => {
    const whole = image(TEXT);
    assert.equal(embeddedConfig(Buffer.alloc(0)), undefined);
    assert.equal(embeddedConfig(whole.subarray(0, 140)), undefined);
    const damaged = Buffer.from(whole);
    randomBytes(20).copy(damaged, 118);
    assert.equal(embeddedConfig(damaged), undefined);
  });

  it('takes no more memory than a configuration may', () => {
    assert.equal(embeddedConfig(image('x'.repeat(8 << 20))), undefined);
  });
});
