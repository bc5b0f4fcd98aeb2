import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** The crash that a PATH leads to; undefined when there is none. */
export async function findCrashOnPath(
  searchPath = process.env['PATH'],
): Promise<string | undefined> {
  for (const folder of (searchPath ?? '').split(path.delimiter)) {
    // A relative entry of the PATH would name a file of the working directory.
    if (!path.isAbsolute(folder)) {
      continue;
    }
    const candidate = path.join(folder, 'crash');
    if (await isExecutableFile(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

export async function isExecutableFile(file: string): Promise<boolean> {
  try {
    await fs.access(file, constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
