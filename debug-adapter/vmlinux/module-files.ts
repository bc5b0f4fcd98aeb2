import { realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inspectVmlinux } from './inspect-vmlinux';
import type { VmlinuxInspection } from './inspection';
import type { ModuleIndex } from './module-index';
import { indexModules, moduleKey } from './module-index';
import { unpackFile } from './unpack-file';

/** Where to look for the debug info of kernel modules. */
export interface ModuleFolders {
  /** As `uname -r`; the folders of the running system are skipped without it. */
  readonly release?: string;
  /** `modulePaths`: folders (read with what is below them) or files. */
  readonly paths: readonly string[];
  /** Folder of the dump; only its top level is read. */
  readonly vmcoreDir: string;
  /** Where `/usr/lib/debug` and `/lib/modules` are; `/` when absent. */
  readonly root?: string;
  /** A private folder for unpacked modules; without it packed ones are rejected. */
  readonly unpackTo?: string;
  /** As `uname -m`; a module of another machine is rejected. */
  readonly machine?: string;
}

/** A module's file that crash can load. */
export interface FoundModuleFile {
  /** A plain ELF file with debug info. */
  readonly path: string;
  /** Where it came from, when `path` is our unpacked copy. */
  readonly packedPath?: string;
}

export interface RejectedModuleFile {
  readonly path: string;
  /** A sentence for a person. */
  readonly reason: string;
}

export interface ModuleFileSearch {
  readonly found?: FoundModuleFile;
  readonly rejected: readonly RejectedModuleFile[];
  /** The folders that were looked through, existing or not, for "which file would help". */
  readonly places: readonly string[];
}

/** Looks for modules' files; each folder is read once, when it is first needed. */
export interface ModuleFinder {
  /** Name as the kernel has it (`snd_hda_intel`); `-` and `_` are the same. Never throws. */
  find(module: string): Promise<ModuleFileSearch>;
}

/** A finder for one session; it keeps what it read. */
export function createModuleFinder(folders: ModuleFolders): ModuleFinder {
  const places = placesOf(folders);
  const indexes = new Map<string, Promise<ModuleIndex>>();
  const answers = new Map<string, Promise<ModuleFileSearch>>();
  const indexOf = ({ path, depth }: Place) => {
    const index = indexes.get(path) ?? indexModules(path, depth);
    indexes.set(path, index);
    return index;
  };
  return {
    find(module) {
      const key = moduleKey(module);
      const answer = answers.get(key) ?? search(key, places, indexOf, folders);
      answers.set(key, answer);
      return answer;
    },
  };
}

interface Place {
  readonly path: string;
  /** Levels of folders below it that are read. */
  readonly depth?: number;
}

function placesOf({ release, paths, vmcoreDir, root = '/' }: ModuleFolders): readonly Place[] {
  const places: Place[] = paths.map((path) => ({ path: resolve(path) }));
  places.push({ path: resolve(vmcoreDir), depth: 0 });
  // The release comes from a dump and becomes part of paths.
  if (release && !/[/\0]/.test(release) && !/^\.+$/.test(release)) {
    const systems = ['usr/lib/debug/lib', 'usr/lib/debug/usr/lib', 'lib', 'usr/lib'];
    places.push(...systems.map((path) => ({ path: join(root, path, 'modules', release) })));
  }
  return places.filter(({ path }, at) => places.findIndex((place) => place.path === path) === at);
}

async function search(
  key: string,
  places: readonly Place[],
  indexOf: (place: Place) => Promise<ModuleIndex>,
  folders: ModuleFolders,
): Promise<ModuleFileSearch> {
  const rejected: RejectedModuleFile[] = [];
  const seen = new Set<string>();
  for (const place of places) {
    for (const path of (await indexOf(place)).get(key) ?? []) {
      const file = await realpath(path).catch(() => path);
      if (seen.has(file)) continue;
      seen.add(file);
      const verdict = await examine(path, key, folders);
      if (typeof verdict !== 'string') return found(verdict, rejected, places);
      rejected.push({ path, reason: verdict });
    }
  }
  return { rejected, places: places.map(({ path }) => path) };
}

function found(
  file: FoundModuleFile,
  rejected: readonly RejectedModuleFile[],
  places: readonly Place[],
): ModuleFileSearch {
  return { found: file, rejected, places: places.map(({ path }) => path) };
}

/** The file when crash can load it, else the reason why not. */
async function examine(
  path: string,
  key: string,
  folders: ModuleFolders,
): Promise<FoundModuleFile | string> {
  const inspection = await inspectVmlinux(path);
  if (inspection.kind !== 'packed') return fault(inspection, path, folders) ?? { path };
  if (!folders.unpackTo || !/^[\w.+]+$/.test(key)) return `${path} is packed.`;
  const destination = join(folders.unpackTo, `${key}.ko`);
  const unpacked = await unpackFile(path, destination);
  if (!unpacked.ok) return unpacked.reason;
  const reason = fault(await inspectVmlinux(destination), path, folders);
  if (reason === undefined) return { path: destination, packedPath: path };
  await rm(destination, { force: true }).catch(() => undefined);
  return reason;
}

/** `path` is the name to tell a person, who does not know our unpacked copy. */
function fault(
  file: VmlinuxInspection,
  path: string,
  { release, machine }: ModuleFolders,
): string | undefined {
  if (file.kind === 'vmlinux') return `${path} is a vmlinux, not a module.`;
  if (file.kind !== 'module') return file.what.replace(file.path, path);
  if (!file.debugInfo.present) return `${path} has no debug info (.debug_info): it is stripped.`;
  if (machine && machine !== file.machine) {
    return `${path} is for ${file.machine}, the dump is of ${machine}.`;
  }
  const builtFor = file.vermagic?.split(' ', 1)[0];
  if (release && builtFor && builtFor !== release) {
    return `${path} was built for ${builtFor}, the dump is of ${release}.`;
  }
  return undefined;
}
