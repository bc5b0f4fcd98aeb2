/** A line of the kernel log. A message of several lines gives several, the later without a time. */
export interface LogLine {
  /** Seconds since boot. */
  readonly timestamp?: number;
  /** Who printed it, with CONFIG_PRINTK_CALLER: `T1` (a task), `C0` (a CPU). */
  readonly caller?: string;
  /** syslog's level, 0 to 7, as `log -m` prints it: `<6>`. */
  readonly level?: number;
  readonly text: string;
}

/**
 * Reads `log`, `log -m` or `dmesg`. Every line is a line of the log, so nothing is left over.
 *
 * [    3.850231] BUG: kernel NULL pointer dereference, address: 0000000000000008
 * [    3.850231] [   T1] with CONFIG_PRINTK_CALLER
 * [    3.850231] <6>with `log -m`
 */
export function parseLog(text: string): LogLine[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  return lines.map(parseLine);
}

const linePattern =
  /^(?:<(\d{1,3})>)?(?:\[ *(\d+\.\d+)\] ?)?(?:\[ *([TC]\d+)\] ?)?(?:<([0-9a-f]{1,3})>)?(.*)$/s;

function parseLine(line: string): LogLine {
  const [, levelBefore, timestamp, caller, levelAfter, text = ''] = linePattern.exec(line) ?? [];
  // Before the time stands the kernel's own decimal prefix, after it what crash prints in hex; both
  // may have the facility above the three bits of the level.
  const level = levelBefore ?? (levelAfter === undefined ? undefined : `0x${levelAfter}`);
  return {
    ...(timestamp === undefined ? {} : { timestamp: Number(timestamp) }),
    ...(caller === undefined ? {} : { caller }),
    ...(level === undefined ? {} : { level: Number(level) & 7 }),
    text,
  };
}
