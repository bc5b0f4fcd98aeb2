/**
 * The bytes of a message as text: UTF-8 where they are, `\xff` for what is neither that nor a
 * printable character, as the kernel writes it into /dev/kmsg. Tabs and line ends stay.
 */
export function logText(bytes: Buffer): string {
  if (isPlain(bytes)) return bytes.toString('latin1');
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    const byte = bytes[at] ?? 0;
    if (length > 1 || isShown(byte)) text += bytes.toString('utf8', at, at + Math.max(length, 1));
    else text += `\\x${byte.toString(16).padStart(2, '0')}`;
    at += Math.max(length, 1);
  }
  return text;
}

/** ASCII up to the first zero byte. */
export function fixedText(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return logText(end < 0 ? bytes : bytes.subarray(0, end));
}

function isPlain(bytes: Buffer): boolean {
  for (const byte of bytes) if (!isShown(byte)) return false;
  return true;
}

/** isprint() or isspace() of C. */
function isShown(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/** Bytes of the UTF-8 character beyond ASCII that begins here (RFC 3629, section 4), or 0. */
function characterLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  // U+FFFD stands in for what is no UTF-8: too long a form, a surrogate.
  const decoded = bytes.toString('utf8', at, at + length);
  const isOne = decoded.length === (length === 4 ? 2 : 1) && !decoded.includes('\ufffd');
  // U+0080 to U+009F are controls too.
  return isOne && !/^[\x80-\x9f]$/.test(decoded) ? length : 0;
}
