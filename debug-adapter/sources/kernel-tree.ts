import { open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRegularFile } from './regular-file';
import type { BaseVersion } from './kernel-version';
import { makefileVersion } from './kernel-version';

/** The root of a kernel's source. */
export interface KernelTree {
  readonly path: string;
  /** Without links. */
  readonly realPath: string;
  readonly version: BaseVersion;
}

/** VERSION, PATCHLEVEL and SUBLEVEL are the first lines after the licence. */
const MAKEFILE_BYTES = 4096;
const MOST_ANCESTORS = 24;

/** Recognizes a kernel tree by its Makefile and a Kbuild or MAINTAINERS file. Never throws. */
export async function recognizeTree(path: string): Promise<KernelTree | undefined> {
  try {
    if (!(await isRegularFile(join(path, 'Makefile')))) return undefined;
    const version = makefileVersion(await readStart(join(path, 'Makefile')));
    if (version === undefined) return undefined;
    const marks = ['Kbuild', 'MAINTAINERS'].map((name) => isRegularFile(join(path, name)));
    if (!(await Promise.all(marks)).includes(true)) return undefined;
    return { path, realPath: await realpath(path), version };
  } catch {
    return undefined;
  }
}

/** The tree that a file lies in. */
export async function treeAround(file: string): Promise<KernelTree | undefined> {
  let folder = dirname(file);
  for (let level = 0; level < MOST_ANCESTORS && folder !== dirname(folder); level++) {
    const tree = await recognizeTree(folder);
    if (tree) return tree;
    folder = dirname(folder);
  }
  return undefined;
}

async function readStart(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(MAKEFILE_BYTES);
    const { bytesRead } = await file.read(bytes, 0, MAKEFILE_BYTES, 0);
    return bytes.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
