import * as path from 'node:path';
import { buildTree } from '../kconfig/tree/symbols/build-tree';
import { treeEnvironment } from '../kconfig/tree/symbols/environment';
import type { KconfigTree } from '../kconfig/tree/symbols/kconfig-tree';
import type { TreeKey } from './protocol';
import { FileStore } from './tree-files';

/** A tree of Linux takes 50 MB. */
const MOST_TREES = 3;

/** Trees that were read, until one of their files changes. */
export class TreeStore {
  readonly files = new FileStore();
  private readonly trees = new Map<string, { readonly root: string; readonly tree: KconfigTree }>();

  /** Takes a second or two the first time. */
  tree({ root, first, arch, version }: TreeKey): KconfigTree {
    const key = [root, first, arch, version].join('\0');
    const known = this.trees.get(key);
    this.trees.delete(key); // it becomes the youngest
    const environment = treeEnvironment({ arch, ...(version !== undefined && { version }) });
    const tree = known?.tree ?? buildTree(first, this.files.below(root), environment);
    this.trees.set(key, { root, tree });
    for (const oldest of this.trees.keys()) {
      if (this.trees.size <= MOST_TREES) break;
      this.trees.delete(oldest);
    }
    return tree;
  }

  /**
   * A file came, changed or went: the trees that it belongs to are read anew when they are asked for,
   * which parses that file only.
   * @param text of an editor, not saved yet
   */
  changed(file: string, text: string | undefined): void {
    this.files.setUnsaved(file, text);
    for (const [key, { root }] of this.trees) {
      if (!path.relative(root, file).startsWith('..')) this.trees.delete(key);
    }
  }
}
