import type { ConfigFile } from '../config/config-file';
import { fileNameOf } from '../context/paths';
import { Evaluation, type Input } from './evaluate/evaluation';
import { writtenValues } from './evaluate/written-values';
import type { TreeKnowledge } from './tree-knowledge';

/** What the tree's Kconfig will make of a configuration. */
export function evaluateConfig(
  config: ConfigFile,
  fileName: string,
  { tree, dialect }: Pick<TreeKnowledge, 'tree' | 'dialect'>,
): Evaluation {
  const written = writtenValues(config, tree);
  const input: Input = { written, absent: absentIn(config, fileName), dialect };
  return new Evaluation(
    tree,
    config.completeness === 'full' ? { ...input, facts: written } : input,
  );
}

/**
 * A complete configuration and a defconfig are all that Kconfig is given; of a fragment, other
 * fragments may say more.
 */
function absentIn({ completeness }: ConfigFile, fileName: string): Input['absent'] {
  const name = fileNameOf(fileName);
  return completeness === 'full' || name === '.config' || name.endsWith('defconfig')
    ? 'default'
    : 'unknown';
}
