import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** Bytes that can be read anywhere: a file, or the file that a flattened one stands for. */
export interface ByteSource {
  /** Bytes; the end of a flattened file's content is not known and `Infinity`. */
  readonly size: number;
  /**
   * The bytes from `offset` on: fewer than `length` at the end, none beyond it. `length` is the
   * caller's bound of memory. Rejects with the system's error.
   */
  read(offset: number, length: number): Promise<Buffer>;
  /**
   * The same at once, holding the thread meanwhile: for rows of very small reads, which cost ten
   * times as much when each is waited for.
   */
  readNow?(offset: number, length: number): Buffer;
}

/** An open file as a source; the caller closes it. */
export function fileSource(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    read: (offset, length) => readFully(handle, offset, length),
    readNow: (offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(handle.fd, bytes, 0, length, offset));
    },
  };
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** A header of fixed size: zeros stand for what the file no longer has, `complete` says so. */
export async function readPadded(
  source: ByteSource,
  offset: number,
  length: number,
): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  const read = await source.read(offset, length);
  if (read.length === length) return { bytes: read, complete: true };
  const bytes = Buffer.alloc(length);
  read.copy(bytes);
  return { bytes, complete: false };
}

/**
 * The bytes that a header points to, when the pointer makes sense: not beyond the end of the source
 * and not more than `limit`.
 */
export async function readPointedTo(
  source: ByteSource,
  offset: bigint,
  length: bigint,
  limit: number,
): Promise<Buffer | undefined> {
  if (length <= 0n || length > BigInt(limit) || offset < 0n) return undefined;
  if (offset + length > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  if (Number(offset + length) > source.size) return undefined;
  const bytes = await source.read(Number(offset), Number(length));
  return bytes.length === Number(length) ? bytes : undefined;
}
