import { findHeader } from '../context/header';
import type { LintRequest } from '../context/settings';
import type { Context } from '../context/context';
import { lint } from '../engine';
import { archOf } from './find-tree';
import type { TreeKnowledge } from './tree-knowledge';

/**
 * What the lint is told of a file whose tree is known. The file is looked at without the tree first,
 * to learn its architecture, which decides what the tree says.
 * @param treeFor gives the tree for a kernel's ARCH
 */
export function requestInTree(
  text: string,
  request: LintRequest,
  treeFor: (arch: string) => TreeKnowledge | undefined,
): LintRequest {
  const { context } = lint(text, request);
  const arch = context && archFor(text, context);
  const tree = arch === undefined ? undefined : treeFor(arch);
  return tree ? { ...request, tree } : request;
}

function archFor(text: string, { kind, architecture }: Context) {
  switch (kind) {
    case 'linux-config': {
      const header = findHeader(text)?.architecture;
      return architecture?.declared
        ? archOf(architecture.value)
        : archOf(architecture?.value, header);
    }
    case 'kconfig':
      // What a Kconfig file may name does not depend on the architecture.
      return archOf(architecture?.value) ?? 'x86_64';
    case 'buildroot-config':
    case 'u-boot-config':
      return archOf(architecture?.value) ?? '';
    default:
      return undefined;
  }
}
