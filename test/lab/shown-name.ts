/** How a task's name must look: written apart from the adapter, so that it is a test of it. */

/**
 * @param comm the bytes of `task_struct.comm` up to the first zero
 */
export function shownName(comm: Buffer): string {
  if (comm.length === 0) return '(no name)';
  let shown = '';
  for (let at = 0; at < comm.length;) {
    const character = characterAt(comm, at);
    shown += character === undefined ? `\\x${hex(comm.readUInt8(at), 2)}` : escaped(character);
    at += character === undefined ? 1 : Buffer.byteLength(character);
  }
  return shown;
}

/** The UTF-8 character that begins here, unless the bytes are none. */
function characterAt(bytes: Buffer, at: number): string | undefined {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    const part = bytes.subarray(at, at + length);
    const text = part.toString('utf8');
    if ([...text].length === 1 && Buffer.from(text).equals(part)) return text;
  }
  return undefined;
}

/** Neither a terminal escape nor a mark that turns the text around may reach the window. */
function escaped(character: string): string {
  const isUnsafe = /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(character);
  if (!isUnsafe) return character;
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
