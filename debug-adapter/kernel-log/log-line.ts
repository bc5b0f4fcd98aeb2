/** A line of the kernel log. A message of several lines gives several, the later without a time. */
export interface LogLine {
  /** Seconds since boot. */
  readonly timestamp?: number;
  /** Who printed it, with CONFIG_PRINTK_CALLER: `T1` (a task), `C0` (a CPU). */
  readonly caller?: string;
  /** syslog's level, 0 (emergency) to 7 (debug). */
  readonly level?: number;
  readonly text: string;
}
