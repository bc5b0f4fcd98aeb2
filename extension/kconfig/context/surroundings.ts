import { readConfig } from '../config/read-config';
import { buildrootArchitecture, buildrootKernel, kernelConfigPaths } from './buildroot-config';
import {
  type BuildrootPlaces,
  kindByPlace,
  latestKernels,
  type Naming,
  packagedTools,
  readReference,
  whoNames,
} from './buildroot-tree';
import { configKind } from './config-content';
import type { FileKind } from './context';
import { foldersAbove, isInside, normalizePath, relativePath } from './paths';
import type { Surroundings } from './settings';
import { findBuildroot, findSourceTree, type SourceTree } from './source-tree';
import { type Workspace, WorkspaceFiles } from './workspace-files';

/**
 * What the files around a document tell of it:
 * - in a kernel tree, the version (its Makefile);
 * - in a U-Boot tree, that it is U-Boot's;
 * - of a Buildroot configuration, its kernel and architecture, the versions of the tools that its
 *   tree builds, and the texts of the kernel configurations that it names;
 * - of a file that Buildroot configurations name, whose it is, and which kernel it is for.
 *
 * It asks for nothing outside `workspace.root`, for a bounded number of files, and never throws.
 * What it found holds until one of those files changes: the caller keeps it.
 * @param path of the document, absolute, with forward slashes
 */
export async function gatherSurroundings(
  path: string,
  text: string,
  workspace: Workspace,
): Promise<Surroundings> {
  try {
    const place = normalizePath(path);
    const root = normalizePath(workspace.root);
    if (!isInside(root, place)) return {};
    const files = new WorkspaceFiles(workspace);
    const folders = foldersAbove(place, root);
    const tree = await findSourceTree(folders, files);
    if (tree?.project === 'linux') {
      const value = tree.kernel;
      const source = 'the Makefile of the kernel tree';
      return value ? { kernel: { value, source, declared: false } } : {};
    }
    const kind = configKind(text, false);
    if (kind === undefined) return {};
    if (kind === 'buildroot-config') {
      const places = await placesOf(tree, folders, files);
      return await ofBuildrootConfig(text, places, files);
    }
    return tree ? await ofAnotherConfig(kind, tree, place, folders, files) : {};
  } catch {
    return {};
  }
}

async function placesOf(
  tree: SourceTree | undefined,
  folders: readonly string[],
  files: WorkspaceFiles,
): Promise<BuildrootPlaces> {
  return {
    top: await findBuildroot(tree, folders, files),
    external: tree?.project === 'buildroot-external' ? tree : undefined,
  };
}

/** @param kind by its content, which knows Linux only as what nothing else speaks against */
async function ofAnotherConfig(
  kind: FileKind,
  tree: SourceTree,
  path: string,
  folders: readonly string[],
  files: WorkspaceFiles,
): Promise<Surroundings> {
  switch (tree.project) {
    case 'u-boot':
      return kind === 'linux-config' ? { kind: 'u-boot-config' } : {};
    case 'other':
      return kind === 'linux-config' ? { kind: 'other-config' } : {};
    case 'buildroot':
    case 'buildroot-external': {
      const places = await placesOf(tree, folders, files);
      const naming = await whoNames(path, tree.folder, places, files);
      if (naming) return facts(naming);
      const likely = kindByPlace(relativePath(tree.folder, path));
      return kind === 'linux-config' && likely ? { kind: likely } : {};
    }
    case 'linux':
      return {};
  }
}

function facts({ kind, kernel, architecture }: Naming): Surroundings {
  return { kind, ...(kernel && { kernel }), ...(architecture && { architecture }) };
}

/** Files of the tree that rules of Buildroot look into, as if the configuration named them. */
const PACKAGE_FILES = ['package/makedumpfile/Config.in', 'package/kexec/Config.in'];

/** More than any configuration names. */
const MOST_REFERENCES = 30;

async function ofBuildrootConfig(
  text: string,
  places: BuildrootPlaces,
  files: WorkspaceFiles,
): Promise<Surroundings> {
  const config = readConfig(text, '');
  const kernel = buildrootKernel(config, await latestKernels(places.top, files));
  const architecture = buildrootArchitecture(config);
  const { file, fragments } = kernelConfigPaths(config);
  const paths = [...(file === undefined ? [] : [file]), ...fragments, ...PACKAGE_FILES];
  const referenced = new Map<string, string>();
  for (const path of paths.slice(0, MOST_REFERENCES)) {
    const content = await readReference(path, places, files);
    if (content !== undefined) referenced.set(path, content);
  }
  return {
    ...(kernel && { kernel }),
    ...(architecture && { architecture }),
    tools: await packagedTools(places.top, files),
    referenced,
  };
}
