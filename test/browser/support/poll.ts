import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is the one that is waited for; says the last answer when it never comes. */
export async function poll<T>(
  what: string,
  ask: () => Promise<T> | T,
  isIt: (answer: T) => boolean,
  milliseconds = 30_000,
): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) {
      return answer;
    }
    if (performance.now() > end) {
      throw new Error(
        `${what}: not after ${milliseconds / 1000} s; last: ${JSON.stringify(answer)}`,
      );
    }
    await delay(100);
  }
}
