/**
 * Every Kconfig file of several kernels reads without a false error, whole, and what the kernel's own
 * conf refuses is found in its line.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { BROKEN, brokenText } from '../unit/kconfig-syntax/broken-lines';
import { ensureTree, type KernelTree } from './kconfig-tree/kernel-tree.mjs';
import { readKconfigFiles } from './kconfig-tree/read-files';

/** Linux 5.10, 6.1, 6.12 and the newest. */
const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid'];

/** Templates of a generator, with placeholders such as %%MODEL_NAME%%. */
const NO_KCONFIG = /^tools\/verification\/rvgen\//;

for (const suite of SUITES) {
  describe(`the Kconfig files of the kernel of Debian ${suite}`, () => {
    let tree: KernelTree;

    before(async function () {
      this.timeout(20 * 60_000);
      tree = await ensureTree(suite);
    });

    it('are read whole, and nothing in them is called wrong', async function () {
      this.timeout(5 * 60_000);
      const { count, entries } = await readKconfigFiles(
        tree.folder,
        (name) => /(^|\/)Kconfig[^/]*$/.test(name) && !NO_KCONFIG.test(name),
      );
      assert.ok(count > 1000 && entries > 10_000);
      console.log(`      ${tree.version}: ${count} files, ${entries} entries`);
    });

    it('would be refused with these lines by conf too', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'kcd-'));
      try {
        assert.ok(await isRead(tree.conf, folder, brokenText('')));
        for (const [line] of BROKEN) {
          assert.ok(!(await isRead(tree.conf, folder, brokenText(line))), line);
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
}

/** Without an error, and without a warning. */
async function isRead(conf: string, folder: string, text: string): Promise<boolean> {
  await writeFile(path.join(folder, 'Kconfig'), text);
  const started = promisify(execFile)(conf, ['--olddefconfig', 'Kconfig'], { cwd: folder });
  return started.then(
    ({ stderr }) => stderr === '',
    () => false,
  );
}
