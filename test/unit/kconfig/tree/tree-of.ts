import { buildTree } from '../../../../extension/kconfig/tree/symbols/build-tree';
import {
  treeEnvironment,
  type TreeIdentity,
} from '../../../../extension/kconfig/tree/symbols/environment';
import type { KconfigTree } from '../../../../extension/kconfig/tree/symbols/kconfig-tree';
import { parseKconfig } from '../../../../extension/kconfig/tree/syntax/parse-kconfig';

/** A tree of files that are written here; one text alone is its `Kconfig`. */
export function treeOf(
  files: string | Readonly<Record<string, string>>,
  identity: TreeIdentity = { arch: 'x86_64' },
): KconfigTree {
  const texts = new Map(Object.entries(typeof files === 'string' ? { Kconfig: files } : files));
  const list = (folder: string) => [
    ...new Set(
      [...texts.keys()]
        .filter((path) => folder === '' || path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder === '' ? 0 : folder.length + 1).split('/')[0] ?? ''),
    ),
  ];
  const file = (path: string) => {
    const text = texts.get(path);
    return text === undefined ? undefined : parseKconfig(text);
  };
  return buildTree('Kconfig', { file, list }, treeEnvironment(identity));
}
