import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  createModuleFinder,
  type ModuleFolders,
} from '../../../debug-adapter/vmlinux/module-files';
import { unpackFile } from '../../../debug-adapter/vmlinux/unpack-file';
import { kernelModule, vmlinux } from './synthetic-elf';

const findModuleFile = ({ module, ...folders }: ModuleFolders & { readonly module: string }) =>
  createModuleFinder(folders).find(module);

const RELEASE = '6.1.176-tiny';
const good = kernelModule(RELEASE);
const stripped = kernelModule(RELEASE, { debug: false });

describe('module files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'module-files-'));
    await mkdir(join(folder, 'unpacked'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = async (path: string, bytes: Buffer | string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const folders = (): ModuleFolders => ({
    release: RELEASE,
    machine: 'x86_64',
    paths: [join(folder, 'mine')],
    vmcoreDir: join(folder, 'dump'),
    root: folder,
    unpackTo: join(folder, 'unpacked'),
  });
  const find = async (module: string) => {
    const { found, rejected } = await findModuleFile({ ...folders(), module });
    return { path: found?.path.slice(folder.length + 1), reasons: rejected.map((r) => r.reason) };
  };

  it('knows the places, best first', async () => {
    const places = [
      'mine/deep/er/snd-lab.ko.debug',
      'mine/deep/er/snd_lab.ko',
      'dump/snd_lab.ko',
      `usr/lib/debug/lib/modules/${RELEASE}/kernel/sound/snd-lab.ko`,
      `usr/lib/debug/usr/lib/modules/${RELEASE}/kernel/sound/snd-lab.ko.debug`,
      `lib/modules/${RELEASE}/extra/snd-lab.ko`,
    ];
    for (const place of places) await put(place, good);
    for (const place of places) {
      assert.equal((await find('snd_lab')).path, place);
      assert.equal((await find('snd-lab')).path, place);
      await rm(join(folder, place));
    }
    assert.equal((await find('snd_lab')).path, undefined);
  });

  it('passes over files that would not help, with the reason', async () => {
    await put('mine/a/lab.ko', stripped);
    await put('mine/b/lab.ko', kernelModule('5.10.0'));
    await put('mine/c/lab.ko', kernelModule(RELEASE, { machine: 183 }));
    await put('mine/d/lab.ko', 'text');
    await put('mine/e/lab.ko', vmlinux());
    await put('mine/f/lab.ko', good);
    const { path, reasons } = await find('lab');
    assert.equal(path, 'mine/f/lab.ko');
    assert.equal(reasons.length, 5);
    assert.match(reasons[0] ?? '', /no debug info/);
    assert.match(reasons[1] ?? '', /built for 5\.10\.0/);
    assert.match(reasons[2] ?? '', /for aarch64/);
    assert.match(reasons[3] ?? '', /text file/);
    assert.match(reasons[4] ?? '', /is a vmlinux/);
  });

  it('unpacks gz, xz and zst, and tells where the copy came from', async () => {
    await put('mine/one.ko.gz', gzipSync(good));
    await put('mine/two.ko.xz', execFileSync('xz', ['-c'], { input: good }));
    await put('mine/three.ko.zst', execFileSync('zstd', ['-qc'], { input: good }));
    const finder = createModuleFinder(folders());
    for (const [module, packed] of [
      ['one', 'one.ko.gz'],
      ['two', 'two.ko.xz'],
      ['three', 'three.ko.zst'],
    ] as const) {
      const { found } = await finder.find(module);
      assert.equal(found?.packedPath, join(folder, 'mine', packed));
      assert.deepEqual(await readFile(found?.path ?? ''), good);
      assert.equal((await stat(found?.path ?? '')).mode & 0o777, 0o600);
    }
  });

  it('leaves no file of a packed module that does not help', async () => {
    await put('mine/lab.ko.gz', gzipSync(stripped));
    assert.match((await find('lab')).reasons[0] ?? '', /lab\.ko\.gz has no debug info/);
    assert.deepEqual(await readdir(join(folder, 'unpacked')), []);
  });

  it('takes a file given as a path, and follows no link to a folder', async () => {
    await put('elsewhere/lab.ko', good);
    await mkdir(join(folder, 'mine'));
    await symlink('..', join(folder, 'mine/loop'));
    assert.equal((await find('lab')).path, undefined);
    const paths = [join(folder, 'elsewhere/lab.ko')];
    const { found } = await findModuleFile({ ...folders(), paths, module: 'lab' });
    assert.equal(found?.path, paths[0]);
  });

  it('is not led elsewhere by names from a dump', async () => {
    await put('secret/lab.ko', good);
    const { found } = await findModuleFile({
      ...folders(),
      release: '../../secret',
      module: '../secret/lab',
    });
    assert.equal(found, undefined);
  });
});

describe('unpackFile', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unpack-file-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const unpack = async (packed: Buffer, mostBytes?: number) => {
    await writeFile(join(folder, 'packed'), packed);
    const result = await unpackFile(join(folder, 'packed'), join(folder, 'plain'), { mostBytes });
    return result.ok ? 'ok' : result.cause;
  };
  const zeros = Buffer.alloc(1 << 20);

  it('stops at the bound and leaves nothing', async () => {
    assert.equal(await unpack(gzipSync(zeros), 1000), 'too-large');
    assert.equal(await unpack(execFileSync('xz', ['-c'], { input: zeros }), 1000), 'too-large');
    assert.equal(await unpack(execFileSync('zstd', ['-qc'], { input: zeros }), 1000), 'too-large');
    assert.deepEqual(await readdir(folder), ['packed']);
  });

  it('says when the file is damaged or of no known kind', async () => {
    const xz = execFileSync('xz', ['-c'], { input: good });
    assert.equal(await unpack(gzipSync(good).subarray(0, 50)), 'damaged');
    assert.equal(await unpack(xz.subarray(0, 50)), 'damaged');
    assert.equal(await unpack(good), 'unknown-packing');
    assert.deepEqual(await readdir(folder), ['packed']);
  });

  it('names the package of a program that is missing', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      await writeFile(join(folder, 'packed'), Buffer.from('fd377a585a000000', 'hex'));
      const result = await unpackFile(join(folder, 'packed'), join(folder, 'plain'));
      assert.ok(!result.ok);
      assert.equal(result.cause, 'program-missing');
      assert.match(result.reason, /xz-utils/);
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('overwrites nothing', async () => {
    await writeFile(join(folder, 'plain'), 'mine');
    assert.equal(await unpack(gzipSync(good)), 'io');
    assert.equal(await readFile(join(folder, 'plain'), 'utf8'), 'mine');
  });
});
