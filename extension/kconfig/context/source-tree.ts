import { parseVersion, type Version } from '../model/version';
import { folderOf } from './paths';
import type { WorkspaceFiles } from './workspace-files';

/** The tree of sources that a file belongs to, by its top folder. */
export type SourceTree = { readonly folder: string } & (
  | { readonly project: 'linux'; readonly kernel: Version | undefined }
  /** Also others that took its build system over: their Kconfig files say who they are. */
  | { readonly project: 'u-boot' | 'other' }
  | { readonly project: 'buildroot' }
  /** What BR2_EXTERNAL names; `name` stands in its `external.desc`. */
  | { readonly project: 'buildroot-external'; readonly name: string | undefined }
);

/** The nearest of the folders that is the top of a tree that we know. */
export async function findSourceTree(
  folders: readonly string[],
  files: WorkspaceFiles,
): Promise<SourceTree | undefined> {
  for (const folder of folders.slice(0, MOST_FOLDERS)) {
    const tree = await readTree(folder, files);
    if (tree) return tree;
  }
  return undefined;
}

const MOST_FOLDERS = 16;

async function readTree(folder: string, files: WorkspaceFiles): Promise<SourceTree | undefined> {
  const makefile = await files.read('Makefile', folder);
  if (makefile !== undefined && BUILDROOT.test(makefile)) return { folder, project: 'buildroot' };
  const version = makefile === undefined ? undefined : makefileVersion(makefile);
  const kconfig = version && (await files.read('Kconfig', folder));
  const menu = kconfig === undefined ? undefined : MAIN_MENU.exec(kconfig)?.[1];
  if (menu?.startsWith('Linux')) {
    return { folder, project: 'linux', kernel: parseVersion(version ?? '') };
  }
  if (menu !== undefined) return { folder, project: /^U-Boot/.test(menu) ? 'u-boot' : 'other' };
  const external = await files.read('external.desc', folder);
  if (external === undefined) return undefined;
  return { folder, project: 'buildroot-external', name: /^name:\s*(\w+)/m.exec(external)?.[1] };
}

const BUILDROOT = /^export BR2_VERSION\s*:?=/m;
const MAIN_MENU = /^mainmenu\s+"([^"]*)"/m;

/** `6.12.0-rc7` of the four lines on top of a kernel's Makefile; U-Boot and barebox have them too. */
export function makefileVersion(makefile: string): string | undefined {
  const top = makefile.slice(0, 5000);
  const [version, patchLevel, subLevel, extra] = [
    'VERSION',
    'PATCHLEVEL',
    'SUBLEVEL',
    'EXTRAVERSION',
  ].map((name) => new RegExp(`^${name}[ \\t]*=[ \\t]*(\\S*)`, 'm').exec(top)?.[1]);
  if (version === undefined || patchLevel === undefined) return undefined;
  if (!/^\d+$/.test(version) || !/^\d+$/.test(patchLevel)) return undefined;
  const third = subLevel === undefined || subLevel === '' ? '' : `.${subLevel}`;
  return `${version}.${patchLevel}${third}${extra ?? ''}`;
}

/**
 * Buildroot's own top folder for a file: that of its tree, else one at the usual places below and
 * beside the tree (BR2_EXTERNAL) or the folders that it lies in.
 * @param folders that the file lies in, the nearest first
 */
export async function findBuildroot(
  tree: SourceTree | undefined,
  folders: readonly string[],
  files: WorkspaceFiles,
): Promise<string | undefined> {
  if (tree?.project === 'buildroot') return tree.folder;
  const above = tree ? [tree.folder, folderOf(tree.folder)] : folders.slice(0, 4);
  for (const folder of above.flatMap((place) => [`${place}/buildroot`, place])) {
    const makefile = await files.read('Makefile', folder);
    if (makefile !== undefined && BUILDROOT.test(makefile)) return folder;
  }
  return undefined;
}
