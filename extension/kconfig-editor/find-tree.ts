import * as vscode from 'vscode';
import { architectureInPath } from '../kconfig/context/architecture-of';
import { foldersAbove, isInside } from '../kconfig/context/paths';
import { findSourceTree, type SourceTree } from '../kconfig/context/source-tree';
import { WorkspaceFiles } from '../kconfig/context/workspace-files';
import { archOf } from '../kconfig/tree/find-tree';
import type { TreeKey } from '../kconfig-worker/protocol';
import type { Linter } from '../lint/linter';
import { Workspaces } from '../lint/read-surroundings';
import { hostArchitecture } from '../shared/host-architecture';
import { CONFIGURATION_SECTION, KCONFIG_SETTINGS } from '../shared/ids';

/** A document of a tree. */
export interface InTree {
  readonly key: TreeKey;
  /** What symbols begin with in configurations: `CONFIG_`, or nothing in Buildroot. */
  readonly prefix: string;
}

/** How long what was found about folders holds. */
const FRESH_MS = 10_000;

/** Finds the tree whose Kconfig files say what a document means. */
export class TreeFinder {
  private known = new Map<string, Promise<SourceTree | undefined>>();
  private age = 0;
  /** By their top folders. */
  private readonly used = new Map<string, InTree>();

  constructor(private readonly linter: Linter) {}

  /** The tree around a document, the one that the setting names, or one of the workspace. */
  async treeOf(document: vscode.TextDocument): Promise<InTree | undefined> {
    this.refresh();
    const { uri } = document;
    const tree =
      (await this.chosen(uri)) ?? (await this.around(uri)) ?? (await this.ofWorkspace(document));
    const found = tree && inTree(tree, this.archOf(document));
    if (found) this.used.set(found.key.root, found);
    return found;
  }

  /** The trees that the workspace’s folders are, and those of documents that were looked at. */
  async treesOfWorkspace(): Promise<InTree[]> {
    this.refresh();
    const active = vscode.window.activeTextEditor?.document;
    const arch = active ? this.archOf(active) : defaultArch();
    const folders = vscode.workspace.workspaceFolders ?? [];
    const trees = await Promise.all(folders.map(({ uri }) => this.at(uri.path, uri)));
    const found = new Map(this.used);
    for (const tree of trees) {
      const own = tree && inTree(tree, arch);
      if (own) found.set(own.key.root, own);
    }
    return [...found.values()];
  }

  private refresh(): void {
    if (Date.now() - this.age < FRESH_MS) return;
    this.age = Date.now();
    this.known = new Map();
  }

  private async chosen(uri: vscode.Uri): Promise<SourceTree | undefined> {
    const settings = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, uri);
    const folder = settings.get<string>(KCONFIG_SETTINGS.tree, '').trim();
    return folder === '' ? undefined : this.at(vscode.Uri.file(folder).path);
  }

  private async around(uri: vscode.Uri): Promise<SourceTree | undefined> {
    const workspace = vscode.workspace.getWorkspaceFolder(uri);
    if (!workspace || uri.scheme !== 'file') return undefined;
    const root = workspace.uri.path;
    for (const folder of foldersAbove(uri.path, root)) {
      const tree = await this.at(folder, workspace.uri);
      if (tree) return tree;
    }
    return undefined;
  }

  /** A configuration that lies elsewhere belongs to a tree of its own version. */
  private async ofWorkspace(document: vscode.TextDocument): Promise<SourceTree | undefined> {
    const kernel = this.linter.result(document)?.context?.kernel?.value;
    if (!kernel) return undefined;
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const tree = await this.at(uri.path, uri);
      if (tree?.project !== 'linux') continue;
      const same = [0, 1].every((part) => tree.kernel?.parts[part] === kernel.parts[part]);
      if (same) return tree;
    }
    return undefined;
  }

  private at(folder: string, workspace = vscode.Uri.file(folder)): Promise<SourceTree | undefined> {
    const known = this.known.get(folder);
    if (known) return known;
    const files = new WorkspaceFiles(new Workspaces().of(workspace));
    const found = isInside(workspace.path, folder)
      ? findSourceTree([folder], files)
      : Promise.resolve(undefined);
    this.known.set(folder, found);
    return found;
  }

  private archOf(document: vscode.TextDocument): string {
    const architecture =
      this.linter.result(document)?.context?.architecture?.value ??
      architectureInPath(document.uri.path);
    const folder = [...document.uri.path.matchAll(/\/arch\/([^/]+)\//g)].at(-1)?.[1];
    return archOf(architecture) ?? folder ?? defaultArch();
  }
}

function defaultArch(): string {
  return archOf(hostArchitecture()) ?? 'x86_64';
}

function inTree({ folder, project }: SourceTree, arch: string): InTree | undefined {
  if (project === 'buildroot-external') return undefined;
  const root = vscode.Uri.file(folder).fsPath;
  return { key: { root, arch }, prefix: project === 'buildroot' ? '' : 'CONFIG_' };
}
