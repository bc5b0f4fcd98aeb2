import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TreePlace } from '../kconfig/tree/symbols/kconfig-tree';
import type { Question, Questions } from '../kconfig-worker/protocol';
import type { Linter } from '../lint/linter';
import { LANGUAGES } from '../shared/ids';
import { type InTree, TreeFinder } from './find-tree';
import { TreeClient } from './tree-client';

/** Names of Kconfig files, of Linux, U-Boot and Buildroot. */
const FILES = '**/{Kconfig*,Config.in*,Config.*.in}';

/** After a keystroke. */
const PAUSE_MS = 300;

/** Kconfig trees of the workspace, asked in a thread of their own; it hears of every change. */
export class Trees implements vscode.Disposable {
  private readonly client: TreeClient;
  private readonly finder: TreeFinder;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly changed = new vscode.EventEmitter<void>();

  /** A Kconfig file is other than it was. */
  readonly onDidChange = this.changed.event;

  constructor(
    { dist, cache }: { readonly dist: string; readonly cache: string },
    linter: Linter,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { workspace } = vscode;
    this.client = new TreeClient(path.join(dist, 'kconfig-worker.js'), cache, (text) =>
      log.error(text),
    );
    this.finder = new TreeFinder(linter);
    const watcher = workspace.createFileSystemWatcher(FILES);
    const onDisk = ({ fsPath }: vscode.Uri): void => {
      if (!this.openText(fsPath)) this.tell(fsPath);
    };
    this.subscriptions = [
      this.changed,
      watcher,
      watcher.onDidChange(onDisk),
      watcher.onDidCreate(onDisk),
      watcher.onDidDelete(onDisk),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isKconfig(document)) this.schedule(document);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (isKconfig(document)) this.tell(document.uri.fsPath);
      }),
    ];
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.client.dispose();
  }

  treeOf(document: vscode.TextDocument): Promise<InTree | undefined> {
    return this.finder.treeOf(document);
  }

  ofWorkspace(): Promise<InTree[]> {
    return this.finder.treesOfWorkspace();
  }

  /** Undefined where the person has gone on, or the thread cannot tell. */
  async ask<Name extends Question>(
    question: Name,
    { key }: InTree,
    argument: Questions[Name][0],
    token?: vscode.CancellationToken,
  ): Promise<Questions[Name][1] | undefined> {
    const abort = new AbortController();
    const subscription = token?.onCancellationRequested(() => abort.abort());
    try {
      return await this.client.ask(question, key, argument, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) this.log.error(`Kconfig tree ${key.root}: ${String(error)}`);
      return undefined;
    } finally {
      subscription?.dispose();
    }
  }

  private schedule(document: vscode.TextDocument): void {
    const { fsPath } = document.uri;
    clearTimeout(this.timers.get(fsPath));
    const timer = setTimeout(() => {
      this.timers.delete(fsPath);
      this.tell(fsPath, document.isClosed || !document.isDirty ? undefined : document.getText());
    }, PAUSE_MS);
    this.timers.set(fsPath, timer);
  }

  private openText(fsPath: string): boolean {
    return vscode.workspace.textDocuments.some(
      (document) => document.uri.fsPath === fsPath && document.isDirty,
    );
  }

  private tell(fsPath: string, text?: string): void {
    this.client.changed(fsPath, text);
    this.changed.fire();
  }
}

/** Of a place in a tree. */
export function locationOf(
  { key }: InTree,
  { file, line, column, length }: TreePlace,
): vscode.Location {
  return new vscode.Location(
    vscode.Uri.file(path.join(key.root, file)),
    new vscode.Range(line - 1, column - 1, line - 1, column - 1 + length),
  );
}

function isKconfig({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === LANGUAGES.kconfig && uri.scheme === 'file';
}
