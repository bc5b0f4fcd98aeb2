/** A generator of numbers in [0, 1), the same for the same seed (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Up to forty of the pieces, in random order. */
export function randomText(random: () => number, pieces: readonly string[]): string {
  let text = '';
  for (let left = Math.floor(random() * 40); left > 0; left--) {
    text += pieces[Math.floor(random() * pieces.length)] ?? '';
  }
  return text;
}
