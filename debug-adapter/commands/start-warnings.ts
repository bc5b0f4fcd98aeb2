/** What crash complained of before its first prompt. */
export interface StartWarnings {
  /** Its lines, `WARNING: …` and `NOTE: …`, in order; those that repeat for each task are one. */
  readonly lines: readonly string[];
  /**
   * Tasks whose stacks it does not know the beginning of (arm64, of every task that was on a CPU which
   * saved no registers): `WARNING: cannot determine starting stack frame for task ffff800082533f00`.
   */
  readonly withoutStackStart: ReadonlySet<bigint>;
}

const STACK_START =
  /^(?:bt: )?WARNING: cannot determine starting stack frame for task ([0-9a-f]{8,16})$/;

/** Reads all that crash wrote while it started. */
export function parseStartWarnings(text: string): StartWarnings {
  const lines: string[] = [];
  const withoutStackStart = new Set<bigint>();
  for (const [line] of text.matchAll(/^(?:WARNING|NOTE): .*$/gm)) {
    const task = STACK_START.exec(line.trim())?.[1];
    if (task === undefined) {
      lines.push(line);
    } else {
      withoutStackStart.add(BigInt(`0x${task}`));
    }
  }
  if (withoutStackStart.size > 0) {
    const count = withoutStackStart.size;
    lines.push(
      `WARNING: cannot determine starting stack frame for ${count === 1 ? 'a task' : `${count} tasks`}: a note stands on ${count === 1 ? 'its stack' : 'their stacks'}`,
    );
  }
  return { lines, withoutStackStart };
}

/** Whether a message of `bt` is that complaint, which is told in words of our own. */
export function isStackStartWarning(message: string): boolean {
  return STACK_START.test(message);
}
