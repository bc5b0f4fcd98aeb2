import type { Span } from '../kconfig/model/text';
import { childInField, childOfType, isSymbolEntry, textOf, trimmed, unquoted } from './nodes';
import type { KconfigSyntax, SyntaxNode } from './syntax-tree';

/** An entry of the outline: a symbol, a menu, a choice, a comment that people see. */
export interface OutlineItem {
  readonly kind: 'menu' | 'choice' | 'comment' | 'symbol';
  /** Of a symbol: `bool`, `tristate`, `int`, `hex`, `string`; undefined where the file does not say. */
  readonly type?: string;
  readonly name: string;
  /** The prompt of a symbol or a choice. */
  readonly prompt?: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** Menus and choices with what stands in them; `if` blocks leave no trace. */
export function outlineOf({ root, text }: KconfigSyntax): OutlineItem[] {
  return itemsIn(root, text);
}

function itemsIn(node: SyntaxNode, text: string): OutlineItem[] {
  return node.children.flatMap((child) => {
    const item = itemOf(child, text);
    return item ?? itemsIn(child, text);
  });
}

function itemOf(node: SyntaxNode, text: string): OutlineItem | undefined {
  if (!node.isNamed) return undefined;
  const span = trimmed(node, text);
  const name = childInField(node, 'name');
  if (isSymbolEntry(node)) {
    if (!name) return undefined;
    const type = typeOf(node, text);
    const prompt = promptOf(node, text);
    return {
      kind: 'symbol',
      name: textOf(name, text),
      ...(type !== undefined && { type }),
      ...(prompt !== undefined && { prompt }),
      span,
      nameSpan: name,
      children: [],
    };
  }
  switch (node.type) {
    case 'menu':
    case 'comment_entry': {
      if (!name) return undefined;
      const title = unquoted(textOf(name, text));
      const kind = node.type === 'menu' ? 'menu' : 'comment';
      return { kind, name: title, span, nameSpan: name, children: itemsIn(node, text) };
    }
    case 'choice': {
      const prompt = promptOf(node, text);
      const title = name ? textOf(name, text) : (prompt ?? 'choice');
      const keyword = node.children[0] ?? node;
      return {
        kind: 'choice',
        name: title,
        ...(name && prompt !== undefined && { prompt }),
        span,
        nameSpan: name ?? keyword,
        children: itemsIn(node, text),
      };
    }
    default:
      return undefined;
  }
}

function typeOf(node: SyntaxNode, text: string): string | undefined {
  const option = childOfType(node, 'type_definition', 'type_definition_default');
  const word = option?.children[0];
  return word && textOf(word, text).replace(/^def_/, '');
}

function promptOf(node: SyntaxNode, text: string): string | undefined {
  for (const option of node.children) {
    if (option.type !== 'type_definition' && option.type !== 'input_prompt') continue;
    const own = childOfType(option, 'string');
    if (own) return unquoted(textOf(own, text));
  }
  return undefined;
}
