import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { PrivateDirectory } from '../crash/private-directory';
import { BoundedCache } from '../programs/bounded-cache';
import { cacheFolder } from '../programs/cache-folder';
import { inspectVmlinux } from '../vmlinux/inspect-vmlinux';

/** An index of Debian's kernels has 7 MB. */
const MOST_KEPT = 256 << 20;

export interface GdbIndexOptions {
  /** Where crash works; gdb's own files of commands are put there. */
  readonly directory: PrivateDirectory;
  readonly vmlinux: string;
  /** The first number of crash's version. */
  readonly crashMajor: number | undefined;
  readonly folder?: string;
}

/**
 * The index of a vmlinux's debug info that the gdb inside crash writes when it first reads it, and
 * takes the next time: half of what a start costs. gdb replaces a file in one go, so sessions may
 * share the folder; what got damaged later is seen by its checksum and removed before gdb reads it.
 */
export class GdbIndex {
  private constructor(
    /** For crash: where gdb finds its commands. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly cache: BoundedCache,
    private readonly name: string,
  ) {}

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
      const file = directory.file(generation.commands);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, `set index-cache directory ${folder}\n${generation.enable}\n`);
      const cache = new BoundedCache(folder, MOST_KEPT);
      const index = new GdbIndex(
        generation.environment(directory.path),
        cache,
        `${buildId}.gdb-index`,
      );
      await index.check();
      return index;
    } catch {
      // Without it crash starts as well.
      return undefined;
    }
  }

  /** Notes what gdb has written, and makes room. Never rejects. */
  async close(): Promise<void> {
    try {
      await this.check();
      await this.cache.release(this.name);
      await this.cache.trim();
    } catch {
      // The next session looks at it.
    }
  }

  /** Removes a damaged index; notes the checksum of a new one. */
  private async check(): Promise<void> {
    const file = await this.cache.use(this.name);
    if (file === undefined) return;
    const bytes = await readFile(file);
    const sum = createHash('sha256').update(bytes).digest('hex');
    const noted = await readFile(`${file}.sum`, 'utf8').catch(() => undefined);
    if (noted === undefined && looksWhole(bytes)) await writeFile(`${file}.sum`, sum);
    else if (noted !== sum) await Promise.all([rm(file), rm(`${file}.sum`, { force: true })]);
  }
}

interface Generation {
  /** Versions of the index differ: each has a folder. */
  readonly name: string;
  /** The file of commands that gdb reads before any symbol, in the private directory. */
  readonly commands: string;
  readonly enable: string;
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
        environment: (directory) => ({ XDG_CONFIG_HOME: directory }),
      }
    : {
        name: 'gdb-10',
        commands: '.gdbinit',
        enable: 'set index-cache on',
        environment: () => ({}),
      };
}

/**
 * Whether a file has the form of an index (gdb's manual, "Index Section Format"): a version, then the
 * places of its parts, each after the one before, within the file.
 */
export function looksWhole(bytes: Buffer): boolean {
  if (bytes.length < 28) return false;
  const version = bytes.readUInt32LE(0);
  if (version < 4 || version > 9) return false;
  const places = Array.from({ length: version >= 9 ? 6 : 5 }, (_, at) =>
    bytes.readUInt32LE(4 + 4 * at),
  );
  return places.every((place, at) => place >= (places[at - 1] ?? 24) && place <= bytes.length);
}
