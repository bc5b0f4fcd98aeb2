/** The kinds of pages of `makedumpfile -d` (makedumpfile(8)), by the bit that leaves them out. */
const KINDS: readonly (readonly [number, string])[] = [
  [1, 'pages of zeros'],
  [2, 'page cache'],
  [4, 'page cache with private data'],
  [8, 'memory of processes'],
  [16, 'free pages'],
];

/** What a dump level leaves out: `pages of zeros, page cache, free pages`; `nothing` of level 0. */
export function dumpLevelWords(level: number): string {
  const words = KINDS.filter(([bit]) => (level & bit) !== 0).map(([, word]) => word);
  return words.length === 0 ? 'nothing' : words.join(', ');
}
