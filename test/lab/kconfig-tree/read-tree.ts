import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildTree } from '../../../extension/kconfig/tree/symbols/build-tree';
import { treeEnvironment } from '../../../extension/kconfig/tree/symbols/environment';
import type { KconfigTree } from '../../../extension/kconfig/tree/symbols/kconfig-tree';
import { parseKconfig } from '../../../extension/kconfig/tree/syntax/parse-kconfig';
import type { KernelTree } from './kernel-tree.mjs';

export function readTree({ folder, version }: KernelTree, arch: string): KconfigTree {
  const file = (name: string) => {
    try {
      return parseKconfig(readFileSync(path.join(folder, name), 'utf8'));
    } catch {
      return undefined;
    }
  };
  const environment = treeEnvironment({ arch, version: `${version}.0` });
  return buildTree('Kconfig', { file, list: () => [] }, environment);
}
