import { joinPath } from '../context/paths';
import { configsOf, statementsOf } from './kconfig-statements';
import type { TreeFiles } from './symbols/build-tree';

/** More than any tree has. */
const MOST_FILES = 20_000;

/**
 * Every symbol that a tree defines for some architecture: a name that none of them has is of nobody.
 * @param first the first Kconfig file
 */
export function allNames(first: string, files: TreeFiles): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const folders = files.list('arch');
  const waiting = [first];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || seen.size >= MOST_FILES) continue;
    seen.add(path);
    const file = files.file(path);
    if (!file) continue;
    for (const { config } of configsOf(file)) names.add(config.outline.name);
    for (const statement of statementsOf(file)) {
      if (!('path' in statement)) continue;
      const written = statement.path.text.replace(/\$\(srctree\)\/?/g, '');
      const paths = /\$\((SRC)?ARCH\)/.test(written)
        ? folders.map((folder) => written.replace(/\$\((SRC)?ARCH\)/g, folder))
        : [written];
      for (const found of paths)
        if (!found.includes('$')) waiting.push(joinPath('/', found).slice(1));
    }
  }
  return names;
}
