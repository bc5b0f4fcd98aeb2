/** U-Boot's Kconfig files are read without a false error, and mean what its own conf makes of them. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { KconfigTrees } from '../../extension/kconfig/node/kconfig-trees';
import type { KconfigTree } from '../../extension/kconfig/tree/symbols/kconfig-tree';
import { allValues, evaluated, writtenIn } from '../unit/kconfig/tree/evaluated';
import type { KernelTree } from './kconfig-tree/kernel-tree.mjs';
import { readKconfigFiles } from './kconfig-tree/read-files';
import { Conf } from './kconfig-tree/run-conf';
import { ensureUBoot } from './kconfig-tree/u-boot.mjs';

/** Each 40th of 1,400 or so. */
const STRIDE = 40;

describe('the Kconfig files of U-Boot', () => {
  let uBoot: KernelTree;
  let tree: KconfigTree;

  before(async () => {
    uBoot = await ensureUBoot();
  });

  it('are read whole, and nothing in them is called wrong', async () => {
    const { count, entries } = await readKconfigFiles(uBoot.folder, (name) =>
      /(^|\/)Kconfig[^/]*$/.test(name),
    );
    console.log(`      U-Boot ${uBoot.version}: ${count} files, ${entries} entries`);
    assert.ok(count > 900 && entries > 9000);
  });

  it('are one tree, of which nothing is missing', () => {
    const known = new KconfigTrees().tree(uBoot.folder, '');
    assert.ok(known);
    assert.deepEqual(known.tree.problems, []);
    assert.match(known.name, /^U-Boot 20\d\d\.\d\d/);
    tree = known.tree;
  });

  it('make of defconfigs what its own conf makes of them', async () => {
    const conf = await Conf.start(uBoot);
    try {
      const configs = path.join(uBoot.folder, 'configs');
      const names = (await readdir(configs)).sort().filter((_, index) => index % STRIDE === 0);
      assert.ok(names.length > 20);
      let [symbols, unknown] = [0, 0];
      for (const name of names) {
        const text = await readFile(path.join(configs, name), 'utf8');
        const written = conf.olddefconfig(text, '');
        const real = writtenIn(tree, written);
        const ours = allValues(evaluated(tree, text, '', 'default', written));
        for (const [symbol, value] of Object.entries(real)) {
          symbols++;
          if (ours[symbol] === 'unknown') unknown++;
          else assert.equal(bare(ours[symbol]), bare(value), `${name}: ${symbol}`);
        }
      }
      console.log(`      ${names.length} defconfigs, ${symbols} values, ${unknown} unknown`);
      assert.ok(unknown < symbols / 1000);
    } finally {
      conf.stop();
    }
  });
});

/** U-Boot's conf writes texts as they are, where Linux' puts a backslash before some characters. */
function bare(text: string | undefined): string | undefined {
  return text?.replaceAll('\\', '');
}
