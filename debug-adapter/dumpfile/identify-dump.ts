import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { ByteSource } from './byte-source';
import { fileSource } from './byte-source';
import type { ContainerIdentity } from './container-identity';
import { unusableIdentity } from './container-identity';
import type { DumpIdentity, UnusableContainer } from './dump-identity';
import type { DumpProblem } from './dump-problem';
import { compressedProblem, cutOffProblem } from './dump-problems';
import { isElf } from '../elf/elf-ident';
import { flattenedSource, hasEndMark, isFlattened } from './flattened-source';
import { identifyElf } from './identify-elf';
import { identifyKdump } from './identify-kdump';
import { isKdump } from './kdump-header';
import { otherFormat } from './other-formats';

const START_BYTES = 1024;

/**
 * Says what a dump file is and of which kernel, reading a few kilobytes of it. Never throws: a file
 * that cannot be read or makes no sense is described in `container` and `problems`.
 */
export async function identifyDump(path: string): Promise<DumpIdentity> {
  let fileSize = 0;
  try {
    const { size, unusable } = await examine(path);
    fileSize = size;
    if (unusable) return { path, fileSize, flattened: false, ...unusableIdentity(path, unusable) };
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const file = fileSource(handle, size);
      return { path, fileSize, ...(await identifyFile(path, file)) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
    return { path, fileSize, flattened: false, ...unusableIdentity(path, kind, message) };
  }
}

async function examine(
  path: string,
): Promise<{ readonly size: number; readonly unusable?: UnusableContainer['kind'] }> {
  const stats = await stat(path);
  if (stats.isDirectory()) return { size: 0, unusable: 'directory' };
  if (!stats.isFile()) return { size: 0, unusable: 'special' };
  return { size: stats.size };
}

async function identifyFile(
  path: string,
  file: ByteSource,
): Promise<ContainerIdentity & { readonly flattened: boolean }> {
  const start = await file.read(0, START_BYTES);
  if (!isFlattened(start)) {
    return { flattened: false, ...(await identifyContainer(path, file, start)) };
  }
  const inner = await flattenedSource(file);
  const identity = await identifyContainer(path, inner, await inner.read(0, START_BYTES));
  const { kind } = identity.container;
  if (kind !== 'kdump' && kind !== 'elf') {
    const why =
      "It is in makedumpfile's flattened format, but its first records hold no dump header.";
    return { flattened: true, ...unusableIdentity(path, 'damaged', why) };
  }
  const ends = await hasEndMark(file);
  const problems: readonly DumpProblem[] = ends ? [] : [cutOffProblem(path, file.size)];
  return {
    ...identity,
    flattened: true,
    incomplete: identity.incomplete || !ends,
    problems: [...identity.problems, ...problems],
  };
}

async function identifyContainer(
  path: string,
  source: ByteSource,
  start: Buffer,
): Promise<ContainerIdentity> {
  if (isKdump(start)) return identifyKdump(path, source);
  if (isElf(start)) return identifyElf(path, source);
  const container = otherFormat(start);
  switch (container.kind) {
    case 'compressed':
      return { container, incomplete: false, problems: [compressedProblem(path, container)] };
    case 'foreign':
      return { container, incomplete: false, problems: [] };
    default:
      return unusableIdentity(path, container.kind);
  }
}
