/** Lets at most `most` pieces of work run at a time; the others wait in order. */
export function limitConcurrency(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place of this one goes to the next, or becomes free.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
