/**
 * Reads `rd -64 <address> <count>`: `address:  word word   text` a line. Returns the words in order;
 * lines that are no memory (`rd: invalid kernel virtual address: …`) give none.
 */
export function parseRd(text: string): bigint[] {
  return text.split('\n').flatMap((line) => {
    const words = /^\s*[0-9a-f]{1,16}: {2}((?:[0-9a-f]{16} ?)+)/.exec(line)?.[1];
    return words === undefined
      ? []
      : words
          .trim()
          .split(' ')
          .map((word) => BigInt(`0x${word}`));
  });
}

/**
 * Why `rd` read nothing, as one clause. It says `rd: seek error: physical address: f000000000  type:
 * "raw dump to file"`, `rd: page excluded: kernel virtual address: …`.
 */
export function parseRdRefusal(text: string): string {
  const [, said] =
    /^rd: ([^\n]*?)(?:: (?:kernel|user|physical)\b.*)?(?: {2}type: .*)?$/m.exec(text) ?? [];
  switch (said) {
    case 'page excluded':
      return 'makedumpfile left the page out';
    case 'seek error':
      return 'the dump does not have this page';
    default:
      return `crash says: ${said ?? (text.trim() === '' ? 'nothing' : (text.trim().split('\n')[0] ?? ''))}`;
  }
}
