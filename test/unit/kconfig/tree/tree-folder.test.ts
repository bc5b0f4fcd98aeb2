import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { KconfigTrees } from '../../../../extension/kconfig/node/kconfig-trees';
import { TreeFolder } from '../../../../extension/kconfig/node/tree-folder';
import { useTemporaryFolder } from '../cli/temporary-folder';

const MAKEFILE = 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\nEXTRAVERSION =\n';
const TOP = 'mainmenu "Linux/$(ARCH) $(KERNELVERSION)"\nsource "arch/$(SRCARCH)/Kconfig"\n';

describe('KconfigTrees', () => {
  const folderWith = useTemporaryFolder();

  const tree = (more: Readonly<Record<string, string>> = {}) =>
    folderWith({
      Makefile: MAKEFILE,
      Kconfig: TOP,
      'arch/x86/Kconfig': 'config X86\n\tdef_bool y\nconfig A\n\tbool "a"\n',
      'arch/arm/Kconfig': 'config ARM\n\tdef_bool y\n',
      ...more,
    });

  it('know a tree by its top, and read it for an architecture', () => {
    const root = tree();
    const trees = new KconfigTrees();
    assert.deepEqual(trees.top(root), { project: 'linux', first: 'Kconfig', version: '6.12.3' });
    assert.equal(trees.rootOf(path.join(root, 'arch/x86/configs/x_defconfig'), '/'), root);
    assert.equal(trees.top(path.join(root, 'arch')), undefined);
    const known = trees.tree(root, 'x86_64');
    assert.equal(known?.name, 'Linux 6.12.3 for x86_64');
    assert.deepEqual([...known.tree.symbols.keys()], ['X86', 'A']);
    assert.deepEqual([...known.allNames].sort(), ['A', 'ARM', 'X86']);
    assert.equal(trees.tree(root, 'x86_64'), known);
    assert.deepEqual([...(trees.tree(root, 'arm')?.tree.symbols.keys() ?? [])], ['ARM']);
  });

  it('follow a tree that changes, is typed into, loses files and gets them back', () => {
    const root = tree();
    const file = path.join(root, 'arch/x86/Kconfig');
    const trees = new KconfigTrees();
    const names = () => [...(trees.tree(root, 'x86_64')?.tree.symbols.keys() ?? [])];
    assert.deepEqual(names(), ['X86', 'A']);
    trees.overlay(file, 'config TYPED\n\tbool\n');
    assert.deepEqual(names(), ['TYPED']);
    trees.overlay(file, undefined);
    writeFileSync(file, 'config SAVED\n\tbool\n');
    trees.changed([file]);
    assert.deepEqual(names(), ['SAVED']);
    rmSync(file);
    trees.changed([file]);
    assert.deepEqual(names(), []);
    writeFileSync(file, 'config BACK\n\tbool\n');
    trees.changed([file]);
    assert.deepEqual(names(), ['BACK']);
  });

  it('keep what they read between sessions, and notice what changed in between', () => {
    const root = tree();
    const cache = path.join(folderWith({}), 'cache');
    const names = () => [
      ...(new KconfigTrees(cache).tree(root, 'x86_64')?.tree.symbols.keys() ?? []),
    ];
    assert.deepEqual(names(), ['X86', 'A']);
    const [kept] = readdirSync(cache);
    assert.match(kept ?? '', /^[\da-f]{24}\.kept$/);
    const file = path.join(root, 'arch/x86/Kconfig');
    writeFileSync(file, 'config B\n\tbool\n');
    utimesSync(file, 1, 1);
    assert.deepEqual(names(), ['B']);
    // Whatever stands in the cache, it costs time only.
    const whole = readFileSync(path.join(cache, kept ?? ''), 'latin1');
    const changed = [whole.replace('"B"', '"C"'), whole.slice(0, -1), `${whole} `];
    for (const text of ['', '{}', '\n', ...changed]) {
      writeFileSync(path.join(cache, kept ?? ''), text);
      assert.deepEqual(names(), ['B']);
    }
    for (let more = 0; more < 9; more++) new KconfigTrees(cache).tree(tree(), 'x86_64');
    assert.equal(readdirSync(cache).length, 6);
  });
});

describe('TreeFolder', () => {
  const folderWith = useTemporaryFolder();

  it('reads nothing that lies outside, whatever links say, and nothing that never ends', () => {
    const outside = folderWith({ Kconfig: 'config SECRET\n\tbool\n' });
    const root = folderWith({ Kconfig: 'config A\n\tbool\n', 'sub/Kconfig': '' });
    symlinkSync(path.join(outside, 'Kconfig'), path.join(root, 'Kconfig.link'));
    symlinkSync(outside, path.join(root, 'folder'));
    symlinkSync('Kconfig', path.join(root, 'Kconfig.own'));
    symlinkSync('Kconfig.loop', path.join(root, 'Kconfig.loop'));
    symlinkSync('.', path.join(root, 'sub/loop'));
    mkdirSync(path.join(root, 'Kconfig.folder'));
    execFileSync('mkfifo', [path.join(root, 'Kconfig.pipe')]);
    writeFileSync(path.join(root, 'Kconfig.big'), Buffer.alloc(3_000_000, '#'));
    const folder = new TreeFolder(root);
    const readable = [
      'Kconfig',
      'Kconfig.own',
      'sub/Kconfig',
      'sub/loop/loop/Kconfig',
      'Kconfig.link',
      'folder/Kconfig',
      'Kconfig.loop',
      'Kconfig.folder',
      'Kconfig.pipe',
      'Kconfig.big',
      'missing/Kconfig',
      '../Kconfig',
    ].filter((name) => folder.file(name) !== undefined);
    assert.deepEqual(readable, ['Kconfig', 'Kconfig.own', 'sub/Kconfig', 'sub/loop/loop/Kconfig']);
    assert.equal(folder.readText('Kconfig.pipe'), undefined);
    assert.equal(folder.readText('folder/Kconfig'), undefined);
    assert.equal(folder.readText('Kconfig.link'), undefined);
    assert.deepEqual(folder.list('folder'), []);
  });
});
