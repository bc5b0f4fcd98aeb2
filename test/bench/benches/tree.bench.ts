import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_SETTINGS } from '../../../extension/kconfig/context/settings';
import { lint } from '../../../extension/kconfig/engine';
import { KconfigTrees } from '../../../extension/kconfig/node/kconfig-trees';
import { type Bench, inTurns, type Inputs } from '../bench';
import type { FirstTree } from '../first-tree';

const PEER = 'the same files read and split into lines';

/** The Kconfig tree of Linux 6.12, of 1,600 files for one architecture, in a thread. */
export default async function treeBenches(inputs: Inputs): Promise<Bench[]> {
  const { kernelConfig, bundles, kconfigTree } = inputs;
  const root = await kconfigTree();
  const cache = mkdtempSync(path.join(tmpdir(), 'kernel-crash-bench-tree-'));
  process.on('exit', () => rmSync(cache, { recursive: true, force: true }));
  const first = (kept: string): FirstTree => {
    const program = path.join(bundles, 'first-tree.mjs');
    const said = execFileSync(process.execPath, [program, root, kept], { encoding: 'utf8' });
    return JSON.parse(said) as FirstTree;
  };
  const trees = new KconfigTrees();
  const known = trees.tree(root, 'x86_64');
  if (!known) throw new Error('no tree');
  const text = readFileSync(kernelConfig, 'utf8');
  const request = { fileName: '.config', settings: DEFAULT_SETTINGS };
  const changed = path.join(root, 'kernel', 'Kconfig.kexec');
  return [
    {
      name: 'Kconfig tree, read for the first time',
      peer: PEER,
      limit: 2000,
      warmUp: 1,
      samples: 7,
      sample: () => first(''),
    },
    {
      name: 'Kconfig tree, from the cache',
      peer: PEER,
      limit: 200,
      warmUp: 1,
      samples: 10,
      sample: () => first(cache),
    },
    {
      name: 'Kconfig tree, memory of the thread',
      peer: 'a limit of 100 MB',
      unit: 'MB',
      limit: 100,
      warmUp: 0,
      samples: 3,
      sample: () => ({ own: first('').memory, peer: 100 }),
    },
    {
      name: 'Kconfig tree, after one of its files changed',
      peer: PEER,
      limit: 500,
      warmUp: 3,
      samples: 15,
      sample: inTurns(
        () => {
          trees.changed([changed]);
          return trees.tree(root, 'x86_64');
        },
        () => [...known.tree.files.keys()].map((name) => lines(path.join(root, name))),
      ),
    },
    {
      name: 'lint of a whole .config with its tree',
      peer: 'the lint without a tree',
      limit: 1000,
      warmUp: 2,
      samples: 10,
      sample: inTurns(
        () => lint(text, { ...request, tree: known }),
        () => lint(text, request),
      ),
    },
  ];
}

function lines(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length;
}
