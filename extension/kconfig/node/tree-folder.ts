import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import * as path from 'node:path';
import type { TreeFiles } from '../tree/symbols/build-tree';
import { parseKconfig } from '../tree/syntax/parse-kconfig';
import type { KconfigFile } from '../tree/syntax/syntax';

/** The largest Kconfig file of Linux has 120 kB. */
const MOST_BYTES = 2_000_000;

/** What tells that a file is the one that was read before. */
interface Stamp {
  readonly size: number;
  readonly modified: number;
}

export interface ParsedFile extends Stamp {
  readonly file: KconfigFile;
}

/**
 * The Kconfig files below a folder, each read again only after it changed. Synchronous: it belongs
 * into a worker or a command line. Links that lead out of the folder are not followed.
 */
export class TreeFolder implements TreeFiles {
  /** Texts that an editor has and has not saved. */
  private readonly overlays = new Map<string, KconfigFile>();
  /** Where folders really are. */
  private readonly folders = new Map<string, string | undefined>();
  private readonly root: string;
  /** How many files were read that the cache does not have. */
  changes = 0;

  /** @param parsed what was read before, by path from the top */
  constructor(
    root: string,
    readonly parsed = new Map<string, ParsedFile>(),
  ) {
    this.root = realpath(root) ?? root;
  }

  file(name: string): KconfigFile | undefined {
    const overlay = this.overlays.get(name);
    if (overlay) return overlay;
    try {
      const { full, found } = this.place(name);
      const stamp = stampOf(found);
      const known = this.parsed.get(name);
      if (known && stamp && known.size === stamp.size && known.modified === stamp.modified) {
        return known.file;
      }
      if (!stamp) return undefined;
      const file = parseKconfig(readSmall(full));
      this.parsed.set(name, { ...stamp, file });
      this.changes++;
      return file;
    } catch {
      this.parsed.delete(name);
      return undefined;
    }
  }

  /** A file of the tree that is no Kconfig file, such as its Makefile. */
  readText(name: string): string | undefined {
    try {
      return readSmall(this.place(name).full);
    } catch {
      return undefined;
    }
  }

  list(folder: string): readonly string[] {
    const full = path.join(this.root, folder);
    try {
      return this.isInside(path.join(full, 'x')) ? readdirSync(full) : [];
    } catch {
      return [];
    }
  }

  /** What an editor shows of a file; undefined: what is on the disk counts again. */
  overlay(name: string, text: string | undefined): void {
    if (text === undefined) this.overlays.delete(name);
    else this.overlays.set(name, parseKconfig(text));
  }

  /** Whether the folder that a path lies in is one of the tree, whatever links lead there. */
  private isInside(full: string): boolean {
    const real = this.realFolder(path.dirname(full));
    return real !== undefined && (real === this.root || real.startsWith(this.root + path.sep));
  }

  /** As `realpath`, which looks at all folders above each time. Undefined: there is none. */
  private realFolder(folder: string): string | undefined {
    if (folder === this.root) return folder;
    if (this.folders.has(folder)) return this.folders.get(folder);
    const [above, name] = [path.dirname(folder), path.basename(folder)];
    const parent = folder.startsWith(this.root) ? this.realFolder(above) : undefined;
    const isPlain =
      parent !== undefined && lstatSync(folder, { throwIfNoEntry: false })?.isDirectory();
    const real = isPlain ? path.join(parent, name) : realpath(folder);
    this.folders.set(folder, real);
    return real;
  }

  /**
   * Where a file of the tree really is.
   * @throws where it is missing, or outside
   */
  private place(name: string): { full: string; found: Stats } {
    const full = path.join(this.root, name);
    if (!this.isInside(full)) throw new Error('outside of the tree');
    const found = lstatSync(full);
    if (!found.isSymbolicLink()) return { full, found };
    const real = realpathSync(full);
    if (!real.startsWith(this.root + path.sep)) throw new Error('a link out of the tree');
    return { full: real, found: lstatSync(real) };
  }
}

function realpath(name: string): string | undefined {
  try {
    return realpathSync(name);
  } catch {
    return undefined;
  }
}

/** Undefined: no file to be read; a name may be that of a device or a pipe. */
function stampOf(found: Stats): Stamp | undefined {
  if (!found.isFile() || found.size > MOST_BYTES) return undefined;
  return { size: found.size, modified: found.mtimeMs };
}

/** @throws when it cannot be read, or is no file */
function readSmall(full: string): string {
  const handle = openSync(full, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { size } = fstatSync(handle);
    const isFile = fstatSync(handle).isFile();
    if (!isFile || size > MOST_BYTES) throw new Error('no file to be read');
    const buffer = Buffer.allocUnsafe(size);
    const length = readSync(handle, buffer, 0, size, 0);
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(handle);
  }
}
