import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { decodeFiles, encodeFiles } from './kept-files';
import type { ParsedFile } from './tree-folder';

/** To be raised with every change of what the parser makes. */
const FORMAT = 3;

/** Trees whose files are kept; the one that was used longest ago goes first. */
const MOST_TREES = 6;

/** A tree of Linux takes 16 MB. */
const MOST_BYTES = 64_000_000;

/** What the Kconfig files of trees say, kept between sessions. Losing it costs time only. */
export class TreeCache {
  constructor(private readonly folder: string) {}

  load(root: string): Map<string, ParsedFile> {
    try {
      const name = this.nameOf(root);
      if (statSync(name).size > MOST_BYTES) return new Map();
      const content = readFileSync(name);
      const end = content.indexOf('\n');
      const bytes = content.subarray(end + 1);
      // What is decoded later could no longer be read anew.
      if (content.toString('latin1', 0, end) !== seal(root, bytes)) return new Map();
      const now = new Date();
      utimesSync(name, now, now);
      return decodeFiles(bytes);
    } catch {
      return new Map();
    }
  }

  save(root: string, files: ReadonlyMap<string, ParsedFile>): void {
    try {
      const bytes = encodeFiles(files);
      if (bytes.length > MOST_BYTES) return;
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const name = this.nameOf(root);
      const draft = `${name}.${process.pid}.draft`;
      writeFileSync(draft, `${seal(root, bytes)}\n`, { mode: 0o600 });
      appendFileSync(draft, bytes);
      renameSync(draft, name);
      this.prune();
    } catch {
      // A full disk, a read-only home: it goes on without.
    }
  }

  private prune(): void {
    const files = readdirSync(this.folder)
      .filter((name) => /\.(kept|draft)$/.test(name))
      .map((name) => path.join(this.folder, name))
      .map((name) => ({ name, used: statSync(name).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    for (const { name } of files.slice(MOST_TREES)) rmSync(name, { force: true });
  }

  private nameOf(root: string): string {
    const id = createHash('sha256').update(root).digest('hex').slice(0, 24);
    return path.join(this.folder, `${id}.kept`);
  }
}

/** The first line: format, tree, and a sum of what follows. */
function seal(root: string, bytes: Buffer): string {
  const sum = createHash('sha1').update(bytes).digest('hex');
  return JSON.stringify([FORMAT, Buffer.from(root).toString('hex'), sum]);
}
