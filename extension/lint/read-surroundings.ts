import * as vscode from 'vscode';
import type { Surroundings } from '../kconfig/context/settings';
import { mayBeKnown } from '../kconfig/context/classify';
import { rememberedWorkspace } from '../kconfig/context/remembered-workspace';
import { gatherSurroundings } from '../kconfig/context/surroundings';
import type { Workspace } from '../kconfig/context/workspace-files';

/** More than this is no Makefile and no configuration. */
const MOST_BYTES = 4_000_000;

/** What the files around a document tell of it; it stays inside the document's workspace folder. */
export async function readSurroundings(
  uri: vscode.Uri,
  text: string,
  workspaces = new Workspaces(),
): Promise<Surroundings> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder || !mayBeKnown(uri.path)) return {};
  return gatherSurroundings(uri.path, text, workspaces.of(folder.uri));
}

/** The workspace's folders, each file read once: for a look at many files in a row. */
export class Workspaces {
  private readonly known = new Map<string, Workspace>();

  of(folder: vscode.Uri): Workspace {
    const key = folder.toString();
    const known = this.known.get(key);
    if (known) return known;
    const workspace = rememberedWorkspace({
      root: folder.path,
      readText: async (path) => readText(folder.with({ path })),
      listDirectory: async (path) => listDirectory(folder.with({ path })),
    });
    this.known.set(key, workspace);
    return workspace;
  }
}

/** The text of a file, of the editor where it is open; undefined when it cannot be read. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  if (open) return open.getText();
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0 || size > MOST_BYTES) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function listDirectory(uri: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(uri)).map(([name]) => name);
  } catch {
    return [];
  }
}
