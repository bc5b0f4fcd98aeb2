import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';

/** Whether the PATH leads to a program of that name, as a shell would find it. */
export function isProgramOnPath(name: string, searchPath = process.env['PATH']): boolean {
  return candidates(name, searchPath).some(isExecutableFile);
}

export function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function candidates(name: string, searchPath: string | undefined): string[] {
  return (searchPath ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder === '' ? '.' : folder, name));
}
