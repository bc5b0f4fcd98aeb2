import type { Span } from '../kconfig/model/text';
import { trimmed } from './nodes';
import type { KconfigSyntax, SyntaxNode } from './syntax-tree';

/** What *Expand Selection* takes from a place on, the smallest first; each holds the one before. */
export function selectionsAt({ root, text }: KconfigSyntax, offset: number): Span[] {
  const spans: Span[] = [{ start: 0, end: text.length }];
  let node: SyntaxNode | undefined = root;
  while (node) {
    const span = trimmed(node, text);
    const last = spans.at(-1);
    const isSmaller = last && (span.start > last.start || span.end < last.end);
    if (isSmaller && span.start <= offset && offset <= span.end) spans.push(span);
    node = childAt(node, offset);
  }
  return spans.reverse();
}

/** The child that holds the place; of two that meet there, the one that begins. */
function childAt({ children }: SyntaxNode, offset: number): SyntaxNode | undefined {
  return (
    children.findLast(({ start, end }) => start <= offset && offset < end) ??
    children.findLast(({ end }) => end === offset)
  );
}
