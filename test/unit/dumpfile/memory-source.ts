import type { ByteSource } from '../../../debug-adapter/dumpfile/byte-source';

/** Bytes in memory as a source; `read` counts what was asked for. */
export function memorySource(bytes: Buffer): ByteSource & { readonly asked: () => number } {
  let asked = 0;
  return {
    size: bytes.length,
    asked: () => asked,
    read: (offset, length) => {
      asked += length;
      return Promise.resolve(Buffer.from(bytes.subarray(offset, offset + length)));
    },
  };
}
