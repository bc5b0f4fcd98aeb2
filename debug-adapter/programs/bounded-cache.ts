import { mkdir, readdir, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import * as path from 'node:path';

/** Of a file that is being made, and of the sign of a process that works with one. */
const DRAFT = /\.draft-(\d+)$/;
const IN_USE = /^(.+)\.used-by-(\d+)$/;

/**
 * Files that can be made again, in one folder, up to a number of bytes: those that were not used for
 * the longest time go first. Several processes may share the folder: a file appears whole or not at
 * all, and stays as long as a process that uses it lives.
 */
export class BoundedCache {
  constructor(
    readonly folder: string,
    private readonly mostBytes: number,
  ) {}

  /** The file of that name, if it is there; from now on this process uses it. */
  async use(name: string): Promise<string | undefined> {
    const file = path.join(this.folder, name);
    const now = new Date();
    try {
      await utimes(file, now, now);
      await writeFile(`${file}.used-by-${process.pid}`, '');
      return file;
    } catch {
      return undefined;
    }
  }

  /**
   * Makes a file and uses it. `make` writes the draft that it is given; when it fails nothing is left.
   * Makes room afterwards.
   */
  async add(name: string, make: (draft: string) => Promise<void>): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.folder, name);
    const draft = `${file}.draft-${process.pid}`;
    await rm(draft, { force: true });
    try {
      await make(draft);
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
    await this.use(name);
    await this.trim();
    return file;
  }

  /** This process does not use the file any more. */
  async release(name: string): Promise<void> {
    await rm(path.join(this.folder, `${name}.used-by-${process.pid}`), { force: true });
  }

  /** Removes what dead processes left, then the oldest files until the rest is small enough. */
  async trim(): Promise<void> {
    const used = new Set<string>();
    const files: { readonly file: string; readonly size: number; readonly used: number }[] = [];
    for (const name of await readdir(this.folder).catch(() => [])) {
      const file = path.join(this.folder, name);
      const sign = IN_USE.exec(name);
      const owner = Number(sign?.[2] ?? DRAFT.exec(name)?.[1] ?? 0);
      if (owner > 0) {
        if (!isAlive(owner)) await rm(file, { force: true });
        else if (sign?.[1] !== undefined) used.add(sign[1]);
        continue;
      }
      const stats = await stat(file).catch(() => undefined);
      if (stats?.isFile()) files.push({ file, size: stats.size, used: stats.mtimeMs });
    }
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size } of files.sort((a, b) => a.used - b.used)) {
      if (bytes <= this.mostBytes) return;
      if (used.has(path.basename(file))) continue;
      await unlink(file).then(
        () => (bytes -= size),
        () => undefined,
      );
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
