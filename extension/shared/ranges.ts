import * as vscode from 'vscode';
import type { Span } from '../kconfig/model/text';

/** What of a document tells where its offsets are. */
export type Positioned = Pick<vscode.TextDocument, 'uri' | 'positionAt'>;

export function rangeOf({ start, end }: Span, document: Positioned): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
