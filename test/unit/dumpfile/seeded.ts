/** Numbers from 0 to 2³²−1, always the same (xorshift). */
export function* seeded(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}
