import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import type { TreeFiles } from '../kconfig/tree/symbols/build-tree';
import { parseKconfig } from '../kconfig/tree/syntax/parse-kconfig';
import type { KconfigFile } from '../kconfig/tree/syntax/syntax';

/** The largest Kconfig file of Linux has 110 KB. */
const MOST_BYTES = 4_000_000;

interface Parsed {
  /** Of the file on the disk, or of an unsaved text. */
  readonly stamp: string;
  readonly file: KconfigFile;
}

/**
 * Reads the Kconfig files of trees, each once as long as it does not change. An editor's unsaved texts
 * go before what is on the disk. It reads regular files only, and runs nothing.
 */
export class FileStore {
  private readonly parsed = new Map<string, Parsed>();
  private readonly unsaved = new Map<string, { readonly text: string; readonly stamp: string }>();
  private edits = 0;

  /** The files of the tree at a folder. */
  below(root: string): TreeFiles {
    return {
      file: (name) => this.file(path.join(root, name)),
      list: (folder) => names(path.join(root, folder)),
    };
  }

  /** @param text undefined: what is on the disk counts */
  setUnsaved(file: string, text: string | undefined): void {
    if (text === undefined) this.unsaved.delete(file);
    else this.unsaved.set(file, { text, stamp: `edit ${++this.edits}` });
  }

  /** Undefined where there is none that can be read. */
  text(file: string): string | undefined {
    const unsaved = this.unsaved.get(file);
    if (unsaved) return unsaved.text;
    try {
      const { size } = statSync(file);
      return size > MOST_BYTES ? undefined : readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  }

  private file(file: string): KconfigFile | undefined {
    const stamp = this.unsaved.get(file)?.stamp ?? stampOf(file);
    if (stamp === undefined) return undefined;
    const known = this.parsed.get(file);
    if (known?.stamp === stamp) return known.file;
    const text = this.text(file);
    if (text === undefined) return undefined;
    const parsed = parseKconfig(text);
    this.parsed.set(file, { stamp, file: parsed });
    return parsed;
  }
}

/** Undefined for what is no regular file: a pipe would never end. */
function stampOf(file: string): string | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() ? `${stats.size} ${stats.mtimeMs} ${stats.ino}` : undefined;
  } catch {
    return undefined;
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
