import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyFolder } from '../../../extension/crash-build/sources/source-folder';

describe('a folder with the source of crash', () => {
  let folder: string;
  const context = {
    log: () => undefined,
    progress: () => undefined,
    signal: new AbortController().signal,
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kcd-source-'));
    await mkdir(path.join(folder, 'mine'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const fill = async (...names: string[]) => {
    for (const name of names) {
      const file = path.join(folder, 'mine', name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, '');
    }
  };
  const copy = () =>
    copyFolder(
      { kind: 'folder', path: path.join(folder, 'mine') },
      path.join(folder, 'ours'),
      context,
    );

  it('is copied without what was built in it', async () => {
    await fill('Makefile', 'configure.c', 'defs.h', 'gdb_interface.c', 'memory_driver/crash.c');
    await fill(
      'gdb-16.2.tar.gz',
      'gdb-16.2/gdb/gdb.o',
      'main.o',
      'crash',
      'crashlib.a',
      '.git/HEAD',
    );
    await copy();
    assert.deepEqual((await readdir(path.join(folder, 'ours'))).sort(), [
      'Makefile',
      'configure.c',
      'defs.h',
      'gdb-16.2.tar.gz',
      'gdb_interface.c',
      'memory_driver',
    ]);
    assert.ok((await readdir(path.join(folder, 'mine'))).includes('crash'));
  });

  it('keeps a gdb that it has no archive of', async () => {
    await fill('Makefile', 'configure.c', 'defs.h', 'gdb_interface.c', 'gdb-16.2/configure');
    await copy();
    assert.ok((await readdir(path.join(folder, 'ours'))).includes('gdb-16.2'));
  });

  it('is told from another', async () => {
    await fill('Makefile', 'README');
    await assert.rejects(copy(), /is not the source of crash: it has no configure\.c, defs\.h/);
  });
});
