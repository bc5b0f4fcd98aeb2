import { opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Paths of module files by the module's name, with `-` written as `_`; best kind of file first. */
export type ModuleIndex = ReadonlyMap<string, readonly string[]>;

const MODULE_FILE = /^(.+)\.ko(\.debug)?(\.(?:xz|zst|gz))?$/;
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Bounds of one walk; a distribution's kernel has 4,000 modules in 800 folders, 8 deep. */
const MOST_ENTRIES = 200_000;
const DEEPEST = 12;

/** A module's name as the kernel writes it. */
export function moduleKey(name: string): string {
  return name.replaceAll('-', '_');
}

/**
 * Lists the module files in a folder (`depth` 0: only its top level) or the one file that is given.
 * Links to folders are not followed. What cannot be read is left out; never throws.
 */
export async function indexModules(place: string, depth = DEEPEST): Promise<ModuleIndex> {
  const index = new Map<string, string[]>();
  const add = (path: string) => {
    const key = moduleKey(MODULE_FILE.exec(basename(path))?.[1] ?? '');
    if (key) index.set(key, [...(index.get(key) ?? []), path]);
  };
  const stats = await stat(place).catch(() => undefined);
  if (stats?.isFile()) add(place);
  if (stats?.isDirectory()) await walk(place, depth, add);
  for (const paths of index.values()) paths.sort(byKind);
  return index;
}

async function walk(root: string, depth: number, add: (path: string) => void): Promise<void> {
  const waiting = [{ folder: root, depth }];
  let entries = 0;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    try {
      for await (const entry of await opendir(next.folder)) {
        if (++entries > MOST_ENTRIES) return;
        const path = join(next.folder, entry.name);
        if (!entry.isDirectory()) add(path);
        else if (next.depth > 0 && !SKIPPED_FOLDERS.has(entry.name)) {
          waiting.push({ folder: path, depth: next.depth - 1 });
        }
      }
    } catch {
      // A folder that cannot be read holds nothing for us.
    }
  }
}

/** Separate debug files first, packed files last; else by name, so that the order is the same everywhere. */
function byKind(a: string, b: string): number {
  const rank = (path: string) => {
    const [, , debug, packing] = MODULE_FILE.exec(basename(path)) ?? [];
    return (packing ? 2 : 0) + (debug ? 0 : 1);
  };
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
