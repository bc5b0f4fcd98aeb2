import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelTree } from './kernel-tree';
import { recognizeTree } from './kernel-tree';
import type { DumpVersion } from './kernel-version';
import { sameVersion } from './kernel-version';

/** Where kernel trees may be. */
export interface TreePlaces {
  /** Folders that may be a tree or hold one: the workspace's, vmlinux's, the dump's. */
  readonly folders: readonly string[];
  readonly root: string;
  /** As `uname -r`. */
  readonly release?: string;
}

/** The trees that were found, the dump's own version first, and every place that was looked at. */
export interface KernelTrees {
  readonly trees: readonly KernelTree[];
  readonly places: readonly string[];
}

const MOST_ENTRIES = 500;
const MOST_TREES = 16;

/** Looks for kernel trees: folders and what is in them, `/usr/src/linux*`, `/lib/modules/<release>`. */
export async function findKernelTrees(
  { folders, root, release }: TreePlaces,
  dump: DumpVersion | undefined,
): Promise<KernelTrees> {
  const trees: KernelTree[] = [];
  const add = async (path: string): Promise<boolean> => {
    if (trees.length >= MOST_TREES) return true;
    const tree = await recognizeTree(path);
    if (tree && !trees.some(({ realPath }) => realPath === tree.realPath)) trees.push(tree);
    return tree !== undefined;
  };
  for (const folder of folders) {
    if (await add(folder)) continue;
    for (const name of await subfolders(folder)) await add(join(folder, name));
  }
  const usrSrc = join(root, 'usr/src');
  const names = (await subfolders(usrSrc)).filter((name) => name.startsWith('linux'));
  for (const name of names) await add(join(usrSrc, name));
  const installed = installedPlaces(root, release);
  for (const path of installed) await add(path);

  const rank = (tree: KernelTree) =>
    dump ? ['yes', 'perhaps', 'no'].indexOf(sameVersion(tree.version, dump)) : 0;
  return {
    trees: trees.sort((a, b) => rank(a) - rank(b)),
    places: [...folders, join(usrSrc, 'linux*'), ...installed],
  };
}

function installedPlaces(root: string, release: string | undefined): readonly string[] {
  // The release comes from a dump and becomes part of paths.
  if (!release || /[/\0]/.test(release) || /^\.+$/.test(release)) return [];
  const modules = join(root, 'lib/modules', release);
  return [join(modules, 'source'), join(modules, 'build'), join(root, 'usr/src/kernels', release)];
}

/** Names of the folders (and links) in a folder, sorted; none when it cannot be read. */
async function subfolders(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    let entries = 0;
    for await (const entry of await opendir(folder)) {
      if (++entries > MOST_ENTRIES) break;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory() || entry.isSymbolicLink()) names.push(entry.name);
    }
  } catch {
    // A folder that does not exist or cannot be read holds no tree for us.
  }
  return names.sort();
}
