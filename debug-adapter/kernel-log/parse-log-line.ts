import type { LogLine } from './log-line';

/** The kernel's time, or that of `dmesg -T`: `[Sun Nov 22 22:22:15 2026]`. */
const TIME = String.raw`\[(?: *(\d+\.\d+)|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})\] ?`;
const LINE = new RegExp(
  String.raw`^(?:<(\d{1,3})>)?(?:${TIME})?(?:\[ *([TC]\d+)\] ?)?(?:<([0-9a-f]{1,3})>)?(.*)$`,
  's',
);

/**
 * Reads one line of a log as dmesg, makedumpfile and crash's `log` write it.
 *
 * [    3.850231] BUG: kernel NULL pointer dereference, address: 0000000000000008
 * [    3.850231] [   T1] with CONFIG_PRINTK_CALLER
 * <6>[    3.850231] with `dmesg -r`
 * [    3.850231] <6>with `log -m`
 */
export function parseLogLine(line: string): LogLine {
  const [, levelBefore, timestamp, caller, levelAfter, text = ''] = LINE.exec(line) ?? [];
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
