/** Numbers in a binary header. Offsets are the caller's and lie inside `bytes`. */
export interface BinaryFields {
  u16(offset: number): number;
  u32(offset: number): number;
  u64(offset: number): bigint;
}

export function binaryFields(bytes: Buffer, littleEndian: boolean): BinaryFields {
  return littleEndian
    ? {
        u16: (offset) => bytes.readUInt16LE(offset),
        u32: (offset) => bytes.readUInt32LE(offset),
        u64: (offset) => bytes.readBigUInt64LE(offset),
      }
    : {
        u16: (offset) => bytes.readUInt16BE(offset),
        u32: (offset) => bytes.readUInt32BE(offset),
        u64: (offset) => bytes.readBigUInt64BE(offset),
      };
}
