import type { Workspace } from '../../../../extension/kconfig/context/workspace-files';

/** A workspace in memory that notes what it was asked for. */
export class MemoryWorkspace implements Workspace {
  readonly asked: string[] = [];

  constructor(
    private readonly files: Readonly<Record<string, string>>,
    readonly root = '/w',
  ) {}

  readonly readText = (path: string): Promise<string | undefined> => {
    this.asked.push(path);
    return Promise.resolve(Object.hasOwn(this.files, path) ? this.files[path] : undefined);
  };

  readonly listDirectory = (path: string): Promise<string[]> => {
    this.asked.push(path);
    const below = Object.keys(this.files).filter((file) => file.startsWith(`${path}/`));
    return Promise.resolve([
      ...new Set(below.map((file) => file.slice(path.length + 1).split('/')[0] ?? '')),
    ]);
  };
}
