/**
 * Unpacks LZO1X, what makedumpfile (`-l`) and QEMU write with liblzo2. The format is told in the
 * kernel's `Documentation/staging/lzo.rst` (bitstream version 0).
 *
 * `length` is the size of the unpacked bytes. Undefined when `packed` is no LZO1X, or gives another
 * number of bytes.
 */
export function unpackLzo1x(packed: Uint8Array, length: number): Uint8Array | undefined {
  const output = new Uint8Array(length);
  let from = 0;
  let to = 0;

  /** A byte beyond the end reads as 0: the copy that follows it then does not fit. */
  const next = (): number => packed[from++] ?? 0;
  /** A length whose few bits in the instruction are all 0 goes on in further bytes. */
  const extended = (bits: number, most: number): number => {
    if (bits !== 0) return bits;
    let more = most;
    while (packed[from] === 0) {
      more += 255;
      from++;
    }
    return more + next();
  };
  const literals = (count: number): boolean => {
    if (from + count > packed.length || to + count > length) return false;
    output.set(packed.subarray(from, from + count), to);
    from += count;
    to += count;
    return true;
  };
  const copy = (distance: number, count: number): boolean => {
    if (distance > to || to + count > length) return false;
    // Byte by byte: source and target overlap when a pattern is repeated.
    for (const end = to + count; to < end; to++) output[to] = output[to - distance] ?? 0;
    return true;
  };

  /** How many literals the last instruction copied; 4 stands for more than 3. */
  let state = 0;
  const first = packed[0] ?? 0;
  if (first > 17) {
    from = 1;
    if (!literals(first - 17)) return undefined;
    state = Math.min(first - 17, 4);
  }
  while (from < packed.length) {
    const code = next();
    let trailing: number;
    if (code < 16 && state === 0) {
      if (!literals(3 + extended(code, 15))) return undefined;
      state = 4;
      continue;
    } else if (code < 16) {
      const distance = (next() << 2) + (code >> 2) + 1;
      if (!(state < 4 ? copy(distance, 2) : copy(distance + 2048, 3))) return undefined;
      trailing = code & 3;
    } else if (code < 64) {
      const near = code >= 32;
      const count = near ? extended(code & 31, 31) : extended(code & 7, 7);
      const low = next();
      const distance = (next() << 6) + (low >> 2);
      const far = 16384 + ((code & 8) << 11) + distance;
      if (!near && far === 16384)
        return to === length && from <= packed.length ? output : undefined;
      if (!copy(near ? distance + 1 : far, 2 + count)) return undefined;
      trailing = low & 3;
    } else {
      const count = code < 128 ? 3 + ((code >> 5) & 1) : 5 + ((code >> 5) & 3);
      if (!copy((next() << 3) + ((code >> 2) & 7) + 1, count)) return undefined;
      trailing = code & 3;
    }
    if (!literals(trailing)) return undefined;
    state = trailing;
  }
  return undefined;
}
