import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type KconfigGrammar,
  loadGrammar,
  type SyntaxNode,
} from '../../../extension/kconfig-syntax/syntax-tree';

const resolve = (file: string) => createRequire(__filename).resolve(file);

let loaded: Promise<KconfigGrammar> | undefined;

/** The real grammar: loaded once. */
export function grammar(): Promise<KconfigGrammar> {
  loaded ??= loadGrammar({
    runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(resolve('tree-sitter-kconfig/tree-sitter-kconfig.wasm')),
  });
  return loaded;
}

/** The entries of a tree, each with its first line: `config FOO`. */
export function entries({ children }: SyntaxNode, text: string): string[] {
  return children.flatMap((node) => {
    const line = text.slice(node.start, node.end).split('\n', 1)[0] ?? '';
    const isEntry = /^(menuconfig|config|menu|choice|if|comment_entry|source)$/.test(node.type);
    return node.isNamed && isEntry
      ? [line.trim(), ...entries(node, text).map((entry) => `  ${entry}`)]
      : [];
  });
}
