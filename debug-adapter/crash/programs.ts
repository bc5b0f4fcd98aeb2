import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';

/** Whether the PATH leads to a program of that name, as a shell would find it. */
export function isProgramOnPath(name: string, searchPath = process.env['PATH']): boolean {
  return (searchPath ?? '').split(path.delimiter).some((folder) => {
    const file = path.join(folder === '' ? '.' : folder, name);
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}
