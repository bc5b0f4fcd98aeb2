/**
 * The crash command that runs an MI command: `gdb interpreter-exec mi "-name argument …"`.
 *
 * Three readers take the line apart. crash looks for `|`, `!`, `>` and keeps count of quotes and
 * parentheses, but knows no backslash, so that a quoted `|` within our quotes would start a shell;
 * gdb's command line unquotes the word after `mi`; MI splits that into arguments. An argument that
 * is more than plain characters is therefore an MI string whose every other byte is an octal escape.
 *
 * Throws a RangeError on control characters and on a line that is longer than crash reads.
 */
export function miCommand(name: string, args: readonly (string | number | bigint)[] = []): string {
  if (!/^-[a-z][a-z-]*$/.test(name)) {
    throw new RangeError(`Not the name of an MI command: ${JSON.stringify(name)}`);
  }
  const words = [name, ...args.map((arg) => miArgument(String(arg)))].join(' ');
  const line = `gdb interpreter-exec mi "${words}"`;
  if (line.length > maxLineBytes) {
    throw new RangeError(`The command is longer than crash reads: ${line.slice(0, 80)}…`);
  }
  return line;
}

/** An address as MI and gdb's expressions take it. */
export function hexAddress(address: bigint): string {
  return `0x${BigInt.asUintN(64, address).toString(16)}`;
}

/** crash reads 1,500 bytes of a line; some room is left for ` > file`. */
const maxLineBytes = 1_300;

/** Writes an argument for MI, and that for gdb's double quotes: `"` is `\"`, `\174` is `\\174`. */
function miArgument(argument: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(argument)) {
    throw new RangeError('A control character in an argument of an MI command');
  }
  if (/^[\w./:+*&@=,$%-]+$/.test(argument)) {
    return argument;
  }
  const escaped = argument.replace(/[^\w ./:+*&@=,$%-]+/gu, (special) =>
    Array.from(Buffer.from(special), (byte) => `\\\\${byte.toString(8).padStart(3, '0')}`).join(''),
  );
  return `\\"${escaped}\\"`;
}
