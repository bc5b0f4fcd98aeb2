import { setTimeout as delay } from 'node:timers/promises';

/** Only what hangs takes as long, on whatever machine; less than a test may take. */
const LONG_MS = 40_000;

interface Options {
  readonly milliseconds?: number;
  /** What to say of the state when the time is over. */
  readonly describe?: () => string;
}

/** Waits until something is so. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { milliseconds = LONG_MS, describe = () => '' }: Options = {},
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await isSo())) {
    if (performance.now() > end) {
      throw new Error(`Not within ${milliseconds} ms: ${what}. ${describe()}`);
    }
    await delay(10);
  }
}

/** The value of a promise, or a failure when it takes too long. */
export async function within<T>(
  what: string,
  promise: Promise<T>,
  milliseconds = LONG_MS,
): Promise<T> {
  const over = new AbortController();
  try {
    return await Promise.race([
      promise,
      delay(milliseconds, undefined, { signal: over.signal }).then(() => {
        throw new Error(`Not within ${milliseconds} ms: ${what}`);
      }),
    ]);
  } finally {
    over.abort();
  }
}
