import type { Span } from '../kconfig/model/text';
import { isSymbolEntry, trimmed } from './nodes';
import type { KconfigSyntax, SyntaxNode } from './syntax-tree';

/** Names of colours that every theme has; see *Semantic Highlight Guide* of VS Code. */
export const TOKEN_TYPES = [
  'keyword',
  'type',
  'variable',
  'string',
  'number',
  'operator',
  'macro',
  'comment',
] as const;

export const TOKEN_MODIFIERS = ['declaration', 'documentation'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];

/** A coloured piece; it may go over several lines. */
export interface SemanticToken extends Span {
  readonly type: TokenType;
  readonly modifier?: (typeof TOKEN_MODIFIERS)[number];
}

const TYPE_WORDS: ReadonlySet<string> = new Set(['bool', 'tristate', 'int', 'hex', 'string']);

/** The three values of a tristate count as well. */
const NUMBER = /^(?:-?\d+|0x[\da-f]+|[ymn])$/i;

/** Colours by what a word is, not by how it looks: in the order of the text, none over another. */
export function semanticTokens({ root, text }: KconfigSyntax): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const add = (
    { start, end }: Span,
    type: TokenType,
    modifier?: SemanticToken['modifier'],
  ): void => {
    if (start < end) tokens.push({ start, end, type, ...(modifier && { modifier }) });
  };
  const visit = (node: SyntaxNode, parent: SyntaxNode, isDeclaration: boolean): void => {
    const written = text.slice(node.start, node.end);
    if (!node.isNamed) {
      const type = wordType(written);
      if (type) add(node, type);
      return;
    }
    switch (node.type) {
      case 'comment':
        // A call that stands alone is written as a comment for the grammar.
        if (written.startsWith('#')) add(node, 'comment');
        return;
      case 'text':
        if (parent.type === 'help_text') add(trimmed(node, text), 'comment', 'documentation');
        else add(node, 'string');
        return;
      case 'string':
        add(node, 'string');
        return;
      case 'macro_variable':
        add(node, 'macro');
        return;
      case 'optional':
      case 'modules':
        // Written so for the grammar; `transitional` is the longest of what may stand here.
        add({ start: node.start, end: endOfWord(text, node.start) }, 'keyword');
        return;
    }
    const isSymbol = node.type === 'symbol' || (node.type === 'name' && !node.children.length);
    if (isSymbol && NUMBER.test(written)) add(node, 'number');
    else if (isSymbol) add(node, 'variable', isDeclaration ? 'declaration' : undefined);
    for (const child of node.children) {
      const isName = child.field === 'name' && (isSymbolEntry(node) || node.type === 'choice');
      visit(child, node, isName || (isDeclaration && node.type === 'name'));
    }
  };
  visit(root, root, false);
  return tokens;
}

function wordType(word: string): TokenType | undefined {
  if (TYPE_WORDS.has(word)) return 'type';
  if (/^[a-z-]/.test(word)) return 'keyword';
  return /^[|&!=<>:+]/.test(word) ? 'operator' : undefined;
}

function endOfWord(text: string, start: number): number {
  return start + (/^[\w-]*/.exec(text.slice(start, start + 40))?.[0].length ?? 0);
}
