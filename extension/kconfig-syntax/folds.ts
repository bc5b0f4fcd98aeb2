import type { Span } from '../kconfig/model/text';
import { trimmed } from './nodes';
import type { KconfigSyntax, SyntaxNode } from './syntax-tree';

/** What an editor can hide, down to its last line. */
export interface Fold extends Span {
  readonly kind: 'entry' | 'comment';
}

const FOLDED: ReadonlySet<string> = new Set([
  'config',
  'menuconfig',
  'configdefault',
  'choice',
  'comment_entry',
  'menu',
  'if',
  'help_text',
]);

/** Entries, blocks, help texts, and comments of several lines. */
export function foldsOf({ root, text }: KconfigSyntax): Fold[] {
  const folds: Fold[] = [];
  const add = (kind: Fold['kind'], span: Span): void => {
    if (textHasLines(span, text)) folds.push({ kind, ...span });
  };
  const visit = (node: SyntaxNode): void => {
    let comments: Span | undefined;
    for (const child of node.children) {
      const follows = comments && /^\s*$/.test(text.slice(comments.end, child.start));
      if (child.isNamed && child.type === 'comment' && text[child.start] === '#') {
        if (comments && !follows) add('comment', comments);
        comments = { start: comments && follows ? comments.start : child.start, end: child.end };
        continue;
      }
      if (comments) add('comment', comments);
      comments = undefined;
      if (child.isNamed && FOLDED.has(child.type)) add('entry', trimmed(child, text));
      visit(child);
    }
    if (comments) add('comment', comments);
  };
  visit(root);
  return folds;
}

function textHasLines({ start, end }: Span, text: string): boolean {
  const newline = text.indexOf('\n', start);
  return newline >= 0 && newline < end;
}
