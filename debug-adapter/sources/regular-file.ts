import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether there is a regular file, links followed. Never throws. */
export async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * The file `suffix` in a folder, when it is a regular one that no link leads out of the folder.
 * `realFolder` is the folder's path without links.
 */
export async function fileInside(
  folder: string,
  realFolder: string,
  suffix: string,
): Promise<string | undefined> {
  const path = join(folder, suffix);
  if (!(await isRegularFile(path))) return undefined;
  const real = await realpath(path).catch(() => undefined);
  const inside = realFolder.endsWith('/') ? realFolder : `${realFolder}/`;
  return real?.startsWith(inside) ? path : undefined;
}
