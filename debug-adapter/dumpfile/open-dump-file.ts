import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './byte-source';
import { fileSource } from './byte-source';
import { openElf } from './containers/open-elf';
import { openKdump } from './containers/open-kdump';
import { describeDump } from './describe-dump';
import type { DumpIdentity, UnusableContainer } from './dump-identity';
import { compressedProblem, cutOffProblem } from './dump-problems';
import { isElf } from '../elf/elf-ident';
import { flattenedSource, hasEndMark, isFlattened } from './flattened-source';
import { isKdump } from './kdump-header';
import type { LogReading } from './log/log-record';
import type { KernelMemory } from './memory/kernel-memory';
import { strangeContainer, unusableContainer, type OpenedContainer } from './opened-container';
import { otherFormat } from './other-formats';

const START_BYTES = 1024;

/** A dump file that can be read from, until it is closed. */
export interface DumpFile {
  readonly identity: DumpIdentity;
  readonly log: LogReading;
  /** Absent when the file is no dump that is known here. */
  readonly memory?: KernelMemory;
  close(): Promise<void>;
}

/**
 * Opens a dump and says what it is, of which kernel, and what its log says, reading only what that
 * needs: some hundred kilobytes, however big the file. Never rejects: a file that cannot be read or
 * makes no sense is described in the identity's `container` and `problems`.
 */
export async function openDumpFile(path: string): Promise<DumpFile> {
  let handle: FileHandle | undefined;
  let fileSize = 0;
  try {
    const { size, unusable } = await examine(path);
    fileSize = size;
    if (unusable) return await closedFile(path, fileSize, unusableContainer(path, unusable));
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    handle = file;
    const { container, flattened } = await openFile(path, fileSource(file, size));
    const facts = { path, fileSize, flattened };
    const { identity, log, memory } = await describeDump(facts, container);
    return { identity, log, ...(memory && { memory }), close: () => file.close() };
  } catch (error) {
    await handle?.close();
    const { code, message } = error as NodeJS.ErrnoException;
    const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
    return closedFile(path, fileSize, unusableContainer(path, kind, message));
  }
}

async function closedFile(
  path: string,
  fileSize: number,
  container: OpenedContainer,
): Promise<DumpFile> {
  const { identity, log } = await describeDump({ path, fileSize, flattened: false }, container);
  return { identity, log, close: () => Promise.resolve() };
}

async function examine(
  path: string,
): Promise<{ readonly size: number; readonly unusable?: UnusableContainer['kind'] }> {
  const stats = await stat(path);
  if (stats.isDirectory()) return { size: 0, unusable: 'directory' };
  if (!stats.isFile()) return { size: 0, unusable: 'special' };
  return { size: stats.size };
}

interface Opened {
  readonly container: OpenedContainer;
  readonly flattened: boolean;
}

async function openFile(path: string, file: ByteSource): Promise<Opened> {
  const start = await file.read(0, START_BYTES);
  if (!isFlattened(start)) {
    return { flattened: false, container: await openContainer(path, file, start) };
  }
  const inner = flattenedSource(file);
  const container = await openContainer(path, inner, await inner.read(0, START_BYTES));
  const { kind } = container.container;
  if (kind !== 'kdump' && kind !== 'elf') {
    const why =
      "It is in makedumpfile's flattened format, but its first records hold no dump header.";
    return { flattened: true, container: unusableContainer(path, 'damaged', why) };
  }
  if (await hasEndMark(file)) {
    return { flattened: true, container: { ...container, missingBytes: 0 } };
  }
  const problems = [...container.problems, cutOffProblem(path, file.size)];
  return { flattened: true, container: { ...container, incomplete: true, problems } };
}

/** Opens what a file begins with. Rejects with the system's error when reading fails. */
export async function openContainer(
  path: string,
  source: ByteSource,
  start: Buffer,
): Promise<OpenedContainer> {
  if (isKdump(start)) return openKdump(path, source);
  if (isElf(start)) return openElf(path, source);
  const container = otherFormat(start);
  switch (container.kind) {
    case 'compressed':
      return strangeContainer(container, [compressedProblem(path, container)]);
    case 'foreign':
      return strangeContainer(container, []);
    default:
      return unusableContainer(path, container.kind);
  }
}
