/**
 * Reads `rd -64 <address> <count>`: `address:  word word   text` a line. Returns the words in order;
 * lines that are no memory (`rd: invalid kernel virtual address: …`) give none.
 */
export function parseRd(text: string): bigint[] {
  return text.split('\n').flatMap((line) => {
    const words = /^\s*[0-9a-f]{8,16}: {2}((?:[0-9a-f]{16} ?)+)/.exec(line)?.[1];
    return words === undefined
      ? []
      : words
          .trim()
          .split(' ')
          .map((word) => BigInt(`0x${word}`));
  });
}
