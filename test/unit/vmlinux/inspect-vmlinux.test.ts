import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectVmlinux } from '../../../debug-adapter/vmlinux/inspect-vmlinux';
import { elfFile, kernelModule, vmlinux } from './synthetic-elf';

const BUILD_ID = 'b3f8154e6f3292cfb80906262ea538aa8753de4a';
const sampleModule = join(import.meta.dirname, '../../dumps/x86_64-tiny/labcrash.ko');

describe('inspectVmlinux', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inspect-vmlinux-'));
  });
  after(() => rm(folder, { recursive: true }));

  const inspect = async (bytes: Buffer | string) => {
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    return inspectVmlinux(path);
  };
  const kindOf = async (bytes: Buffer | string) => (await inspect(bytes)).kind;

  it('reads a kernel', async () => {
    assert.deepEqual(await inspect(vmlinux(BUILD_ID, { machine: 183 })), {
      kind: 'vmlinux',
      path: join(folder, 'file'),
      machine: 'aarch64',
      bits: 64,
      buildId: BUILD_ID,
      debugInfo: { present: true },
    });
  });

  it('reads the module of the sample', async () => {
    assert.deepEqual(await inspectVmlinux(sampleModule), {
      kind: 'module',
      path: sampleModule,
      machine: 'x86_64',
      bits: 64,
      buildId: '5ee9685b620fcd0fe0759bf17c99e966175c839a',
      debugInfo: { present: true },
      vermagic: '6.1.176-tiny SMP mod_unload ',
      moduleName: 'labcrash',
    });
  });

  it('tells debug info from its compressions and from none', async () => {
    const debugInfo = async (section: Parameters<typeof elfFile>[0][number]) => {
      const kernel = { name: '__ksymtab', content: Buffer.alloc(4) };
      const inspection = await inspect(elfFile([kernel, section]));
      return 'debugInfo' in inspection ? inspection.debugInfo : undefined;
    };
    const name = '.debug_info';
    const content = Buffer.from([2, 0, 0, 0, 9]);
    assert.deepEqual(await debugInfo({ name, content }), { present: true });
    assert.deepEqual(await debugInfo({ name, content, flags: 0x800n }), {
      present: true,
      compression: 'zstd',
    });
    assert.deepEqual(await debugInfo({ name: '.zdebug_info', content }), {
      present: true,
      compression: 'zlib-gnu',
    });
    assert.deepEqual(await debugInfo({ name, content, type: 8 }), { present: false });
    assert.deepEqual(await debugInfo({ name: '.debug_line', content }), { present: false });
  });

  it('names what is no vmlinux', async () => {
    const bootImage = Buffer.alloc(1024);
    bootImage.write('HdrS', 0x202, 'latin1');
    assert.equal(await kindOf(bootImage), 'boot-image');
    assert.equal(await kindOf(''), 'empty');
    assert.equal(await kindOf('ffffffff81000000 T _text\n'), 'text');
    assert.equal(await kindOf(Buffer.from([1, 0, 2])), 'unknown');
    assert.equal(await kindOf('KDUMP   \0'), 'dump');
    assert.equal(await kindOf(elfFile([], { type: 4 })), 'dump');
    assert.equal(await kindOf(elfFile([{ name: '.text', content: Buffer.alloc(1) }])), 'other-elf');
    const packed = await inspect(Buffer.from('fd377a585a00', 'hex'));
    assert.equal(packed.kind === 'packed' && packed.packing, 'xz');
    assert.equal((await inspectVmlinux(folder)).kind, 'directory');
    assert.equal((await inspectVmlinux(join(folder, 'none'))).kind, 'missing');
    assert.equal((await inspectVmlinux('/dev/null')).kind, 'special');
  });

  it('has an answer for a file cut at any byte', async () => {
    const bytes = kernelModule('6.1.176-tiny');
    for (let length = 0; length < bytes.length; length++) {
      const kind = await kindOf(bytes.subarray(0, length));
      assert.ok(['empty', 'unknown', 'text', 'damaged'].includes(kind), `${length}: ${kind}`);
    }
  });
});
