/** The crashes for arm64 dumps that this machine has: `Get crash for This Dump…` and the lab build them. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../../debug-adapter/programs/cache-folder';
import { isExecutableFile } from '../../../debug-adapter/programs/find-program';

export interface Arm64Crash {
  readonly version: string;
  readonly path: string;
}

/** None is no failure, and no success: what needs one is then not in the list of tests. */
export function arm64Crashes(): Arm64Crash[] {
  const folder = cacheFolder('crash');
  const found = names(folder).flatMap((name) => {
    const version = /^ARM64-(.*)$/.exec(name)?.[1];
    const file = path.join(folder, name, 'crash');
    return version !== undefined && isExecutableFile(file) ? [{ version, path: file }] : [];
  });
  if (found.length === 0) {
    console.log(
      'arm64: no crash for ARM64 is here, so the arm64 sample is not opened (npm run test:lab builds one).',
    );
  }
  return found;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
