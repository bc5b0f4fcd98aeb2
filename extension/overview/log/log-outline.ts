import * as vscode from 'vscode';
import { logStructure, type LogPart } from './log-structure';

const { SymbolKind } = vscode;

const SYMBOL_KINDS: Readonly<Record<LogPart['kind'], vscode.SymbolKind>> = {
  boot: SymbolKind.Namespace,
  oops: SymbolKind.Event,
  bug: SymbolKind.Event,
  warning: SymbolKind.Event,
  lockup: SymbolKind.Event,
  stall: SymbolKind.Event,
  'hung-task': SymbolKind.Event,
  sysrq: SymbolKind.Event,
  panic: SymbolKind.Event,
  trace: SymbolKind.Array,
  frame: SymbolKind.Function,
};

/** Oopses, panics and call traces of a kernel log in the outline, and folded. */
export class LogOutline implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider {
  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    const symbolOf = ({
      kind,
      name,
      detail,
      first,
      last,
      parts,
    }: LogPart): vscode.DocumentSymbol => {
      const start = document.lineAt(first).range;
      const whole = start.union(document.lineAt(last).range);
      const symbol = new vscode.DocumentSymbol(name, detail, SYMBOL_KINDS[kind], whole, start);
      symbol.children = parts.map(symbolOf);
      return symbol;
    };
    return logStructure(linesOf(document)).map(symbolOf);
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    const rangesOf = ({ first, last, parts }: LogPart): vscode.FoldingRange[] => [
      ...(last > first ? [new vscode.FoldingRange(first, last)] : []),
      ...parts.flatMap(rangesOf),
    ];
    return logStructure(linesOf(document)).flatMap(rangesOf);
  }
}

/** The lines of a document; a line break at its end begins no further one. */
export function linesOf(document: vscode.TextDocument): string[] {
  const lines = document.getText().split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
