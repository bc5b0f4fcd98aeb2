import { realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { mapPath, normalizeDebugPath, suffixesOf } from './debug-path';
import { treeAround } from './kernel-tree';
import type { KernelTrees } from './kernel-trees';
import { findKernelTrees } from './kernel-trees';
import type { DumpVersion } from './kernel-version';
import { dumpVersion, versionNote } from './kernel-version';
import { limitConcurrency } from './limit';
import { fileInside, isRegularFile } from './regular-file';

/** Look-ups at a time; each makes a few dozen `stat` calls at most. */
const MOST_AT_A_TIME = 8;

/** Where sources may be. */
export interface SourcePlaces {
  /** `sourceMap` of the launch: path prefix in the debug info → folder (or file) here. */
  readonly sourceMap: Readonly<Record<string, string>>;
  /** Workspace folders. */
  readonly folders: readonly string[];
  readonly vmlinuxDir: string;
  readonly vmcoreDir: string;
  /** `modulePaths`: an out-of-tree module's source may stand beside it. */
  readonly modulePaths?: readonly string[];
  /** As `uname -r`. */
  readonly release?: string;
  /** As `uname -v`: Debian's tells the true version there. */
  readonly version?: string;
  /** Where `/usr/src` and `/lib/modules` are; `/` when absent. */
  readonly root?: string;
}

/** A source file here. */
export interface FoundSource {
  readonly kind: 'found';
  /** An absolute path of a regular file. */
  readonly path: string;
  /** What a person should know: another version's tree, or a guess. */
  readonly note?: string;
  /** Found by its name alone. */
  readonly guess: boolean;
}

/** No such file here. */
export interface MissingSource {
  readonly kind: 'missing';
  /** The places looked at, in order. */
  readonly tried: readonly string[];
}

export type SourceLookup = FoundSource | MissingSource;

/** Resolves paths of the debug info to files here; answers are kept for the session. */
export interface SourceFinder {
  /**
   * `path` is as the debug info has it, absolute or relative; `compiledAs` the same from the compile
   * directory, when that is known. Never throws.
   */
  find(path: string, compiledAs?: string): Promise<SourceLookup>;
}

/** A finder for one session. Kernel trees are looked for once, when the first path needs them. */
export function createSourceFinder(places: SourcePlaces): SourceFinder {
  const dump = places.release ? dumpVersion(places.release, places.version) : undefined;
  const { vmlinuxDir, vmcoreDir, release, root = '/' } = places;
  const folders = distinct([...places.folders, vmlinuxDir, vmcoreDir]);
  const guessFolders = distinct([...(places.modulePaths ?? []), ...folders]);
  const answers = new Map<string, Promise<SourceLookup>>();
  const limited = limitConcurrency(MOST_AT_A_TIME);
  let trees: Promise<KernelTrees> | undefined;

  const search = async (raw: string, compiledAs: string | undefined): Promise<SourceLookup> => {
    const path = normalizeDebugPath(raw);
    if (path === undefined) return { kind: 'missing', tried: [] };
    const tried: string[] = [];
    const compiled = compiledAs === undefined ? undefined : normalizeDebugPath(compiledAs);
    const direct = await findDirectly(path, compiled, places, dump, tried);
    if (direct) return direct;
    trees ??= findKernelTrees({ folders, root, ...(release && { release }) }, dump);
    return (
      (await findInTrees(path, await trees, dump, tried)) ??
      (await findBesideModules(path, guessFolders, tried)) ?? { kind: 'missing', tried }
    );
  };
  return {
    find(path, compiledAs) {
      const key = `${path}\0${compiledAs ?? ''}`;
      const answer = answers.get(key) ?? limited(() => search(path, compiledAs));
      answers.set(key, answer);
      return answer;
    },
  };
}

/** By `sourceMap`, then by the path itself or from the compile directory. */
async function findDirectly(
  path: string,
  compiledAs: string | undefined,
  { sourceMap }: SourcePlaces,
  dump: DumpVersion | undefined,
  tried: string[],
): Promise<FoundSource | undefined> {
  const names = [path, ...(compiledAs === undefined ? [] : [compiledAs])];
  const candidates = [
    ...names.flatMap((name) => mapPath(name, sourceMap) ?? []).map((mapped) => resolve(mapped)),
    // Relative compile directories (Debian's) say nothing of a place here.
    ...names.filter((name) => isAbsolute(name)),
  ];
  for (const candidate of candidates) {
    tried.push(candidate);
    if (!(await isRegularFile(candidate))) continue;
    const tree = await treeAround(candidate);
    return foundSource(candidate, tree && versionNote(tree.version, dump));
  }
  return undefined;
}

/** By the end of the path, longest first, in the trees; the dump's own version first. */
async function findInTrees(
  path: string,
  { trees, places }: KernelTrees,
  dump: DumpVersion | undefined,
  tried: string[],
): Promise<FoundSource | undefined> {
  const suffixes = suffixesOf(path);
  for (const tree of trees) {
    for (const suffix of suffixes) {
      const file = await fileInside(tree.path, tree.realPath, suffix);
      if (file !== undefined) return foundSource(file, versionNote(tree.version, dump));
    }
  }
  tried.push(...(trees.length > 0 ? trees.map((tree) => tree.path) : places));
  return undefined;
}

/**
 * An out-of-tree module's source, by its name alone: `/usr/src/labcrash/labcrash.c` as `labcrash.c`
 * at the top of one folder, or by a longer end of its path. Not for files of a kernel tree.
 */
async function findBesideModules(
  path: string,
  folders: readonly string[],
  tried: string[],
): Promise<FoundSource | undefined> {
  if (!isAbsolute(path) || path.split('/').some((part) => /^linux(-|$)/.test(part))) {
    return undefined;
  }
  for (const suffix of [...suffixesOf(path), basename(path)]) {
    const files = new Map<string, string>();
    for (const folder of folders) {
      const real = await realpath(folder).catch(() => undefined);
      const file = real && (await fileInside(folder, real, suffix));
      if (file) files.set(await realpath(file).catch(() => file), file);
    }
    const [file] = files.values();
    if (file !== undefined && files.size === 1) {
      const note = `Found by the name ${suffix} alone: the debug info names ${path}.`;
      return { kind: 'found', path: file, note, guess: true };
    }
    if (files.size > 1) {
      tried.push(...files.values());
      return undefined;
    }
  }
  tried.push(...folders.map((folder) => join(folder, basename(path))));
  return undefined;
}

function foundSource(path: string, note: string | undefined): FoundSource {
  return { kind: 'found', path, ...(note !== undefined && { note }), guess: false };
}

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.filter((path) => path !== '').map((path) => resolve(path)))];
}
