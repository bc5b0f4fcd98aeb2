/**
 * Reads a kernel's Kconfig tree in a thread that has just started, and writes how long that took and
 * what memory the tree takes: `first-tree.mjs TREE CACHE`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { KconfigTrees } from '../../extension/kconfig/node/kconfig-trees';

export interface FirstTree {
  /** Milliseconds. */
  readonly own: number;
  /** The same files, read and split into lines. */
  readonly peer: number;
  /** Megabytes of the thread, in its heap and outside of it. */
  readonly memory: number;
}

if (isMainThread) {
  const [root = '', cache = ''] = process.argv.slice(2);
  const worker = new Worker(new URL(import.meta.url), { workerData: { root, cache } });
  worker.on('message', (result: FirstTree) => console.log(JSON.stringify(result)));
} else {
  const { root, cache } = workerData as { root: string; cache: string };
  const start = performance.now();
  const known = new KconfigTrees(cache === '' ? undefined : cache).tree(root, 'x86_64');
  const own = performance.now() - start;
  const before = performance.now();
  let lines = 0;
  for (const name of known?.tree.files.keys() ?? []) {
    lines += readFileSync(path.join(root, name), 'utf8').split('\n').length;
  }
  const peer = performance.now() - before;
  collectGarbage();
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  const memory = (heap + outside) / 1e6;
  if (!known || known.tree.symbols.size < 10_000 || lines < 100_000) throw new Error('no tree');
  parentPort?.postMessage({ own, peer, memory } satisfies FirstTree);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
