import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { findFiles } from '../../../../extension/kconfig/cli/find-files';
import { useTemporaryFolder } from './temporary-folder';

describe('files below a folder', () => {
  const folderWith = useTemporaryFolder();
  const names = async (folder: string) =>
    (await findFiles(folder)).files.map((file) => path.relative(folder, file));

  it('are those that the lint may know, in order', async () => {
    const folder = folderWith({
      '.config': '',
      'arch/x86/configs/x86_64_defconfig': '',
      'arch/arm64/configs/defconfig': '',
      'kernel/panic.c': '',
      'README.md': '',
      'kernel/configs/kdump.config': '',
    });
    assert.deepEqual(await names(folder), [
      '.config',
      'arch/arm64/configs/defconfig',
      'arch/x86/configs/x86_64_defconfig',
      'kernel/configs/kdump.config',
    ]);
  });

  it('are not those of version control and of packages', async () => {
    const folder = folderWith({
      '.git/a.config': '',
      'node_modules/a/a.config': '',
      'b/node_modules/a.config': '',
      'git/a.config': '',
    });
    assert.deepEqual(await names(folder), ['git/a.config']);
  });

  it('are found where links go round in circles or nowhere', async () => {
    const folder = folderWith({ 'a/x_defconfig': '', 'b/y_defconfig': '' });
    symlinkSync('..', path.join(folder, 'a', 'up'));
    symlinkSync('.', path.join(folder, 'a', 'self_defconfig'));
    symlinkSync('nowhere', path.join(folder, 'gone_defconfig'));
    symlinkSync('loop_defconfig', path.join(folder, 'loop_defconfig'));
    symlinkSync('b/y_defconfig', path.join(folder, 'link_defconfig'));
    assert.deepEqual(await names(folder), ['a/x_defconfig', 'b/y_defconfig', 'link_defconfig']);
  });

  it('are not looked for without end, and that is said', async () => {
    const many = Array.from({ length: 50 }, (_, index) => [`a${index}/x_defconfig`, '']);
    const folder = folderWith(Object.fromEntries(many) as Record<string, string>);
    const { files, failures } = await findFiles(folder, 20);
    assert.ok(files.length <= 20);
    assert.match(failures[0]?.message ?? '', /more than 20 files; the rest of them was not looked/);
    assert.deepEqual((await findFiles(folder)).failures, []);
  });

  it('of a folder that is not there are a failure', async () => {
    const { files, failures } = await findFiles(path.join(folderWith({}), 'gone'));
    assert.deepEqual(files, []);
    assert.equal(failures[0]?.message, 'There is no such file.');
  });
});
