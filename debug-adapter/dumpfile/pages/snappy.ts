/**
 * Unpacks one block of Snappy, what makedumpfile (`-p`) and QEMU write with libsnappy. The format is
 * told in Snappy's `format_description.txt`.
 *
 * `length` is the size of the unpacked bytes. Undefined when `packed` is no such block, or gives
 * another number of bytes.
 */
export function unpackSnappy(packed: Uint8Array, length: number): Uint8Array | undefined {
  const output = new Uint8Array(length);
  let from = 0;
  let to = 0;
  const number = (bytes: number): number => {
    let value = 0;
    for (let byte = 0; byte < bytes; byte++) value += (packed[from++] ?? 0) * 256 ** byte;
    return value;
  };

  // The unpacked length as a varint: 7 bits a byte, the lowest first.
  let declared = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = number(1);
    declared += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (declared !== length) return undefined;

  while (from < packed.length) {
    const tag = number(1);
    const high = tag >> 2;
    if ((tag & 3) === 0) {
      const count = 1 + (high < 60 ? high : number(high - 59));
      if (from + count > packed.length || to + count > length) return undefined;
      output.set(packed.subarray(from, from + count), to);
      from += count;
      to += count;
      continue;
    }
    const near = (tag & 3) === 1;
    const count = near ? 4 + (high & 7) : 1 + high;
    const distance = near ? ((high >> 3) << 8) + number(1) : number((tag & 3) === 2 ? 2 : 4);
    if (distance === 0 || distance > to || to + count > length) return undefined;
    // Byte by byte: source and target overlap when a pattern is repeated.
    for (const end = to + count; to < end; to++) output[to] = output[to - distance] ?? 0;
  }
  return to === length && from === packed.length ? output : undefined;
}
