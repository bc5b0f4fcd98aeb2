/** A word on a stack, as `bt -FF` shows it: a number, `lab_done`, `[ffff9fce00332c00:kmalloc-64]`. */
export interface StackWord {
  readonly address: bigint;
  readonly text: string;
}

const headPattern = /^ *#\d+ \[ *([0-9a-f]{1,16})\] /;
const rowPattern = /^ {4}([0-9a-f]{8,16}): (.+)$/;

/**
 * Reads `bt -FF` of one task: the words of each frame, by the address at which its return address
 * stands (in brackets after its number). They begin right above it.
 */
export function parseStackWords(text: string): ReadonlyMap<bigint, readonly StackWord[]> {
  const frames = new Map<bigint, StackWord[]>();
  let words: StackWord[] = [];
  for (const line of text.split('\n')) {
    const head = headPattern.exec(line);
    const row = rowPattern.exec(line);
    if (head) {
      words = [];
      frames.set(BigInt(`0x${head[1]}`), words);
    } else if (row) {
      const first = BigInt(`0x${row[1]}`);
      const columns = (row[2] ?? '').match(/\[[^\]]*\]|\S+/g) ?? [];
      columns.forEach((column, index) =>
        words.push({ address: first + 8n * BigInt(index), text: column }),
      );
    }
  }
  return frames;
}
