import * as vscode from 'vscode';
import { sectionsOf } from '../kconfig/config/sections';
import type { Linter } from './linter';

/** Folds the menus of a configuration, and what stands under a title. */
export class Folding implements vscode.FoldingRangeProvider {
  constructor(private readonly linter: Linter) {}

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] | undefined {
    const config = this.linter.result(document)?.config;
    return (
      config &&
      sectionsOf(config)
        .filter(({ first, last }) => first < last)
        .map(({ first, last }) => new vscode.FoldingRange(first, last))
    );
  }
}
