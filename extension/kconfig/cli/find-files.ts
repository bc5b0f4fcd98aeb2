import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { mayBeKnown } from '../context/classify';
import type { Failure } from '../report/report';

/** A kernel tree with its objects has 200,000; a whole disk is not walked to its end. */
const MOST_ENTRIES = 500_000;

/** No configurations of their owner's lie in there. */
const PASSED_OVER = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * The files below a folder whose names say that the lint may know them, in the order of their names.
 * Links to folders are not followed (they may go round in circles), links to files are.
 */
export async function findFiles(
  folder: string,
  mostEntries = MOST_ENTRIES,
): Promise<{ files: string[]; failures: Failure[] }> {
  const files: string[] = [];
  const failures: Failure[] = [];
  let entries = 0;
  const walk = async (current: string): Promise<void> => {
    let content: Dirent[];
    try {
      content = await readdir(current, { withFileTypes: true });
    } catch (error) {
      failures.push({ path: current, message: reasonOf(error) });
      return;
    }
    content.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of content) {
      if (++entries > mostEntries) return;
      const file = path.join(current, entry.name);
      if (entry.isDirectory()) {
        if (!PASSED_OVER.has(entry.name)) await walk(file);
      } else if (mayBeKnown(file) && (await isRegularFile(entry, file))) {
        files.push(file);
      }
    }
  };
  await walk(folder);
  if (entries > mostEntries) {
    failures.push({
      path: folder,
      message: `It has more than ${mostEntries} files; the rest of them was not looked at. Name folders further down.`,
    });
  }
  return { files, failures };
}

async function isRegularFile(entry: Dirent, file: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return stat(file).then(
    (target) => target.isFile(),
    () => false, // leads nowhere
  );
}

/** A system error as a sentence. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'ENOENT':
      return 'There is no such file.';
    case 'EACCES':
    case 'EPERM':
      return 'It may not be read.';
    case 'ELOOP':
      return 'Its links go round in a circle.';
    default:
      return `It cannot be read (${code ?? String(error)}).`;
  }
}
