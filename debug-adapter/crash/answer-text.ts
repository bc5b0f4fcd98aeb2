/** What crash wrote into an answer file. */
export class Answer {
  constructor(readonly bytes: Buffer) {}

  /** As text, no byte of it lost (see `decodeAnswer`). */
  get text(): string {
    return decodeAnswer(this.bytes);
  }
}

/**
 * The text of an answer file. Task names, log lines and strings of a dump hold any byte: what is no
 * UTF-8 becomes a lone surrogate U+DC80 to U+DCFF (as Python's `surrogateescape` does), so that no
 * byte is lost before someone decides how to show it.
 */
export function decodeAnswer(bytes: Buffer): string {
  let decoded = '';
  let validFrom = 0;
  let position = 0;
  while (position < bytes.length) {
    const length = sequenceLength(bytes, position);
    if (length > 0) {
      position += length;
      continue;
    }
    if (position > validFrom) {
      decoded += bytes.toString('utf8', validFrom, position);
    }
    const invalidFrom = position;
    do position += 1;
    while (position < bytes.length && sequenceLength(bytes, position) === 0);
    decoded += escaped(bytes.subarray(invalidFrom, position));
    validFrom = position;
  }
  return decoded + bytes.toString('utf8', validFrom);
}

/** A lone surrogate for each byte; all at once, since thousands of strings of one character take long. */
function escaped(bytes: Buffer): string {
  const units = Buffer.alloc(2 * bytes.length, 0xdc);
  bytes.forEach((byte, index) => (units[2 * index] = byte));
  return units.toString('utf16le');
}

/** Bytes of the valid UTF-8 sequence that begins here (RFC 3629, section 4), or 0. */
function sequenceLength(bytes: Buffer, position: number): number {
  const first = bytes[position] ?? 0;
  if (first < 0x80) {
    return 1;
  }
  const second = bytes[position + 1] ?? 0;
  let lowest = 0x80;
  let highest = 0xbf;
  let length: number;
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    lowest = first === 0xe0 ? 0xa0 : 0x80;
    highest = first === 0xed ? 0x9f : 0xbf;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    lowest = first === 0xf0 ? 0x90 : 0x80;
    highest = first === 0xf4 ? 0x8f : 0xbf;
  } else {
    return 0;
  }
  if (second < lowest || second > highest) {
    return 0;
  }
  for (let index = 2; index < length; index++) {
    const byte = bytes[position + index] ?? 0;
    if (byte < 0x80 || byte > 0xbf) {
      return 0;
    }
  }
  return length;
}
