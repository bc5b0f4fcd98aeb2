import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { judgeVmlinux, type KernelWanted } from '../../../debug-adapter/vmlinux/judge-vmlinux';
import { hasReducedDebugInfo } from '../../../debug-adapter/vmlinux/reduced-debug-info';
import { elfFile } from './synthetic-elf';

const REDUCED =
  'GNU C11 12.2.0 -m64 -g -gdwarf-5 -fno-var-tracking -femit-struct-debug-baseonly\0more\0';
/** Of a kernel that was built without: an older flag begins alike. */
const WHOLE = 'GNU C11 12.2.0 -m64 -g -gdwarf-4 -fno-var-tracking-assignments\0more\0';

describe('judging a vmlinux', () => {
  let file = '';
  before(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'judge-vmlinux-')), 'vmlinux');
  });
  after(() => rm(join(file, '..'), { recursive: true }));

  type Section = Parameters<typeof elfFile>[0][number];
  const put = (...sections: Section[]) =>
    writeFile(
      file,
      elfFile([
        { name: '__ksymtab', content: Buffer.alloc(4) },
        { name: '.debug_info', content: Buffer.alloc(4) },
        ...sections,
      ]),
    );
  const causeOf = async (wanted: KernelWanted = {}) => {
    const judgement = await judgeVmlinux(file, wanted);
    return judgement.kind === 'unfit' ? judgement.rejected.cause : judgement.kind;
  };

  it('knows reduced debug info by the flags of the compiler', async () => {
    await put({ name: '.debug_str', content: Buffer.from(REDUCED) });
    assert.equal(await causeOf(), 'reduced');
    await put({ name: '.debug_str', content: Buffer.from(WHOLE) });
    assert.equal(await causeOf(), 'unproven');
    await put();
    assert.equal(await hasReducedDebugInfo(file), undefined);
  });

  it('reads them in compressed sections too', async () => {
    const packed = deflateSync(REDUCED);
    const header = Buffer.alloc(24);
    header.writeUInt32LE(1, 0);
    header.writeBigUInt64LE(BigInt(REDUCED.length), 8);
    const content = Buffer.concat([header, packed]);
    await put({ name: '.debug_str', content, flags: 0x800n });
    assert.equal(await hasReducedDebugInfo(file), true);
    const gnu = Buffer.concat([Buffer.from('ZLIB\0\0\0\0\0\0\0\x10', 'latin1'), packed]);
    await put({ name: '.zdebug_str', content: gnu });
    assert.equal(await hasReducedDebugInfo(file), true);
    await put({ name: '.debug_str', content: content.subarray(0, 40), flags: 0x800n });
    assert.equal(await hasReducedDebugInfo(file), undefined);
  });

  it('finds them wherever they stand', async () => {
    const content = Buffer.concat([Buffer.alloc(65_520, 65), Buffer.from(REDUCED)]);
    await put({ name: '.debug_str', content });
    assert.equal(await hasReducedDebugInfo(file), true);
  });

  it('says what a crash is too old for, not what only its start can tell', async () => {
    const zstd = Buffer.from([2, 0, 0, 0, 9]);
    const sections = [
      { name: '__ksymtab', content: Buffer.alloc(4) },
      { name: '.debug_info', content: zstd, flags: 0x800n },
    ];
    await writeFile(file, elfFile(sections));
    assert.equal(await causeOf({ crashMajor: 8 }), 'compression');
    assert.equal(await causeOf({ crashMajor: 9 }), 'unproven');
    assert.equal(await causeOf(), 'unproven');
  });
});
