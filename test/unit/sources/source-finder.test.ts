import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SourcePlaces } from '../../../debug-adapter/sources/source-finder';
import { createSourceFinder } from '../../../debug-adapter/sources/source-finder';

const DEBIAN = '/build/reproducible-path/linux-6.1.176';

describe('source finder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'source-finder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = async (path: string, text = 'text') => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const putTree = async (path: string, version: string, files: readonly string[]) => {
    const [major, minor, patch] = version.split('.');
    const makefile = `# SPDX\nVERSION = ${major}\nPATCHLEVEL = ${minor}\nSUBLEVEL = ${patch}\nEXTRAVERSION =\n`;
    await put(join(path, 'Makefile'), makefile);
    await put(join(path, 'Kbuild'));
    for (const file of files) await put(join(path, file));
  };
  const finder = (places: Partial<SourcePlaces> = {}) =>
    createSourceFinder({
      sourceMap: {},
      folders: [join(folder, 'work')],
      vmlinuxDir: join(folder, 'vmlinux'),
      vmcoreDir: join(folder, 'dump'),
      release: '6.1.176-tiny',
      root: folder,
      ...places,
    });
  const find = async (path: string, places?: Partial<SourcePlaces>, compiledAs?: string) => {
    const answer = await finder(places).find(path, compiledAs);
    if (answer.kind === 'missing') return 'missing';
    const mark = `${answer.guess ? ' guess' : ''}${answer.note ? ' note' : ''}`;
    return `${answer.path.slice(folder.length + 1)}${mark}`;
  };

  describe('sourceMap', () => {
    it('goes by the longest prefix, at the borders of names', async () => {
      await put('a/fs/inode.c');
      await put('b/inode.c');
      await put('a2/x.c');
      const sourceMap = {
        '/usr/src/linux': join(folder, 'a'),
        '/usr/src/linux/fs/': join(folder, 'b'),
      };
      assert.equal(await find('/usr/src/linux/fs/inode.c', { sourceMap }), 'b/inode.c');
      assert.equal(await find('/usr/src/linux2/x.c', { sourceMap }), 'missing');
      assert.equal(await find('/usr/src/linux/../linux/fs/./inode.c', { sourceMap }), 'b/inode.c');
    });

    it('maps relative paths and single files, and never out of its folder', async () => {
      await put('a/kernel/panic.c');
      await put('secret.c');
      assert.equal(
        await find('./kernel/panic.c', { sourceMap: { '.': join(folder, 'a') } }),
        'a/kernel/panic.c',
      );
      assert.equal(
        await find('/x/y.c', { sourceMap: { '/x/y.c': join(folder, 'secret.c') } }),
        'secret.c',
      );
      const sourceMap = { '/x': join(folder, 'a'), '.': join(folder, 'a') };
      assert.equal(await find('/x/../secret.c', { sourceMap }), 'missing');
      assert.equal(await find('../secret.c', { sourceMap }), 'missing');
    });

    it('falls back when the mapped file does not exist', async () => {
      await putTree('work', '6.1.176', ['kernel/panic.c']);
      const sourceMap = { '/build': join(folder, 'none') };
      assert.equal(await find('/build/kernel/panic.c', { sourceMap }), 'work/kernel/panic.c');
    });
  });

  it('takes the path itself, and a relative one from the compile directory', async () => {
    await put('build/fs/inode.c');
    assert.equal(await find(join(folder, 'build/fs/inode.c')), 'build/fs/inode.c');
    const compiledAs = join(folder, 'build/out/../fs/inode.c');
    assert.equal(await find('../fs/inode.c', {}, compiledAs), 'build/fs/inode.c');
    assert.equal(await find(join(folder, 'build/fs')), 'missing');
  });

  it('maps what the compile directory makes of a relative path', async () => {
    await put('mapped/kernel/panic.c');
    const sourceMap = { '/home/someone/linux': join(folder, 'mapped') };
    const compiledAs = '/home/someone/linux/kernel/panic.c';
    assert.equal(await find('kernel/panic.c', { sourceMap }, compiledAs), 'mapped/kernel/panic.c');
  });

  it('finds kernel files by the end of their path', async () => {
    await putTree('work/linux', '6.1.176', [
      'kernel/panic.c',
      'include/linux/list.h',
      'arch/arm64/kernel/entry.S',
      'init/main.c',
      'top.c',
    ]);
    const compiledAs = 'debian/build/build_amd64_none_cloud-amd64/kernel/panic.c';
    assert.equal(await find('kernel/panic.c', {}, compiledAs), 'work/linux/kernel/panic.c');
    assert.equal(await find('./include/linux/list.h'), 'work/linux/include/linux/list.h');
    assert.equal(await find('../../../init/main.c'), 'work/linux/init/main.c');
    assert.equal(
      await find(`${DEBIAN}/arch/arm64/kernel/entry.S`),
      'work/linux/arch/arm64/kernel/entry.S',
    );
    assert.equal(
      await find(`${DEBIAN}/arch/arm64/mm/../kernel/entry.S`),
      'work/linux/arch/arm64/kernel/entry.S',
    );
    assert.equal(
      await find(`${DEBIAN}/debian/build/x/../../../kernel/panic.c`),
      'work/linux/kernel/panic.c',
    );
    assert.equal(await find('/anywhere/top.c'), 'missing');
    assert.equal(await find('kernel/none.c'), 'missing');
  });

  it('looks in the usual places, the right version first', async () => {
    await putTree('usr/src/linux-source-5.10', '5.10.1', ['kernel/panic.c']);
    assert.equal(await find('kernel/panic.c'), 'usr/src/linux-source-5.10/kernel/panic.c note');
    await putTree('lib/modules/6.1.176-tiny/build', '6.1.176', ['kernel/panic.c']);
    const here = 'lib/modules/6.1.176-tiny/build/kernel/panic.c';
    assert.equal(await find('kernel/panic.c'), here);
    await putTree('vmlinux', '6.1.176', ['kernel/panic.c']);
    assert.equal(await find('kernel/panic.c'), 'vmlinux/kernel/panic.c');
  });

  it('says when the version differs or cannot be told', async () => {
    await putTree('work', '6.1.170', ['kernel/panic.c']);
    const note = async (places: Partial<SourcePlaces>) => {
      const answer = await finder(places).find('kernel/panic.c');
      return answer.kind === 'found' ? answer.note : 'missing';
    };
    assert.match((await note({})) ?? '', /Linux 6\.1\.170; the dump is of 6\.1\.176-tiny/);
    assert.match((await note({ release: '6.1.0-50-amd64' })) ?? '', /does not say/);
    const version = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.170-1 (2026-07-02)';
    assert.equal(await note({ release: '6.1.0-50-amd64', version }), undefined);
    assert.match((await note({ release: '6.12.0-1-amd64' })) ?? '', /Lines may differ/);
    assert.equal(await note({ release: '6.1.170' }), undefined);
    const itself = await finder().find(join(folder, 'work/kernel/panic.c'));
    assert.match((itself.kind === 'found' && itself.note) || '', /6\.1\.170/);
  });

  it('guesses the source of an out-of-tree module when it is the only one', async () => {
    await put('dump/labcrash.c');
    const path = '/usr/src/labcrash/labcrash.c';
    assert.equal(await find(path), 'dump/labcrash.c guess note');
    assert.equal(await find('/usr/src/linux-source-6.1/drivers/labcrash.c'), 'missing');
    assert.equal(await find('drivers/labcrash.c'), 'missing');
    await put('work/labcrash.c');
    assert.equal(await find(path), 'missing');
    await put('work/labcrash/labcrash.c');
    assert.equal(await find(path), 'work/labcrash/labcrash.c guess note');
  });

  it('never leaves a tree, by dots or by links', async () => {
    await putTree('work/linux', '6.1.176', ['kernel/panic.c']);
    await put('secret/passwd');
    await symlink(join(folder, 'secret'), join(folder, 'work/linux/leak'));
    assert.equal(await find('/x/leak/passwd'), 'missing');
    assert.equal(await find('kernel/../../../secret/passwd'), 'missing');
    assert.equal(await find('a\0b/c'), 'missing');
    assert.equal(await find(''), 'missing');
    assert.equal(await find('x/'.repeat(5000)), 'missing');
  });

  it('keeps its answers and says where it looked', async () => {
    const finding = finder();
    const first = await finding.find('kernel/panic.c');
    assert.ok(first.kind === 'missing' && first.tried.includes(join(folder, 'work')));
    await putTree('work', '6.1.176', ['kernel/panic.c']);
    assert.equal(await finding.find('kernel/panic.c'), first);
  });
});
