import { opendir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { VmlinuxQuery } from './vmlinux-query';

/** Names in a build tree that begin alike and are never the kernel itself. */
const NOT_A_KERNEL = /\.(o|a|c|h|S|lds|map|symvers|bin|ids|id|relocs|sh|txt|json|md|log|config)$/;
const MOST_ENTRIES = 50_000;
const MOST_NAMES = 100;

/**
 * The paths where a vmlinux may be, best first, existing or not. Folders are read when their turn
 * comes. `places` gets every folder and path that was reached.
 */
export async function* vmlinuxCandidates(
  query: VmlinuxQuery,
  places: string[],
): AsyncGenerator<string> {
  const named = (query.paths ?? []).map((path) => resolve(path));
  for (const folder of [query.beside, ...query.folders, ...named].map((path) => resolve(path))) {
    if (places.includes(folder)) continue;
    places.push(folder);
    if (named.includes(folder)) {
      if (!(await isFolder(folder))) yield folder;
      yield* installedPaths(query, folder);
    }
    for (const name of await vmlinuxNames(folder, query.release)) yield join(folder, name);
  }
  const root = query.root ?? '/';
  for (const path of [
    ...installedPaths(query, join(root, 'usr/lib/debug')),
    ...runningPaths(query, root),
  ]) {
    places.push(path);
    yield path;
  }
}

/** Where debug packages put it, below `/usr/lib/debug` or a folder like that. */
function installedPaths({ release, buildId }: VmlinuxQuery, debug: string): readonly string[] {
  const paths: string[] = [];
  if (buildId && /^[0-9a-f]{4,}$/.test(buildId)) {
    const [head, tail] = [buildId.slice(0, 2), buildId.slice(2)];
    paths.push(join(debug, '.build-id', head, `${tail}.debug`));
  }
  if (release && isOneName(release)) {
    paths.push(
      ...withPackings(join(debug, 'boot', `vmlinux-${release}`)),
      join(debug, 'boot', `vmlinux-${release}.debug`),
      ...withPackings(join(debug, 'lib/modules', release, 'vmlinux')),
      ...withPackings(join(debug, 'usr/lib/modules', release, 'vmlinux')),
      join(debug, 'usr/lib/modules', release, 'vmlinux.debug'),
    );
  }
  return paths;
}

/** Where a kernel that was built here, or is installed, has it. */
function runningPaths({ release }: VmlinuxQuery, root: string): readonly string[] {
  if (!release || !isOneName(release)) return [];
  return [
    join(root, 'lib/modules', release, 'build/vmlinux'),
    ...withPackings(join(root, 'lib/modules', release, 'vmlinux')),
    ...withPackings(join(root, 'boot', `vmlinux-${release}`)),
  ];
}

function withPackings(path: string): readonly string[] {
  return [path, ...['xz', 'gz', 'zst'].map((ending) => `${path}.${ending}`)];
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
/** What stands in a folder under a name of vmlinux, the release's own first. */
async function vmlinuxNames(folder: string, release = ''): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    let entries = 0;
    for await (const entry of await opendir(folder)) {
      if (++entries > MOST_ENTRIES || names.length >= MOST_NAMES) break;
      const fits = entry.name.startsWith('vmlinux') && !NOT_A_KERNEL.test(entry.name);
      if (fits && !entry.isDirectory()) names.push(entry.name);
    }
  } catch {
    // A folder that does not exist or cannot be read holds nothing for us.
  }
  const rank = (name: string) =>
    name === `vmlinux-${release}` ? 0 : name === 'vmlinux' ? 1 : name.includes(release) ? 2 : 3;
  return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** The release comes from a dump and becomes part of paths. */
function isOneName(release: string): boolean {
  return !/[/\0]/.test(release) && release !== '.' && release !== '..';
}
