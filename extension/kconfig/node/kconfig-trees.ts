import * as path from 'node:path';
import { allNames } from '../tree/all-names';
import { dialectOf } from '../tree/evaluate/dialect';
import { kernelOf, recogniseTree, treeName, type TreeTop } from '../tree/find-tree';
import { buildTree } from '../tree/symbols/build-tree';
import { treeEnvironment } from '../tree/symbols/environment';
import type { TreeKnowledge } from '../tree/tree-knowledge';
import { TreeCache } from './tree-cache';
import { TreeFolder } from './tree-folder';

/** A tree of Linux takes 50 MB with what is shared; a person looks at few architectures at once. */
const MOST_BUILT = 2;

/** Writing a tree costs as much as reading a hundred of its files again. */
const WORTH_KEEPING = 50;

/** A folder that was asked for. */
interface Known {
  readonly folder: TreeFolder;
  readonly top: TreeTop;
  /** By architecture, the one used last at the end. */
  readonly built: Map<string, TreeKnowledge>;
  names: ReadonlySet<string> | undefined;
  /** The cache has most of its files. */
  isKept: boolean;
}

/** The Kconfig trees that configurations of a session are for. */
export class KconfigTrees {
  /** By folder; undefined: it is the top of no tree. */
  private readonly known = new Map<string, Known | undefined>();
  private readonly cache: TreeCache | undefined;

  /** @param cacheFolder what was read is kept there between sessions; nowhere when absent */
  constructor(cacheFolder?: string) {
    this.cache = cacheFolder === undefined ? undefined : new TreeCache(cacheFolder);
  }

  /**
   * What kind of tree a folder is the top of.
   * @param root absolute
   */
  top(root: string): TreeTop | undefined {
    return this.at(root)?.top;
  }

  /** The nearest folder above a file that is the top of a tree, no higher than `highest`. */
  rootOf(file: string, highest: string): string | undefined {
    for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
      if (this.top(folder)) return folder;
      if (folder === highest || folder === path.dirname(folder)) return undefined;
    }
  }

  /**
   * @param root the top of the tree
   * @param arch the kernel's ARCH; trees of others have but one form
   */
  tree(root: string, arch: string): TreeKnowledge | undefined {
    const known = this.at(root);
    if (!known) return undefined;
    const { top, folder, built } = known;
    const form = top.project === 'linux' ? arch : '';
    const ready = built.get(form);
    if (ready) {
      built.delete(form);
      built.set(form, ready);
      return ready;
    }
    const { version } = top;
    const environment = treeEnvironment({ arch, ...(version !== undefined && { version }) });
    const tree = buildTree(top.first, folder, environment);
    if (tree.symbols.size === 0) return undefined;
    const kernel = kernelOf(top);
    const knowledge: TreeKnowledge = {
      tree,
      dialect: dialectOf(kernel),
      name: treeName(top, arch),
      kernel,
      // Only rules about Kconfig files ask for it.
      get allNames() {
        return (known.names ??= allNames(top.first, folder));
      },
    };
    built.set(form, knowledge);
    for (const oldest of [...built.keys()].slice(0, -MOST_BUILT)) built.delete(oldest);
    if (folder.changes >= (known.isKept ? WORTH_KEEPING : 1)) {
      this.cache?.save(root, folder.parsed);
      folder.changes = 0;
    }
    known.isKept = true;
    return knowledge;
  }

  /** Files changed: what was made of them is made anew when it is asked for. */
  changed(files: readonly string[]): void {
    for (const file of files) {
      for (const [root, known] of this.known) {
        if (!isBelow(root, file)) continue;
        if (!known || /^(Makefile|Kconfig|Config\.in)$/.test(path.relative(root, file))) {
          this.known.delete(root);
        } else this.forget(known);
      }
    }
  }

  /** What an editor shows of a Kconfig file; undefined: what is on the disk counts again. */
  overlay(file: string, text: string | undefined): void {
    for (const [root, known] of this.known) {
      if (!known || !isBelow(root, file)) continue;
      known.folder.overlay(path.relative(root, file), text);
      this.forget(known);
    }
  }

  private forget(known: Known): void {
    known.built.clear();
    known.names = undefined;
  }

  private at(root: string): Known | undefined {
    if (this.known.has(root)) return this.known.get(root);
    const probe = new TreeFolder(root);
    const top = recogniseTree((name) => probe.readText(name));
    const known = top && {
      folder: new TreeFolder(root, this.cache?.load(root)),
      top,
      built: new Map<string, TreeKnowledge>(),
      names: undefined,
      isKept: false,
    };
    this.known.set(root, known);
    return known;
  }
}

function isBelow(root: string, file: string): boolean {
  return file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}
