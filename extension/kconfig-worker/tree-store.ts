import * as path from 'node:path';
import { KconfigTrees } from '../kconfig/node/kconfig-trees';
import { TreeFolder } from '../kconfig/node/tree-folder';
import type { TreeKnowledge } from '../kconfig/tree/tree-knowledge';
import type { TreeKey } from './protocol';

/** Trees, with the texts that an editor has and has not saved laid over their files. */
export class TreeStore {
  private readonly trees: KconfigTrees;
  private readonly unsaved = new Map<string, string>();
  /** Trees that know all unsaved texts. */
  private readonly upToDate = new Set<string>();

  /** @param cacheFolder where what was read is kept between sessions; nowhere when absent */
  constructor(cacheFolder?: string) {
    this.trees = new KconfigTrees(cacheFolder);
  }

  /** Takes a second or two the first time. Undefined: no tree is there. */
  tree({ root, arch }: TreeKey): TreeKnowledge | undefined {
    if (!this.upToDate.has(root) && this.trees.top(root)) {
      for (const [file, text] of this.unsaved) this.trees.overlay(file, text);
      this.upToDate.add(root);
    }
    return this.trees.tree(root, arch);
  }

  /** The text of a file of a tree. */
  text(root: string, file: string): string | undefined {
    return this.unsaved.get(path.join(root, file)) ?? new TreeFolder(root).readText(file);
  }

  /**
   * A file came, changed or went: only that file is read anew, when a tree is asked for.
   * @param text of an editor, not saved yet; undefined: what is on the disk counts
   */
  changed(file: string, text: string | undefined): void {
    if (text === undefined) this.unsaved.delete(file);
    else this.unsaved.set(file, text);
    this.trees.overlay(file, undefined);
    this.trees.changed([file]);
    this.upToDate.clear();
  }
}
