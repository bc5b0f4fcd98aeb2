import type * as vscode from 'vscode';
import type { Linter } from '../lint/linter';
import { LANGUAGES } from '../shared/ids';
import { rangeOf } from '../shared/ranges';
import type { InTree } from './find-tree';
import type { Trees } from './trees';

/** A symbol under the cursor, with the tree that says what it is. */
export interface SymbolAt {
  readonly name: string;
  readonly range: vscode.Range;
  readonly tree: InTree;
}

/** Finds which symbol stands at a place: in a Kconfig file, a configuration, or as CONFIG_X in C. */
export class SymbolFinder {
  constructor(
    readonly trees: Trees,
    private readonly linter: Linter,
  ) {}

  async at(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<SymbolAt | undefined> {
    const found = this.nameAt(document, position);
    const tree = found && (await this.trees.treeOf(document));
    return tree && { ...found, tree };
  }

  private nameAt(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { name: string; range: vscode.Range } | undefined {
    if (document.languageId === LANGUAGES.kconfig) {
      const range = document.getWordRangeAtPosition(position, /\w+/);
      return range && { name: document.getText(range), range };
    }
    const config = this.linter.result(document)?.config;
    if (!config) {
      const range = document.getWordRangeAtPosition(position, /CONFIG_\w+/);
      return range && { name: document.getText(range).slice('CONFIG_'.length), range };
    }
    const offset = document.offsetAt(position);
    for (const line of config.lines) {
      if (line.kind !== 'assignment' && line.kind !== 'unset') continue;
      const { nameSpan, symbol } = line;
      if (nameSpan.start > offset || offset > nameSpan.end) continue;
      return { name: symbol, range: rangeOf(nameSpan, document) };
    }
    return undefined;
  }
}
