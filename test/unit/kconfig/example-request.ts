import type { LintRequest } from '../../../extension/kconfig/context/settings';
import { parseVersion, type Version } from '../../../extension/kconfig/model/version';
import type { Example } from '../../../extension/kconfig/rules/rule';
import { dialectOf } from '../../../extension/kconfig/tree/evaluate/dialect';
import type { TreeKnowledge } from '../../../extension/kconfig/tree/tree-knowledge';
import { treeOf } from './tree/tree-of';

/** What the engine is told of a rule's example. */
export function exampleRequest(example: Example): LintRequest {
  const { tools = {}, role, architecture, distribution, memory, referenced = {} } = example;
  const version = (written: string | undefined): Version | undefined =>
    written === undefined ? undefined : parseVersion(written);
  return {
    fileName: example.fileName ?? '.config',
    settings: {
      role,
      architecture,
      distribution,
      memory,
      kernel: version(example.kernel),
      tools: {
        crash: version(tools.crash),
        makedumpfile: version(tools.makedumpfile),
        kexec: version(tools.kexec),
      },
      severities: {},
    },
    surroundings: { referenced: new Map(Object.entries(referenced)) },
    ...(example.tree !== undefined && { tree: knownTree(example.tree, version(example.kernel)) }),
  };
}

function knownTree(kconfig: string, kernel: Version | undefined): TreeKnowledge {
  const tree = treeOf(kconfig);
  const name = `Linux ${kernel?.text ?? '6.12'} for x86_64`;
  return { tree, dialect: dialectOf(kernel), name, kernel, allNames: new Set(tree.symbols.keys()) };
}
