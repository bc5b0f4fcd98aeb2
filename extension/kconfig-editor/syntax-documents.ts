import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  type KconfigGrammar,
  type KconfigReader,
  type KconfigSyntax,
  loadGrammar,
} from '../kconfig-syntax/syntax-tree';

/** The largest Kconfig file of Linux has 110,000; a reading takes milliseconds, and here somebody types. */
const MOST_CHARACTERS = 1_000_000;

interface Known {
  readonly reader: KconfigReader;
  version: number;
  syntax: KconfigSyntax | undefined;
}

/** The syntax of open Kconfig files, read anew when somebody asks and the text has changed. */
export class SyntaxDocuments implements vscode.Disposable {
  private readonly known = new Map<string, Known>();
  private readonly subscription: vscode.Disposable;
  private grammar: Promise<KconfigGrammar> | undefined;

  /** @param folder where the WebAssembly lies */
  constructor(
    private readonly folder: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = vscode.workspace.onDidCloseTextDocument((document) => {
      this.forget(document.uri.toString());
    });
  }

  dispose(): void {
    this.subscription.dispose();
    for (const key of this.known.keys()) this.forget(key);
  }

  /** Undefined where the grammar cannot be loaded; the log says why. */
  async syntax(document: vscode.TextDocument): Promise<KconfigSyntax | undefined> {
    this.grammar ??= this.load();
    const grammar = await this.grammar.catch(() => undefined);
    const isHuge = document.getText().length > MOST_CHARACTERS;
    if (!grammar || document.isClosed || isHuge) return undefined;
    const key = document.uri.toString();
    const known = this.known.get(key) ?? {
      reader: grammar.reader(),
      version: -1,
      syntax: undefined,
    };
    this.known.set(key, known);
    if (known.version !== document.version || !known.syntax) {
      known.syntax = known.reader.read(document.getText());
      known.version = document.version;
    }
    return known.syntax;
  }

  private async load(): Promise<KconfigGrammar> {
    try {
      const [runtime, grammar] = await Promise.all(
        ['web-tree-sitter.wasm', 'tree-sitter-kconfig.wasm'].map((name) =>
          readFile(path.join(this.folder, name)),
        ),
      );
      if (!runtime || !grammar) throw new Error('no WebAssembly');
      return await loadGrammar({ runtime, grammar });
    } catch (error) {
      this.log.error(`Kconfig files have no outline, folding and colours: ${String(error)}`);
      throw error;
    }
  }

  private forget(key: string): void {
    this.known.get(key)?.reader.dispose();
    this.known.delete(key);
  }
}
