import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyDump } from '../../../debug-adapter/dumpfile/identify-dump';
import { elfCore } from './elf-file';
import { flattened, note, vmcoreinfoNote } from './synthetic';

const fixtures = join(import.meta.dirname, 'fixtures');

describe('identifyDump', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'identify-dump-'));
  });
  after(() => rm(folder, { recursive: true }));

  const write = async (bytes: Buffer | string) => {
    const path = join(folder, 'vmcore');
    await writeFile(path, bytes);
    return path;
  };
  const kindOf = async (bytes: Buffer | string) => {
    const { container, problems } = await identifyDump(await write(bytes));
    return { kind: container.kind, blocking: problems[0]?.blocking };
  };

  it('reads the identity of a real x86-64 dump from its first bytes', async () => {
    const dump = await identifyDump(join(fixtures, 'x86_64-kdump-start.bin'));
    assert.deepEqual(dump.container, {
      kind: 'kdump',
      headerVersion: 6,
      blockSize: 4096,
      compression: 'none',
      split: false,
    });
    assert.equal(dump.dumpLevel, 31);
    assert.equal(dump.producer, 'kdump');
    assert.equal(dump.cpus, 2);
    assert.ok((dump.missingBytes ?? 0) > 0);
    assert.equal(dump.machine, 'x86_64');
    assert.equal(dump.release, '6.1.176-tiny');
    assert.equal(dump.version, '#1 SMP Sun Nov 22 22:18:42 UTC 2026');
    assert.equal(dump.buildId, 'b3f8154e6f3292cfb80906262ea538aa8753de4a');
    assert.equal(dump.kernelOffset, 0x24600000n);
    assert.equal(dump.crashTime, 1795386138);
    assert.equal(dump.pageSize, 4096);
    assert.equal(dump.vmcoreinfo?.entries.get('SYMBOL(prb)'), 'ffffffffa6034330');
  });

  it('says that the rest of it is missing', async () => {
    const dump = await identifyDump(join(fixtures, 'x86_64-kdump-start.bin'));
    assert.equal(dump.incomplete, true);
    assert.match(dump.problems[0]?.what ?? '', /cut off/);
    assert.equal(dump.problems[0]?.blocking, false);
  });

  it('reads the identity of a real arm64 dump', async () => {
    const dump = await identifyDump(join(fixtures, 'arm64-kdump-start.bin'));
    assert.equal(dump.machine, 'aarch64');
    assert.equal(dump.buildId, '2148e10924dc7b15e93565e4b0991594e8a922eb');
    assert.equal(dump.kernelOffset, 0n);
  });

  it('sees the mark of a dump that makedumpfile could not finish, and a part of a split one', async () => {
    const bytes = await readFile(join(fixtures, 'x86_64-kdump-start.bin'));
    bytes.writeUInt32LE(0x8 | 0x20, 424);
    bytes.writeUInt32LE(1, 4096 + 12);
    const dump = await identifyDump(await write(bytes));
    assert.equal(dump.incomplete, true);
    assert.equal(dump.container.kind === 'kdump' && dump.container.compression, 'zstd');
    assert.match(dump.problems[0]?.what ?? '', /--split/);
    assert.match(dump.problems[1]?.what ?? '', /could not finish/);
  });

  it('takes no release that would lead out of a folder', async () => {
    const bytes = await readFile(join(fixtures, 'x86_64-kdump-start.bin'));
    bytes.write('../../../etc\0', 12 + 2 * 65, 'latin1');
    bytes.write('OSRELEASE=../../etc\n', 4936, 'latin1');
    assert.equal((await identifyDump(await write(bytes))).release, undefined);
  });

  it('reads the identity of an ELF core', async () => {
    const registers = note('CORE', 1, Buffer.alloc(336));
    const path = await write(elfCore(Buffer.concat([registers, registers, vmcoreinfoNote()])));
    const dump = await identifyDump(path);
    assert.deepEqual(dump.container, { kind: 'elf', bits: 64 });
    assert.equal(dump.machine, 'x86_64');
    assert.equal(dump.release, '5.10.0-lab');
    assert.equal(dump.buildId, '00112233445566778899aabbccddeeff00112233');
    assert.equal(dump.kernelOffset, 0x1e000000n);
    assert.deepEqual(dump.problems, []);
  });

  it('says how much of an ELF core is missing', async () => {
    const core = elfCore(vmcoreinfoNote(), { machine: 183 });
    const dump = await identifyDump(await write(core.subarray(0, core.length - 100)));
    assert.equal(dump.machine, 'aarch64');
    assert.equal(dump.incomplete, true);
    const why = `It has ${core.length - 100} of at least ${core.length} bytes.`;
    assert.equal(dump.problems[0]?.why, why);
  });

  it('looks into the flattened format', async () => {
    const kdump = await readFile(join(fixtures, 'x86_64-kdump-start.bin'));
    for (const step of [100, 4096, 5000]) {
      const dump = await identifyDump(await write(flattened(kdump, step)));
      assert.equal(dump.flattened, true);
      assert.equal(dump.container.kind, 'kdump');
      assert.equal(dump.buildId, 'b3f8154e6f3292cfb80906262ea538aa8753de4a');
      assert.deepEqual(dump.problems, []);
    }
    const cut = await identifyDump(await write(flattened(kdump, 4096, { endMark: false })));
    assert.equal(cut.incomplete, true);
    const empty = await identifyDump(await write(flattened(Buffer.alloc(5000, 7), 4096)));
    assert.equal(empty.container.kind, 'damaged');
  });

  it('names what is no dump', async () => {
    assert.deepEqual(await kindOf(''), { kind: 'empty', blocking: true });
    assert.deepEqual(await kindOf('[    0.000000] Linux versión 6.1\n'), {
      kind: 'text',
      blocking: true,
    });
    assert.deepEqual(await kindOf(Buffer.alloc(4096)), { kind: 'zeros', blocking: true });
    assert.deepEqual(await kindOf(Buffer.from([1, 2, 3, 4, 5, 0, 9])), {
      kind: 'unknown',
      blocking: false,
    });
    assert.deepEqual(await kindOf('KDUMP   '), { kind: 'damaged', blocking: true });
    assert.deepEqual(await kindOf('\x7fELF'), { kind: 'damaged', blocking: true });
    assert.deepEqual(await kindOf(elfCore(Buffer.alloc(0), { type: 2 })), {
      kind: 'elf-not-core',
      blocking: true,
    });
    const auxv = note('CORE', 6, Buffer.alloc(320));
    assert.deepEqual(await kindOf(elfCore(auxv)), { kind: 'process-core', blocking: true });
    assert.deepEqual(await kindOf('LibvirtQemudSave\0\0'), {
      kind: 'foreign',
      blocking: undefined,
    });
  });

  it('says how to unpack a packed file', async () => {
    const gzip = await identifyDump(await write(Buffer.from([0x1f, 0x8b, 8, 0])));
    assert.deepEqual(gzip.container, { kind: 'compressed', format: 'gzip' });
    assert.match(gzip.problems[0]?.remedy ?? '', /gzip -dk '\/.*vmcore'/);
    assert.equal((await kindOf(Buffer.from('fd377a585a00', 'hex'))).kind, 'compressed');
    assert.equal((await kindOf(Buffer.from('28b52ffd', 'hex'))).kind, 'compressed');
  });

  it('answers for a folder, a device and nothing', async () => {
    assert.equal((await identifyDump(folder)).container.kind, 'directory');
    assert.equal((await identifyDump('/dev/null')).container.kind, 'special');
    assert.equal((await identifyDump(join(folder, 'none'))).container.kind, 'missing');
    assert.equal((await identifyDump('a\0b')).container.kind, 'unreadable');
  });
});
