import * as vscode from 'vscode';
import type { Span } from '../kconfig/model/text';
import { foldsOf } from '../kconfig-syntax/folds';
import { type OutlineItem, outlineOf } from '../kconfig-syntax/outline';
import { selectionsAt } from '../kconfig-syntax/selections';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../kconfig-syntax/semantic-tokens';
import { rangeOf } from '../shared/ranges';
import type { SyntaxDocuments } from './syntax-documents';

const SYMBOL_KINDS: Readonly<Record<string, vscode.SymbolKind>> = {
  bool: vscode.SymbolKind.Boolean,
  tristate: vscode.SymbolKind.Enum,
  int: vscode.SymbolKind.Number,
  hex: vscode.SymbolKind.Number,
  string: vscode.SymbolKind.String,
};

const ITEM_KINDS: Readonly<Record<OutlineItem['kind'], vscode.SymbolKind>> = {
  menu: vscode.SymbolKind.Module,
  choice: vscode.SymbolKind.Interface,
  comment: vscode.SymbolKind.String,
  symbol: vscode.SymbolKind.Variable,
};

/** Menus, choices and symbols. */
export class OutlineProvider implements vscode.DocumentSymbolProvider {
  constructor(private readonly documents: SyntaxDocuments) {}

  async provideDocumentSymbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
    const syntax = await this.documents.syntax(document);
    return syntax ? outlineOf(syntax).map((item) => symbolOf(item, document)) : [];
  }
}

function symbolOf(item: OutlineItem, document: vscode.TextDocument): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    // VS Code refuses an empty name.
    item.name.trim() || '(no title)',
    item.prompt ?? '',
    SYMBOL_KINDS[item.type ?? ''] ?? ITEM_KINDS[item.kind],
    rangeOf(item.span, document),
    rangeOf(item.nameSpan, document),
  );
  symbol.children = item.children.map((child) => symbolOf(child, document));
  return symbol;
}

/** Entries, blocks, help texts, comments. */
export class KconfigFolding implements vscode.FoldingRangeProvider {
  constructor(private readonly documents: SyntaxDocuments) {}

  async provideFoldingRanges(document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
    const syntax = await this.documents.syntax(document);
    if (!syntax) return [];
    return foldsOf(syntax).map(({ kind, start, end }) => {
      const [first, last] = [document.positionAt(start).line, document.positionAt(end).line];
      return kind === 'comment'
        ? new vscode.FoldingRange(first, last, vscode.FoldingRangeKind.Comment)
        : new vscode.FoldingRange(first, last);
    });
  }
}

/** What *Expand Selection* takes. */
export class KconfigSelections implements vscode.SelectionRangeProvider {
  constructor(private readonly documents: SyntaxDocuments) {}

  async provideSelectionRanges(
    document: vscode.TextDocument,
    positions: readonly vscode.Position[],
  ): Promise<vscode.SelectionRange[]> {
    const syntax = await this.documents.syntax(document);
    if (!syntax) return [];
    return positions.map((position) => {
      const spans = selectionsAt(syntax, document.offsetAt(position));
      return spans.reduceRight<vscode.SelectionRange | undefined>(
        (parent, span) => new vscode.SelectionRange(rangeOf(span, document), parent),
        undefined,
      ) as vscode.SelectionRange;
    });
  }
}

export const LEGEND = new vscode.SemanticTokensLegend([...TOKEN_TYPES], [...TOKEN_MODIFIERS]);

/** Colours by what a word is. */
export class KconfigColours implements vscode.DocumentSemanticTokensProvider {
  constructor(private readonly documents: SyntaxDocuments) {}

  async provideDocumentSemanticTokens(
    document: vscode.TextDocument,
  ): Promise<vscode.SemanticTokens | undefined> {
    const syntax = await this.documents.syntax(document);
    if (!syntax) return undefined;
    const builder = new vscode.SemanticTokensBuilder(LEGEND);
    for (const { type, modifier, ...span } of semanticTokens(syntax)) {
      for (const line of linesOf(span, document)) builder.push(line, type, modifier && [modifier]);
    }
    return builder.build();
  }
}

/** A token of VS Code stays in one line. */
function linesOf(span: Span, document: vscode.TextDocument): vscode.Range[] {
  const range = rangeOf(span, document);
  const ranges: vscode.Range[] = [];
  for (let line = range.start.line; line <= range.end.line; line++) {
    const part = document.lineAt(line).range.intersection(range);
    if (part && !part.isEmpty) ranges.push(part);
  }
  return ranges;
}
