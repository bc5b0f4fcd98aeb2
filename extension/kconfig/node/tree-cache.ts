import { createHash } from 'node:crypto';
import {
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
import type { ParsedFile } from './tree-folder';

/** To be raised with every change of what the parser makes. */
const FORMAT = 1;

/** Trees whose files are kept; the one that was used longest ago goes first. */
const MOST_TREES = 6;

/** A tree of Linux takes 16 MB. */
const MOST_BYTES = 64_000_000;

interface Content {
  readonly format: number;
  readonly root: string;
  readonly files: [string, ParsedFile][];
}

/** What the Kconfig files of trees say, kept between sessions. Losing it costs time only. */
export class TreeCache {
  constructor(private readonly folder: string) {}

  load(root: string): Map<string, ParsedFile> {
    try {
      const name = this.nameOf(root);
      if (statSync(name).size > MOST_BYTES) return new Map();
      const content = JSON.parse(readFileSync(name, 'latin1')) as Content;
      if (content.format !== FORMAT || content.root !== root) return new Map();
      const now = new Date();
      utimesSync(name, now, now);
      return new Map(content.files);
    } catch {
      return new Map();
    }
  }

  save(root: string, files: ReadonlyMap<string, ParsedFile>): void {
    try {
      const content: Content = { format: FORMAT, root, files: [...files] };
      const text = inAscii(JSON.stringify(content));
      if (text.length > MOST_BYTES) return;
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const name = this.nameOf(root);
      const draft = `${name}.${process.pid}.draft`;
      writeFileSync(draft, text, { mode: 0o600 });
      renameSync(draft, name);
      this.prune();
    } catch {
      // A full disk, a read-only home: it goes on without.
    }
  }

  private prune(): void {
    const files = readdirSync(this.folder)
      .filter((name) => /\.(json|draft)$/.test(name))
      .map((name) => path.join(this.folder, name))
      .map((name) => ({ name, used: statSync(name).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    for (const { name } of files.slice(MOST_TREES)) rmSync(name, { force: true });
  }

  private nameOf(root: string): string {
    const id = createHash('sha256').update(root).digest('hex').slice(0, 24);
    return path.join(this.folder, `${id}.json`);
  }
}

/** One byte a character: it is read twice as fast, and takes half the memory. */
function inAscii(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
