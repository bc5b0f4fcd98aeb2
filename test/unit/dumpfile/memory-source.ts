import type { ByteSource } from '../../../debug-adapter/dumpfile/byte-source';

/** Bytes in memory as a source; `asked` counts what was asked for. */
export function memorySource(bytes: Buffer): ByteSource & { readonly asked: () => number } {
  let asked = 0;
  const read = (offset: number, length: number) => {
    asked += length;
    return Buffer.from(bytes.subarray(offset, offset + length));
  };
  return {
    size: bytes.length,
    asked: () => asked,
    read: (offset, length) => Promise.resolve(read(offset, length)),
    readNow: read,
  };
}

/** Some bytes and zeros behind them; `largest` is the most that was asked for at once. */
export function sparseSource(
  bytes: Buffer,
  size: number,
): ByteSource & { readonly largest: () => number } {
  let largest = 0;
  const read = (offset: number, length: number) => {
    largest = Math.max(largest, length);
    const answer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
    if (offset < bytes.length) bytes.copy(answer, 0, offset);
    return answer;
  };
  return {
    size,
    largest: () => largest,
    read: (offset, length) => Promise.resolve(read(offset, length)),
    readNow: read,
  };
}
