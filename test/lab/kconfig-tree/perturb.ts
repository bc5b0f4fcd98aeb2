/** A configuration in which some lines ask for something else, are gone, or are new; by a seed. */
export function perturbed(config: string, seed: number, share = 0.02): string {
  const random = randomNumbers(seed);
  const change = (line: string): string => {
    const on = /^CONFIG_(\w+)=([ym])$/.exec(line);
    if (on) {
      const other = on[2] === 'y' ? 'm' : 'y';
      return random() < 0.5 ? `# CONFIG_${on[1]} is not set` : `CONFIG_${on[1]}=${other}`;
    }
    const off = /^# CONFIG_(\w+) is not set$/.exec(line);
    if (off) return `CONFIG_${off[1]}=${random() < 0.5 ? 'm' : 'y'}`;
    const number = /^CONFIG_(\w+)=-?\d+$/.exec(line);
    if (number) return `CONFIG_${number[1]}=${Math.floor(random() * 100_000)}`;
    return random() < 0.5 ? '' : line;
  };
  return config
    .split('\n')
    .map((line) => (random() < share ? change(line) : line))
    .join('\n');
}

/** A linear congruential generator (Numerical Recipes), from 0 to below 1. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
