import * as vscode from 'vscode';
import type { LintRequest, Surroundings } from '../kconfig/context/settings';
import { mayBeKnown } from '../kconfig/context/classify';
import { lint, type LintResult } from '../kconfig/engine';
import type { Finding } from '../kconfig/model/finding';
import { CONFIG_SCHEME, CONFIGURATION_SECTION, LINT_SETTINGS } from '../shared/ids';
import { isLintEnabled, lintSettings } from './lint-settings';
import { readSurroundings, Workspaces } from './read-surroundings';
import type { VersionDataFile } from './version-data';

/** After a keystroke: long enough to type on, short enough to seem at once. */
const PAUSE_MS = 150;

/** Documents that people look at; not the old side of a comparison, not an output channel. */
const SCHEMES = new Set(['file', 'untitled', 'vscode-remote', 'vscode-userdata', CONFIG_SCHEME]);

const NOTHING: LintResult = { context: undefined, config: undefined, findings: [] };

const SYNTAX_RULE = 'KCF006';

/** What the tree says is shown together with the rest where it does not take longer. */
const TREE_MS = 400;

/**
 * Looks at a document in the light of its Kconfig tree, in another thread.
 * @returns all findings; undefined: no tree is known, or nobody needs the answer any more
 */
export type TreeLint = (
  document: vscode.TextDocument,
  request: LintRequest,
) => Promise<readonly Finding[] | undefined>;

interface State {
  /** Of the document that was looked at; a result of another version is stale. */
  version: number;
  result: LintResult;
  surroundings: Surroundings;
  /** Until what the tree says is known. */
  inTree?: Promise<void>;
}

/** Keeps the lint's results of the open documents. */
export class Linter implements vscode.Disposable {
  private readonly states = new Map<string, State>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly linted = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly closed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly subscriptions: vscode.Disposable[];
  private treeLint: TreeLint | undefined;
  /** What was complained of in the settings, so that it is said once. */
  private readonly complaints = new Set<string>();

  /** A document has a new result. */
  readonly onDidLint = this.linted.event;
  /** A document is no longer looked at. */
  readonly onDidClose = this.closed.event;

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly versions: VersionDataFile,
  ) {
    const { workspace } = vscode;
    this.subscriptions = [
      this.linted,
      this.closed,
      workspace.onDidOpenTextDocument((document) => this.open(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.schedule(document);
      }),
      // A saved file may be what another one refers to.
      workspace.onDidSaveTextDocument((document) => {
        if (mayBeKnown(document.uri.path)) this.openAll();
      }),
      versions.onDidChange(() => this.openAll()),
      workspace.onDidCloseTextDocument((document) => this.close(document)),
      workspace.onDidChangeConfiguration((event) => {
        const section = `${CONFIGURATION_SECTION}.${LINT_SETTINGS.enabled}`.replace(/\.\w+$/, '');
        if (event.affectsConfiguration(section)) this.openAll();
      }),
    ];
    this.openAll();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** From now on trees are asked as well. */
  useTrees(treeLint: TreeLint): void {
    this.treeLint = treeLint;
    this.openAll();
  }

  /** A tree is other than it was: what it says of open documents is asked again. */
  treesChanged(): void {
    for (const document of vscode.workspace.textDocuments) {
      const state = this.states.get(key(document));
      if (state?.result.context) this.update(document, state);
    }
  }

  /** The result for the text as it stands now; undefined where the lint does not look. */
  result(document: vscode.TextDocument): LintResult | undefined {
    const state = this.states.get(key(document));
    if (!state) return undefined;
    if (state.version !== document.version) this.update(document, state);
    return state.result.context ? state.result : undefined;
  }

  /** The same, of a document that may just have been opened: with the files around it read. */
  async look(document: vscode.TextDocument): Promise<LintResult | undefined> {
    if (!isLooked(document)) return undefined;
    await this.read(document);
    await this.states.get(key(document))?.inTree;
    return this.result(document);
  }

  /** Looks at a file that no editor shows; nothing is kept of it. */
  async lookAtFile(uri: vscode.Uri, text: string, workspaces?: Workspaces): Promise<LintResult> {
    return isLintEnabled(uri) ? lint(text, await this.requestFor(uri, text, workspaces)) : NOTHING;
  }

  /** All that the engine is told of a file, the files around it read anew. */
  async requestFor(uri: vscode.Uri, text: string, workspaces?: Workspaces): Promise<LintRequest> {
    return this.request(uri, await readSurroundings(uri, text, workspaces));
  }

  private openAll(): void {
    const workspaces = new Workspaces();
    for (const document of vscode.workspace.textDocuments) this.open(document, workspaces);
  }

  private open(document: vscode.TextDocument, workspaces?: Workspaces): void {
    if (isLooked(document)) {
      this.read(document, workspaces).catch((error: unknown) => this.log.error(String(error)));
    } else if (this.states.has(key(document))) {
      this.close(document);
    }
  }

  private async read(document: vscode.TextDocument, workspaces?: Workspaces): Promise<void> {
    const surroundings = await readSurroundings(document.uri, document.getText(), workspaces);
    if (document.isClosed) return;
    const state = { version: -1, result: NOTHING, surroundings };
    this.states.set(key(document), state);
    this.update(document, state);
  }

  private schedule(document: vscode.TextDocument): void {
    const state = this.states.get(key(document));
    if (!state) return;
    clearTimeout(this.timers.get(key(document)));
    const timer = setTimeout(() => {
      this.timers.delete(key(document));
      if (!document.isClosed) this.update(document, state);
    }, PAUSE_MS);
    this.timers.set(key(document), timer);
  }

  private update(document: vscode.TextDocument, state: State): void {
    const request = this.request(document.uri, state.surroundings);
    state.result = lint(document.getText(), request);
    state.version = document.version;
    if (this.treeLint && state.result.context) {
      state.inTree = this.addTree(document, state, this.treeLint(document, request));
    } else this.linted.fire(document);
  }

  /** The findings without the tree are shown alone only where the tree is slow. */
  private async addTree(
    document: vscode.TextDocument,
    state: State,
    answer: ReturnType<TreeLint>,
  ): Promise<void> {
    const { version } = state;
    const isCurrent = () =>
      state.version === version && this.states.get(key(document)) === state && !document.isClosed;
    let isShown = false;
    const timer = setTimeout(() => {
      isShown = isCurrent();
      if (isShown) this.linted.fire(document);
    }, TREE_MS);
    const findings = await answer.catch(() => undefined);
    clearTimeout(timer);
    if (!isCurrent()) return;
    if (findings) state.result = { ...state.result, findings };
    if (findings || !isShown) this.linted.fire(document);
  }

  private request(uri: vscode.Uri, surroundings: Surroundings): LintRequest {
    const { settings, problems } = lintSettings(uri, this.versions.data);
    for (const problem of problems.filter((text) => !this.complaints.has(text))) {
      this.complaints.add(problem);
      this.log.warn(`Setting ${CONFIGURATION_SECTION}.lint.${problem}`);
    }
    // Errors of syntax are shown while a Kconfig file is typed (kconfig-editor).
    const severities = { ...settings.severities, [SYNTAX_RULE]: 'off' as const };
    return { fileName: uri.path, settings: { ...settings, severities }, surroundings };
  }

  private close(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(key(document)));
    this.timers.delete(key(document));
    this.states.delete(key(document));
    this.closed.fire(document);
  }
}

function key(document: vscode.TextDocument): string {
  return document.uri.toString();
}

function isLooked({ uri }: vscode.TextDocument): boolean {
  return SCHEMES.has(uri.scheme) && isLintEnabled(uri);
}
