import { spawn, type ChildProcess } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import type { PrivateDirectory } from '../crash/private-directory';
import { isProgramOnPath } from '../programs/find-program';
import { endWithParent } from './end-with-parent';

/** The gdb of this machine, writing the index of a vmlinux, at a low priority. */
export class IndexWriter {
  /** The file that it wrote; undefined when it could not. Never rejects. */
  readonly written: Promise<string | undefined>;

  private constructor(
    private readonly gdb: ChildProcess,
    directory: PrivateDirectory,
  ) {
    const ended = new Promise<number | null>((resolve) => {
      gdb.once('error', () => resolve(null));
      gdb.once('close', resolve);
    });
    this.written = ended
      .then(async (status) => {
        const names = status === 0 ? await readdir(directory.path) : [];
        const name = names.find((entry) => entry.endsWith('.gdb-index'));
        return name === undefined ? undefined : directory.file(name);
      })
      .catch(() => undefined);
  }

  /** Undefined where gdb is not installed. It works in the private directory and goes with it. */
  static start(vmlinux: string, directory: PrivateDirectory): IndexWriter | undefined {
    if (!isProgramOnPath('gdb') || !isProgramOnPath('nice')) return undefined;
    const quiet = [
      '-nx',
      '-batch',
      '-iex',
      'set auto-load off',
      '-iex',
      'set debuginfod enabled off',
    ];
    const args = ['-n', '10', 'gdb', ...quiet, '-ex', 'save gdb-index .', vmlinux];
    const gdb = spawn('nice', args, {
      cwd: directory.path,
      stdio: 'ignore',
      env: { ...process.env, HOME: directory.path, XDG_CACHE_HOME: directory.path, TERM: 'dumb' },
    });
    if (gdb.pid !== undefined) gdb.once('exit', endWithParent(gdb.pid, directory.path));
    return new IndexWriter(gdb, directory);
  }

  stop(): void {
    this.gdb.kill('SIGKILL');
  }
}
