import { isInside, joinPath, normalizePath } from './paths';

/** The files around a document, as the caller reads them. Paths are absolute, with forward slashes. */
export interface Workspace {
  /** The folder that nothing outside of is asked for. Where links lead is the reader's business. */
  readonly root: string;
  /** Undefined: there is no such file, or it is none to be read. */
  readonly readText: (path: string) => Promise<string | undefined>;
  /** Names, not paths; empty where there is no such folder. Without it less is found. */
  readonly listDirectory?: (path: string) => Promise<readonly string[]>;
}

/** One Buildroot tree has some 300 defconfigs. */
const MOST_READS = 2000;

/** Reads inside the root only, each file once, no more than a bounded number, and never throws. */
export class WorkspaceFiles {
  private readonly texts = new Map<string, Promise<string | undefined>>();
  private readonly root: string;

  constructor(private readonly workspace: Workspace) {
    this.root = normalizePath(workspace.root);
  }

  /** @param path from `folder`, or absolute if there is none */
  read(path: string, folder = '/'): Promise<string | undefined> {
    const full = joinPath(folder, path);
    const known = this.texts.get(full);
    if (known) return known;
    if (!isInside(this.root, full) || this.texts.size >= MOST_READS) {
      return Promise.resolve(undefined);
    }
    const text = Promise.resolve()
      .then(() => this.workspace.readText(full))
      .catch(() => undefined);
    this.texts.set(full, text);
    return text;
  }

  async list(folder: string): Promise<readonly string[]> {
    if (!this.workspace.listDirectory || !isInside(this.root, folder)) return [];
    try {
      return await this.workspace.listDirectory(folder);
    } catch {
      return [];
    }
  }
}
