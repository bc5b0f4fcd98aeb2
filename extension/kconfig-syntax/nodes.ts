import type { Span } from '../kconfig/model/text';
import type { SyntaxNode } from './syntax-tree';

/** Entries with a name of their own; as named nodes of the grammar. */
const SYMBOLS: ReadonlySet<string> = new Set(['config', 'menuconfig', 'configdefault']);

/** `config FOO`, `menuconfig FOO` with all that is said of it. */
export function isSymbolEntry({ type, isNamed }: SyntaxNode): boolean {
  return isNamed && SYMBOLS.has(type);
}

export function childInField(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function childOfType(node: SyntaxNode, ...types: string[]): SyntaxNode | undefined {
  return node.children.find(({ type, isNamed }) => isNamed && types.includes(type));
}

/** Without the blanks and line ends at its end, which the grammar counts to options and texts. */
export function trimmed({ start, end }: Span, text: string): Span {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
  return { start, end: last };
}

export function textOf({ start, end }: Span, text: string): string {
  return text.slice(start, end);
}

/** A text in quotes without them; a word as it is. */
export function unquoted(written: string): string {
  const [, quote, inside = ''] = /^(["'])(.*)\1$/s.exec(written) ?? [];
  return quote === undefined ? written : inside.replace(/\\(.)/gs, '$1');
}
