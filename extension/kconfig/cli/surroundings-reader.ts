import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { Surroundings } from '../context/settings';
import { gatherSurroundings } from '../context/surroundings';

/** More than this is no Makefile and no configuration. */
const MOST_BYTES = 4_000_000;

/** Files of one run whose texts are kept, since those around one are around its neighbours too. */
const MOST_KEPT = 3000;

/** Reads what the files around one tell of it: the kernel tree it lies in, the files it names. */
export class SurroundingsReader {
  private readonly texts = new Map<string, Promise<string | undefined>>();
  private readonly names = new Map<string, Promise<string[]>>();

  /** @param file absolute */
  async read(file: string, text: string): Promise<Surroundings> {
    return gatherSurroundings(file, text, {
      root: path.parse(file).root,
      readText: (other) => kept(this.texts, other, readSmallText),
      listDirectory: (folder) => kept(this.names, folder, listDirectory),
    });
  }

  /** A file was written. */
  forget(file: string): void {
    this.texts.delete(file);
  }
}

function kept<T>(known: Map<string, T>, name: string, read: (name: string) => T): T {
  const value = known.get(name) ?? read(name);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(name, value);
  return value;
}

/** Undefined: not there, or nothing to be read; a name in a file may be that of a device. */
async function readSmallText(file: string): Promise<string | undefined> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > MOST_BYTES) return undefined;
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function listDirectory(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
