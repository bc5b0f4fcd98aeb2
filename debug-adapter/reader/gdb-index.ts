import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { PrivateDirectory } from '../crash/private-directory';
import { BoundedCache } from '../programs/bounded-cache';
import { cacheFolder } from '../programs/cache-folder';
import { inspectVmlinux } from '../vmlinux/inspect-vmlinux';
import { IndexWriter } from './index-writer';

/** An index of Debian's kernels has 7 MB by gdb 16, 38 MB by gdb 13. */
const MOST_KEPT = 512 << 20;
/** The version of the index; gdb 15 and later write 9. */
const NEWEST_FOR_GDB_10 = 8;

export interface GdbIndexOptions {
  /** Where crash works; gdb's own files of commands are put there. */
  readonly directory: PrivateDirectory;
  readonly vmlinux: string;
  /** The first number of crash's version. */
  readonly crashMajor: number | undefined;
  readonly folder?: string;
}

/**
 * The index of a vmlinux's debug info, from which the gdb inside crash reads symbols instead of from
 * the debug info itself. gdb 16 writes it when it first reads a vmlinux. What gdb 10 would write makes
 * it slower on large kernels (it knows too few symbols): there the gdb of this machine writes it, at
 * a low priority, once the session is open. A file appears in one go, so sessions may share the
 * folder; what got damaged later is seen by its checksum and removed before gdb reads it.
 */
export class GdbIndex {
  private constructor(
    /** For crash: where gdb finds its commands. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly cache: BoundedCache,
    private readonly name: string,
    private readonly options: GdbIndexOptions,
    private readonly isOwnWriter: boolean,
  ) {}

  private writer: IndexWriter | undefined;

  /** Undefined where there is nothing to gain: no build ID, or a gdb that has no such cache. */
  static async prepare(options: GdbIndexOptions): Promise<GdbIndex | undefined> {
    const { directory, vmlinux, crashMajor } = options;
    const generation = generationOf(crashMajor);
    const inspection = await inspectVmlinux(vmlinux);
    const buildId = 'buildId' in inspection ? inspection.buildId : undefined;
    if (!generation || buildId === undefined) return undefined;
    const folder = path.join(options.folder ?? cacheFolder('gdb-index'), generation.name);
    // A line of gdb's commands has no quoting.
    if (/[\x00-\x1f\x7f]|^\s|\s$/.test(folder)) return undefined;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const cache = new BoundedCache(folder, MOST_KEPT);
      const index = new GdbIndex(
        generation.environment(directory.path),
        cache,
        `${buildId}.gdb-index`,
        options,
        generation.isOwnWriter,
      );
      const isThere = await index.check();
      if (isThere || generation.isOwnWriter) {
        const file = directory.file(generation.commands);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, `set index-cache directory ${folder}\n${generation.enable}\n`);
      }
      return index;
    } catch {
      // Without it crash starts as well.
      return undefined;
    }
  }

  /** The session is open: what is missing may be made now. */
  async makeForNextTime(): Promise<void> {
    const { cache, name, options } = this;
    if (this.isOwnWriter || (await cache.use(name)) !== undefined) return;
    this.writer = IndexWriter.start(options.vmlinux, options.directory);
    const written = await this.writer?.written;
    if (written === undefined || !looksWhole(await readFile(written), NEWEST_FOR_GDB_10)) return;
    await cache.add(name, (draft) => copyFile(written, draft));
  }

  /** In the last moment of the process. */
  stop(): void {
    this.writer?.stop();
  }

  /** Notes what gdb has written, and makes room. Never rejects. */
  async close(): Promise<void> {
    try {
      this.stop();
      await this.writer?.written;
      await this.check();
      await this.cache.release(this.name);
      await this.cache.trim();
    } catch {
      // The next session looks at it.
    }
  }

  /** Removes a damaged index; notes the checksum of a new one. */
  private async check(): Promise<boolean> {
    const file = await this.cache.use(this.name);
    if (file === undefined) return false;
    const bytes = await readFile(file);
    const sum = createHash('sha256').update(bytes).digest('hex');
    const noted = await readFile(`${file}.sum`, 'utf8').catch(() => undefined);
    if (noted === undefined && looksWhole(bytes)) await writeFile(`${file}.sum`, sum);
    else if (noted !== sum) {
      await Promise.all([rm(file), rm(`${file}.sum`, { force: true })]);
      return false;
    }
    return true;
  }
}

interface Generation {
  /** Versions of the index differ: each has a folder. */
  readonly name: string;
  /** The file of commands that gdb reads before any symbol, in the private directory. */
  readonly commands: string;
  readonly enable: string;
  /** The gdb inside crash writes the index itself. */
  readonly isOwnWriter: boolean;
  readonly environment: (directory: string) => Readonly<Record<string, string>>;
}

/**
 * crash 9 has gdb 16, which reads `$XDG_CONFIG_HOME/gdb/gdbearlyinit`; crash 8 has gdb 10, which knows
 * no such file, but reads `~/.gdbinit` before it reads symbols. gdb 7 of older ones has no cache.
 */
function generationOf(crashMajor: number | undefined): Generation | undefined {
  if (crashMajor === undefined || crashMajor < 8) return undefined;
  return crashMajor >= 9
    ? {
        name: 'gdb-16',
        commands: 'gdb/gdbearlyinit',
        enable: 'set index-cache enabled on',
        isOwnWriter: true,
        environment: (directory) => ({ XDG_CONFIG_HOME: directory }),
      }
    : {
        name: 'gdb-10',
        commands: '.gdbinit',
        enable: 'set index-cache on',
        isOwnWriter: false,
        environment: () => ({}),
      };
}

/**
 * Whether a file has the form of an index (gdb's manual, "Index Section Format"): a version, then the
 * places of its parts, each after the one before, within the file.
 */
export function looksWhole(bytes: Buffer, newest = 9): boolean {
  if (bytes.length < 28) return false;
  const version = bytes.readUInt32LE(0);
  if (version < 4 || version > newest) return false;
  const places = Array.from({ length: version >= 9 ? 6 : 5 }, (_, at) =>
    bytes.readUInt32LE(4 + 4 * at),
  );
  return places.every((place, at) => place >= (places[at - 1] ?? 24) && place <= bytes.length);
}
